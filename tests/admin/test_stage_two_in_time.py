"""What keeps stage 2 in time: two people by day 5, a notice drafted by day 20, day 65 said to those who answer for it.

X-02, X-08, K-30, K-32, K-34, K-41, S-20, S-21.
"""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.cases import extending, past_longest, stating
from models.jobs.digest import send_digests
from models.jobs.late import tell_over
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import LATE_DAY, LATE_LETTER
from models.procedure.terms import Clock, Role
from models.reading import measure
from models.tables import Appointment, Letter, Message, RunningClock, Task
from tests.admin.test_stage_two import HERE, appoint, clock_of, pool  # noqa: F401
from tests.models.cases.answered import at
from tests.models.cases.investigated import begun
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked, come_back, offered  # noqa: F401

MORE = f"/cases/{REFERENCE}/more-time"


@pytest.fixture
def priya(db, person, asked):  # noqa: F811
    account = person(Role.OFFICER, name="Priya Shah")
    asked.case.officer_id = account.staff_id
    db.commit()
    return account


def january(day):
    return datetime(2027, 1, day, 8, tzinfo=UTC)


def mail_to(db, keys, account, cause="digest"):
    """The newest mail to them of that kind; nothing where there is none."""
    query = select(Message).where(Message.cause.startswith(f"{cause}:{account.id}")).order_by(Message.cause.desc())
    row = db.scalars(query).first()
    return keys.worker.open_json(Message.work, row)["body"] if row else ""


def test_nobody_appointed_by_day_5_is_late_in_the_mail_on_the_case_and_on_the_radar_x_02_s_20_k_30(
    admin, db, keys, priya, sign_in, clock
):
    due = clock_of(db, Clock.S2_APPOINT).due_on
    assert due == date(2026, 12, 14), "five working days"
    clock.now = at(15, 8)
    send_digests(db, keys.staff.ring, now=clock.now)
    db.commit()
    said = mail_to(db, keys, priya)
    assert "Appoint the investigator and the independent person: Monday 14 December (overdue)" in said
    sign_in(account=priya)
    admin.get(f"/cases/{REFERENCE}/clocks")
    aged = "Appoint the investigator and the independent person Monday 14 December 2026 late by 1 working day"
    assert aged in " ".join(admin.page.text.split())
    assert REFERENCE in admin.get("/radar/X-02").text
    assert "awaiting allocation" in admin.get(f"/cases/{REFERENCE}").text, "a state of its own and no pause (K-43)"


def test_the_notice_of_day_20_is_drafted_and_both_mails_say_when_it_goes_x_02_k_34(
    admin, db, keys, asked, priya, officer_of, person, sign_in, clock  # noqa: F811
):  # fmt: skip
    begun(db, keys, asked, officer_of)
    hannah, zoe = person(Role.MANAGER, name="Hannah Cole"), person(Role.OFFICER, name="Zoe Marsh")
    db.commit()
    send_digests(db, keys.staff.ring, now=january(5))
    for account in (priya, hannah):
        assert "the notice goes" in mail_to(db, keys, account)
        assert f"{REFERENCE}  by Thursday 7 January" in mail_to(db, keys, account)
    assert "the notice goes" not in mail_to(db, keys, zoe), "it is not hers"
    clock.now = january(5)
    sign_in(account=priya)
    admin.get(MORE)
    fields = {given.get("name"): given.get("value") for given in admin.page.all("input")}
    furthest = tuple(fields[f"announce-new_due-{part}"] for part in ("day", "month", "year"))
    assert furthest == ("11", "3", "2027"), "65 working days from the request, and never later"
    assert "The two people still talk to people and read what was written." in admin.page.html
    assert all(measure(words).grade <= 6 for words in extending.DRAFTS.values()), "a child reads it too"
    sent = {"announce-new_due-day": "10", "announce-new_due-month": "2", "announce-new_due-year": "2027",
            "announce-reason": "They are still talking to people."}  # fmt: skip
    sign_in(account=hannah)
    assert admin.post(f"{MORE}/announce", data=sent).status_code == 303
    db.expire_all()
    send_digests(db, keys.staff.ring, now=january(6))
    assert "the notice goes" not in mail_to(db, keys, hannah), "it went"


def test_day_66_is_said_to_the_managers_and_the_director_and_every_week_the_director_reads_how_many_x_02_k_41(
    db, keys, asked, priya, person  # noqa: F811
):  # fmt: skip
    head = person(Role.DIRECTOR, name="Ada Head")
    db.commit()
    assert tell_over(db, keys.staff.ring, now=datetime(2027, 3, 11, 10, tzinfo=UTC)) == 0, "day 65 itself"
    friday = datetime(2027, 3, 12, 10, tzinfo=UTC)
    assert tell_over(db, keys.staff.ring, now=friday) == 1
    assert db.scalars(select(Message).where(Message.cause.contains("director"))).all()
    for day in (12, 15, 16):  # Friday, the Monday after, and Tuesday
        send_digests(db, keys.staff.ring, now=datetime(2027, 3, day, 8, tzinfo=UTC))
    mails = db.scalars(select(Message).where(Message.cause.startswith(f"late-promises:{head.id}"))).all()
    assert len(mails) == 2, "once a week"
    said = keys.worker.open_json(Message.work, mails[-1])["body"]
    assert "1 at stage 2 is late." in said
    assert REFERENCE not in said, "numbers, and no case"


def test_past_the_longest_time_no_more_is_asked_for_and_the_late_letter_is_owed_and_written_by_a_manager_k_41(
    admin, db, keys, asked, priya, person, sign_in, clock  # noqa: F811
):  # fmt: skip
    hannah = person(Role.MANAGER, name="Hannah Cole")
    db.commit()
    clock.now = datetime(2027, 3, 12, 10, tzinfo=UTC)
    tell_over(db, keys.staff.ring, now=clock.now)
    db.commit()
    assert db.scalars(select(Task.kind).where(Task.done_at.is_(None), Task.kind == LATE_LETTER)).all()
    sign_in(account=priya)
    page = admin.get(MORE).text
    assert "The law gave stage 2 until" in page
    assert 'id="announce"' not in page, "no form that can only be refused"
    assert 'id="late"' not in page, "hers is not the letter"
    assert admin.post(f"{MORE}/late", data={}).status_code in (403, 404)
    sign_in(account=hannah)
    typed = {"late-new_due-day": "12", "late-new_due-month": "3", "late-new_due-year": "2027",
             "late-reason": "One of the two was ill for long."}  # fmt: skip
    assert admin.post(f"{MORE}/late", data=typed).status_code == 422
    assert "Choose a day after today" in admin.page.text
    assert "One of the two was ill for long." in admin.page.text, "nothing typed is lost"
    assert admin.post(f"{MORE}/late", data={**typed, "late-new_due-day": "26"}).status_code == 303
    db.expire_all()
    letter = db.scalars(select(Letter).where(Letter.kind == "late_stage2")).one()
    said = str(asked.keys.open_json(Letter.body, letter))
    for words in ("We are sorry", "26 March 2027", "One of the two was ill", "Ombudsman", "11 March 2027"):
        assert words in said
    left = db.execute(select(Task.kind, Task.due_on).where(Task.done_at.is_(None))).all()
    assert (LATE_DAY, date(2027, 3, 26)) in left
    assert LATE_LETTER not in {kind for kind, _ in left}, "that is done"
    assert clock_of(db, Clock.S2_RESPONSE).due_on < date(2027, 3, 12), "the day moves nothing: late stays late (G-03)"


def test_before_that_day_the_late_letter_is_refused_k_41(
    admin, db, asked, sign_in, clock  # noqa: F811
):  # fmt: skip
    clock.now = at(15)
    manager = sign_in(Role.MANAGER)
    typed = {"late-new_due-day": "26", "late-new_due-month": "3", "late-new_due-year": "2027", "late-reason": "Ill."}
    assert admin.post(f"{MORE}/late", data=typed).status_code == 409
    assert "not past the longest time" in admin.page.text
    with pytest.raises(NotAllowed, match="not past the longest time"):
        past_longest.tell(
            db, asked.case, new_day=date(2027, 3, 26), reason="Ill.", actor=manager, now=clock.now, keys=asked.keys
        )


def test_two_investigators_leave_one_after_the_other_and_no_clock_starts_again_s_21_x_16(
    admin, db, asked, pool, sign_in, clock  # noqa: F811
):  # fmt: skip
    appoint(admin, "investigator", "Ines Okafor", db, day=8)
    appoint(admin, "independent", "Ruth Amari", db, day=8)
    before = {row.clock: row.due_on for row in db.scalars(select(RunningClock))}
    for day, left, then in ((9, "Ill for a long time", "Colm Daly"), (10, "A new job", "Yusra Bello")):
        clock.now = at(day)
        sign_in(Role.OFFICER)
        if then == "Yusra Bello":
            added = {"name": then, "does": ["investigates"], "active": ["yes"]}
            assert admin.post("/pool/new", data=added).status_code == 303
        row = db.scalars(
            select(Appointment).where(Appointment.part == "investigator", Appointment.ended_on.is_(None))
        ).one()
        gone = {"why": left, "on-day": str(day), "on-month": "12", "on-year": "2026"}
        ended = {f"end-{row.id}-{key}": value for key, value in gone.items()}
        assert admin.post(f"{HERE}/end/{row.id}", data=ended).status_code == 303
        assert appoint(admin, "investigator", then, db, day=day).status_code == 303
        db.expire_all()
    assert {row.clock: row.due_on for row in db.scalars(select(RunningClock))} == before
    history = admin.get(HERE).text
    for words in ("Ines Okafor", "Ill for a long time", "Colm Daly", "A new job", "Yusra Bello"):
        assert words in history


def test_a_statement_that_drags_is_late_on_day_10_and_begins_in_their_own_words_version_by_version_x_08_k_31(
    admin, portal, db, keys, asked, priya, sign_in, clock  # noqa: F811
):  # fmt: skip
    sign_in(account=priya)
    admin.post(f"/cases/{REFERENCE}/statement")
    assert "Nobody rings me back.\n\nMy room is cold." in admin.get(f"/cases/{REFERENCE}/statement").text
    assert clock_of(db, Clock.S2_STATEMENT).due_on == date(2026, 12, 21)
    clock.now = at(22, 8)
    send_digests(db, keys.staff.ring, now=clock.now)
    db.commit()
    assert "Agree the statement of complaint: Monday 21 December (overdue)" in mail_to(db, keys, priya)
    sign_in(account=priya)
    assert REFERENCE in admin.get("/radar/X-08").text
    for points in ("Nobody rings me back.", "Nobody rings me back.\n\nMy room is cold."):
        offered(admin, points)
    assert [row.state for row in stating.versions(db, asked.case)] == ["offered", "replaced"]
