"""What was undone before its letter left is not written to anybody: the letter stays here (K-54, K-55, decisions 7)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import posting, setting_right
from models.cases.holding import leave_due
from models.cases.panel_day import invited
from models.cases.recording import record
from models.cases.releasing import HOLD, release
from models.post.catalogue import CATALOGUE
from models.post.owed import UNDONE_BY
from models.procedure.tasks import SET_RIGHT
from models.procedure.terms import Event, Way
from models.tables import Appointment, CaseEvent, Letter, MeetingDate, Setting
from models.tables.task import Task
from models.tables.words import GONE, HELD, REPLACED
from tests.admin.panelling import ASKED, DATES, HERE, PAPERS, day, fix_a_date, whole_panel
from tests.conftest import MONDAY


@pytest.fixture
def held(panel, admin, portal, db):
    """The letters of the day and of the papers wait half an hour; the id of the day."""
    db.merge(Setting(name=HOLD, value={"minutes": 30}, changed_at=MONDAY))
    db.commit()
    whole_panel(admin, db)
    date_id = fix_a_date(admin, portal, db)
    assert admin.post(f"{HERE}/invite").status_code == 303
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 23))}).status_code == 303
    assert how(db) == {"panel_date": HELD, "panel_papers": HELD}
    return date_id


def how(db):
    db.expire_all()
    return {one.kind: one.state for one in db.scalars(select(Letter).where(Letter.kind.like("panel_%")))}


@pytest.mark.parametrize("who", ["person", "council"])
def test_a_letter_about_a_day_that_was_cancelled_meanwhile_never_leaves_k_54(held, panel, admin, portal, db, who):
    if who == "person":
        assert portal.post(f"/your-page/13/{held}", data={"why": "I have an exam."}).status_code == 303
    else:
        assert admin.post(f"{DATES}/{held}/cancel", data={"by": "panel", "why": "Ill."}).status_code == 303
    assert how(db) == {"panel_date": REPLACED, "panel_papers": REPLACED}
    leave_due(db, now=ASKED + timedelta(hours=2))
    assert how(db) == {"panel_date": REPLACED, "panel_papers": REPLACED}
    assert "meets on Tuesday 15 December" not in portal.get("/your-page").text
    reasons = [one.reason for one in db.scalars(select(CaseEvent).order_by(CaseEvent.number))]
    assert reasons[-1] == "letter_undone"
    page = admin.get(HERE.replace("stage-3", "timeline")).text
    assert "a letter did not leave: what it said was no longer so" in page
    fix_a_date(admin, portal, db, date(2026, 12, 16))
    assert not invited(db, panel.case), "a new day, a new letter"
    assert admin.post(f"{HERE}/invite").status_code == 303


def test_a_letter_that_names_who_left_the_panel_never_leaves_reg_19_2(held, admin, db):
    row = db.scalars(select(Appointment).where(Appointment.part == "member")).first()
    gone = {f"end-{row.id}-why": "They know the family.", **day(f"end-{row.id}-", ASKED.date())}
    assert admin.post(f"{HERE}/end/{row.id}", data=gone).status_code == 303
    assert how(db) == {"panel_date": REPLACED, "panel_papers": HELD}, "the papers stay as they are"


def test_what_has_left_stays_as_it_was(held, panel, portal, db):
    leave_due(db, now=ASKED + timedelta(hours=2))
    db.commit()
    portal.post(f"/your-page/13/{held}", data={"why": "I have an exam."})
    assert how(db) == {"panel_date": GONE, "panel_papers": GONE}
    assert db.get_one(MeetingDate, held).cancelled_at
    assert not db.scalars(select(CaseEvent).where(CaseEvent.reason == "letter_undone")).all()


def test_every_kind_that_can_be_undone_is_a_letter_and_each_cause_one_that_happens():
    assert {kind for kinds in UNDONE_BY.values() for kind in kinds} <= set(CATALOGUE)
    noted = {"ended_chair", "ended_member", "report_again"}
    assert set(UNDONE_BY) - noted <= {event.value for event in Event}


def test_the_letter_of_a_statement_that_was_replaced_never_leaves_k_31(held, panel, db, officer_of):
    content = {"subject": "What we look into", "blocks": []}
    by = {"actor": officer_of, "now": ASKED}
    panel.case.state = "s2_requested"
    row = release(db, panel.case, "statement", content, event=None, keys=panel.keys, **by)
    assert row.state == HELD
    record(db, panel.case, Event.STATEMENT_REOPENED, **by)
    db.refresh(row)
    assert row.state == REPLACED


def wrong(db):
    db.expire_all()
    return db.scalars(select(Task).where(Task.kind == SET_RIGHT)).all()


def test_a_letter_that_had_left_is_marked_and_the_office_writes_what_is_so_k_54(held, panel, admin, portal, db):
    leave_due(db, now=ASKED + timedelta(hours=2))
    db.commit()
    assert admin.post(f"{DATES}/{held}/cancel", data={"by": "panel", "why": "Ill."}).status_code == 303
    assert how(db) == {"panel_date": GONE, "panel_papers": GONE}, "what left stays to be read"
    assert setting_right.ask(db, now=ASKED) == 2
    assert setting_right.ask(db, now=ASKED) == 0, "once"
    db.commit()
    of_day = db.scalars(select(Letter).where(Letter.kind == "panel_date")).one()
    shown = portal.post(f"/your-page/letters/{of_day.id}")
    assert shown.status_code == 303
    assert "Some of this has changed since we sent it." in portal.get(f"/your-page/letters/{of_day.id}").text
    at = HERE.replace("stage-3", f"letters/{of_day.id}")
    assert "Write to them what is so now" in admin.get(at).text
    assert "is no longer so" in admin.get(HERE.replace("stage-3", "tasks")).text
    new = HERE.replace("stage-3", "letters/new")
    assert "This letter says that by itself." in admin.get(f"{new}?about={of_day.id}").text
    typed = {"about": str(of_day.id), "words": "The chair is ill. We will find a new day with you."}
    assert "It is not like that any more." in admin.post(new, data={**typed, "look": "yes"}).text
    assert admin.post(new, data={**typed, "send": "yes"}).status_code == 303
    made = db.scalars(select(Letter).where(Letter.kind == "no_longer_so")).one()
    assert "The chair is ill." in str(panel.keys.open_json(Letter.body, made))
    setting_right.ask(db, now=ASKED)
    assert [one.done_at is not None for one in wrong(db)] == [True, True], "one letter set both right"
    assert "A newer letter says what is so." in admin.get(at).text


def test_a_new_day_with_its_letter_sets_the_old_one_right_by_itself_k_54(held, panel, admin, portal, db):
    leave_due(db, now=ASKED + timedelta(hours=2))
    db.commit()
    assert admin.post(f"{DATES}/{held}/cancel", data={"by": "panel", "why": "Ill."}).status_code == 303
    setting_right.ask(db, now=ASKED)
    fix_a_date(admin, portal, db, date(2026, 12, 16))
    assert admin.post(f"{HERE}/invite").status_code == 303
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 23))}).status_code == 303
    setting_right.ask(db, now=ASKED)
    assert all(one.done_at for one in wrong(db))


def test_paper_that_is_no_longer_so_is_not_posted_any_more_prv_11(held, panel, admin, db, officer_of):
    letter = db.scalars(select(Letter).where(Letter.kind == "panel_date")).one()
    letter.state, letter.way, letter.leaves_at = GONE, Way.POST, ASKED
    db.commit()
    assert posting.waits(db, letter)
    assert admin.post(f"{DATES}/{held}/cancel", data={"by": "panel", "why": "Ill."}).status_code == 303
    db.refresh(letter)
    assert not posting.waits(db, letter)
    assert (
        "If the paper lies here still, do not post it"
        in admin.get(HERE.replace("stage-3", f"letters/{letter.id}")).text
    )


def test_the_letters_of_a_panel_that_met_are_left_as_they_are_k_54(held, panel, admin, db, on):
    leave_due(db, now=ASKED + timedelta(hours=2))
    db.commit()
    on(date(2026, 12, 15), 16)
    assert admin.post(f"{HERE}/met", data={"met-minutes": "All spoke."}).status_code == 303
    record(db, panel.case, Event.WITHDRAWN, actor=SYSTEM, now=ASKED.replace(month=12, day=16))
    db.flush()
    assert set(db.scalars(select(Letter.undone_at).where(Letter.kind.like("panel_%")))) == {None}
