"""The next stage is theirs, whatever was found, and stage 3 meets in the days of the law.

S-10, S-11, X-03, X-05, X-07, X-09, E-43, K-25, K-53, K-54.
"""

import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import learning
from models.cases.deciding import PointGiven
from models.cases.recording import record
from models.jobs.digest import send_digests
from models.procedure.lifecycle import allowed
from models.procedure.screening import ROUTES
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.register.upkeep import bring_up_to_date
from models.tables import Case, MeetingDate, Message, RegisterPoint, StageTwoFinding
from tests.admin.panelling import DATES, HERE, clock_of, outsider, seat
from tests.admin.test_stage_two_answer import decide
from tests.files import jpeg
from tests.models.cases.answered import MONDAY, at, one
from tests.models.cases.screened import desk  # noqa: F401
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import come_back
from tests.portal.test_tracking import add_points, answering

NOTHING_AGAINST = ("upheld", "benefit", "outcome", "cost", "form was")
OFFER = {"kind": "panel", "place": "in_person", "first_at": "10:00", "second_at": "10:00", "third_at": "10:00"}


def day_of(prefix, when):
    return {f"{prefix}-day": str(when.day), f"{prefix}-month": str(when.month), f"{prefix}-year": str(when.year)}


@pytest.fixture
def hannah(person):
    return one(person, Role.MANAGER, "Hannah Cole")


def test_no_reason_to_refuse_is_that_it_was_upheld_or_brings_no_more_and_each_names_the_ombudsman_x_03_e_44():
    for reason in ROUTES[Procedure.REFUSED].reasons:
        assert not [word for word in NOTHING_AGAINST if word in reason.label.lower()], reason.label
        assert "Ombudsman" in reason.sentence(child=True)
        assert "Ombudsman" in reason.sentence(child=False)


def test_once_asked_for_nothing_but_the_person_ends_stage_2_x_03_e_43():
    refusals = {event for event in Event if "refus" in event.value and event is not Event.EXTENSION_REFUSED}
    for state in (
        State.S1_RESPONDED,
        State.S2_REQUESTED,
        State.S2_INVESTIGATING,
        State.S2_FACT_CHECK,
        State.S2_RESPONDED,
    ):
        assert not refusals & set(allowed(state)), state


def test_upheld_at_stage_1_their_page_offers_stage_2_and_takes_it_at_once_s_11_x_03(
    admin, portal, db, keys, priya, hannah, clock
):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    for point in db.scalars(select(Case)).all():
        point.officer_id = priya.id
    db.commit()
    decide(db, opened.case, opened.keys, priya, hannah, now=MONDAY)
    assert opened.case.state is State.S1_RESPONDED
    clock.now = at(4)
    come_back(portal)
    portal.get("/your-page")
    assert any(link.get("href") == "/your-page/next" for link in portal.page.all("a"))
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303, "no form and no reason is asked for"
    db.expire_all()
    assert opened.case.state is State.S2_REQUESTED
    assert clock_of(db, Clock.S2_RESPONSE).started_on == at(4).date()


def test_half_a_year_after_the_answer_stage_2_is_still_taken_and_nobody_decides_about_the_calendar_x_07_k_25(
    portal, db, keys, clock
):
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = june = datetime(2027, 6, 7, 10, tzinfo=UTC)  # the twenty working days ended in January
    come_back(portal)
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303
    db.expire_all()
    assert opened.case.state is State.S2_REQUESTED
    assert clock_of(db, Clock.S2_RESPONSE).started_on == june.date()


def test_each_of_36_points_has_its_own_finding_and_none_is_lost_s_10_x_13(db, desk, priya, hannah):  # noqa: F811
    many = tuple(PointGiven(f"Matter {number}.") for number in range(1, 37))
    desk.decides(Procedure.STATUTORY, "own_right", points=many)
    decide(db, desk.case, desk.opened.keys, priya, hannah, now=MONDAY)
    letter = desk.letter("answer_statutory")
    assert all(f"Matter {number}." in letter for number in range(1, 37))
    bring_up_to_date(db)
    points = db.execute(select(RegisterPoint.number, RegisterPoint.finding)).all()
    assert points == [(number, "Upheld") for number in range(1, 37)]
    assert db.scalars(select(StageTwoFinding)).all() == []


def test_a_day_that_the_law_allows_is_offered_first_and_later_ones_only_where_it_did_not_suit_x_05_k_54(
    panel, admin, portal, db
):
    admin.get(DATES)
    assert "The panel meets by Thursday 7 January 2027" in admin.page.text
    late = OFFER | day_of("first", date(2027, 1, 12))
    assert admin.post(DATES, data=late).status_code == 422
    assert "Offer at least one day up to" in admin.page.text
    assert admin.post(DATES, data=OFFER | day_of("first", date(2026, 12, 15))).status_code == 303
    portal.post("/your-page/13", data={"works": []})
    assert admin.post(DATES, data=late).status_code == 303, "they could not on the day that was in time"
    row = db.scalars(select(MeetingDate).where(MeetingDate.can.is_(None))).one()
    portal.post("/your-page/13", data={"works": [str(row.id)]})
    assert admin.post(f"{DATES}/{row.id}/fix").status_code == 303
    assert clock_of(db, Clock.S3_PANEL).due_on == date(2027, 1, 7), "and the day of the law stays"


def test_without_a_chair_on_day_10_it_is_late_and_who_is_away_is_not_offered_x_05_k_53(panel, admin, db, keys, on):
    assert clock_of(db, Clock.S3_CHAIR).due_on == date(2026, 12, 7)
    colm = outsider(db, "Colm Daly")
    away = {"name": "Colm Daly", "does": ["panel"], "active": ["yes"], **day_of("away_until", date(2027, 2, 1))}
    assert admin.post(f"/pool/{colm.id}", data=away).status_code == 303
    assert f'value="{colm.id}"' not in admin.get(HERE).text
    assert seat(admin, db, "chair", "Colm Daly").status_code == 422, "nor taken when somebody sends it all the same"
    on(date(2026, 12, 8), 8)
    assert REFERENCE in admin.get("/radar/X-05").text
    send_digests(db, keys.staff.ring, now=datetime(2026, 12, 8, 8, tzinfo=UTC))
    said = [keys.worker.open_json(Message.work, row)["body"] for row in db.scalars(
        select(Message).where(Message.cause.startswith("digest:")))]  # fmt: skip
    assert any("Appoint the chair of the panel: Monday 7 December (overdue)" in body for body in said)
    assert seat(admin, db, "chair", "Ines Okafor", date(2026, 12, 8)).status_code == 303
    assert clock_of(db, Clock.S3_CHAIR).stopped_on == date(2026, 12, 8)


def test_what_was_promised_is_late_for_its_owner_then_done_with_proof_and_told_back_x_09(
    admin, portal, db, keys, priya, sign_in, clock
):
    opened = case_with_words(db, keys)
    opened.case.officer_id = priya.id
    answering(db, opened)
    told = {"actor": priya.actor, "now": MONDAY, "keys": opened.keys}
    row = learning.add_action(
        db, opened.case, text="Ring each person.", owner=priya.id, due=at(1).date(), stage=1, **told
    )
    db.commit()
    send_digests(db, keys.staff.ring, now=at(2, 8))
    mail = db.scalars(select(Message).where(Message.cause.startswith(f"digest:{priya.account.id}"))).one()
    assert f"{REFERENCE}  promised for Tuesday 1 December" in keys.worker.open_json(Message.work, mail)["body"]
    clock.now = at(2)
    sign_in(account=priya.account)
    here = f"/cases/{REFERENCE}/promises"
    assert "Late: not marked as done" in admin.get(here).text
    assert admin.post(f"{here}/{row.id}", data={**day_of("on", at(2).date()), "note": ""}).status_code == 422, (
        "how we know"
    )
    done = {**day_of("on", at(2).date()), "note": "Seen in the log."}
    wrong = {**done, "proof": (io.BytesIO(b"MZ"), "log.exe")}
    assert admin.post(f"{here}/{row.id}", data=wrong).status_code == 422, "and nothing is half done"
    assert "Seen in the log." in admin.page.html
    assert admin.post(f"{here}/{row.id}", data={**done, "proof": (io.BytesIO(jpeg()), "log.jpg")}).status_code == 303
    assert "The file that shows it: log.jpg" in " ".join(admin.get(here).text.replace("<bdi>", "").split())
    assert "Seen in the log." in admin.get(f"/cases/{REFERENCE}/timeline").text
    assert admin.post(here, data={"tell-text": "There is now one person who rings back."}).status_code == 303
    come_back(portal)
    portal.get("/your-page")
    because = next(link["href"] for link in portal.page.all("a") if link.get("id") == "because")
    assert "There is now one person who rings back." in portal.get(because).get_data(as_text=True)
    assert "log.jpg" not in portal.get("/your-page/messages").get_data(as_text=True)
