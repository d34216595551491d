"""One's own days in one's own calendar: neutral, and only what they may see at that moment (AZ-04, PRV-07)."""

import logging
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import accounts
from models.cases.calendar import days_of
from models.cases.recording import record
from models.cases.walls import wall_off
from models.procedure.terms import Event, Procedure, Role, State
from models.tables import AccountRole, AuditRow, CalendarLink, RunningClock, Staff
from tests.conftest import MONDAY
from tests.making import make_case


@pytest.fixture
def mine(db, keys, sign_in):
    """An officer with one case of theirs, and its running clocks."""
    account = sign_in(Role.OFFICER)
    opened = make_case(db, keys.public.ring, now=MONDAY)
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    opened.case.officer_id = account.id
    db.commit()
    return account, opened.case


def address(admin):
    assert admin.post("/calendar").status_code == 200
    return admin.page.html.split('id="address">')[1].split("<")[0].removeprefix("http://127.0.0.1:8001")


def read(admin, path):
    answer = admin.get(path)
    assert answer.status_code == 200
    return answer, Calendar.from_ical(answer.data)


def test_a_day_has_a_neutral_title_and_a_link_that_asks_for_a_sign_in_prv_07(admin, db, mine):
    _, case = mine
    path = address(admin)
    answer, found = read(admin, path)
    events = found.walk("VEVENT")
    clocks = {str(one.id): one for one in db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None)))}
    assert {str(event["SUMMARY"]) for event in events} == {"Heard: reply due", "Heard: a step is due"}
    for event in events:
        clock = clocks[str(event["UID"]).removesuffix("@heard")]
        assert event["DTSTART"].dt == clock.due_on
        assert event["DTEND"].dt == clock.due_on + timedelta(days=1)
    said = answer.data.decode()
    for word in (case.reference, "Sam", "complain", "stage", "advocate", "social"):
        assert word not in said
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    link = str(events[0]["URL"])
    assert admin.get(link.removeprefix("http://127.0.0.1:8001")).headers["Location"] == f"/cases/{case.reference}"


def test_whoever_is_not_signed_in_reads_days_and_is_asked_to_sign_in_for_more(admin, mine):
    path = address(admin)
    admin.post("/sign-out")
    _, found = read(admin, path)
    link = str(found.walk("VEVENT")[0]["URL"]).removeprefix("http://127.0.0.1:8001")
    assert "/sign-in" in admin.get(link).headers["Location"]
    assert admin.get("/calendar").status_code == 303


def test_a_new_address_ends_the_old_and_taking_it_back_ends_both(admin, db, mine):
    first = address(admin)
    second = address(admin)
    assert admin.get(first).status_code == 404
    assert admin.get(second).status_code == 200
    admin.get("/calendar")
    assert second.rpartition("/")[2] not in admin.page.html  # shown once
    admin.post("/calendar/withdraw")
    assert admin.get(second).status_code == 404
    actions = [row.action for row in db.scalars(select(AuditRow).where(AuditRow.action.startswith("calendar_")))]
    assert actions == ["calendar_made", "calendar_made", "calendar_read", "calendar_withdrawn"]


def test_the_address_is_kept_as_a_hash_alone_and_never_logged(admin, db, mine, caplog):
    with caplog.at_level(logging.DEBUG):
        path = address(admin)
        admin.get(path)
    token = path.rpartition("/")[2].removesuffix(".ics")
    assert token not in caplog.text + str([vars(one) for one in caplog.records])
    assert db.scalars(select(CalendarLink)).one().token_hash != token
    assert len(token) >= 43
    kept = [row.reason + row.content for row in db.scalars(select(AuditRow))]
    assert token not in " ".join(kept)


def test_a_wall_takes_the_days_away_at_once_az_04(admin, db, mine):
    account, case = mine
    path = address(admin)
    assert read(admin, path)[1].walk("VEVENT")
    wall_off(db, [db.get_one(Staff, account.id)], (), now=MONDAY, case=case, confirmed=True)
    db.commit()
    link = db.scalars(select(RunningClock)).first().id
    assert read(admin, path)[1].walk("VEVENT") == []
    assert admin.get(f"/calendar/due/{link}").status_code == 404


def test_who_leaves_or_loses_their_role_has_no_days_any_more(admin, db, mine, person):
    account, _ = mine
    path = address(admin)
    db.query(AccountRole).filter_by(account_id=account.account_id).update({"role": Role.DIRECTOR})
    db.commit()
    assert read(admin, path)[1].walk("VEVENT") == []
    by = Actor(kind="staff", id=person(Role.ADMINISTRATOR).staff_id, name="Ada")
    accounts.disable(db, accounts.one(db, account.account_id), by=by, now=MONDAY)
    db.commit()
    assert admin.get(path).status_code == 404
    accounts.enable(db, accounts.one(db, account.account_id), by=by, now=MONDAY)
    db.commit()
    assert admin.get(path).status_code == 404  # who comes back makes a new one


def test_what_is_done_withdrawn_or_closed_is_no_day(admin, db, mine):
    _, case = mine
    path = address(admin)
    many = len(read(admin, path)[1].walk("VEVENT"))
    db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None))).first().stopped_on = MONDAY.date()
    db.commit()
    assert len(read(admin, path)[1].walk("VEVENT")) == many - 1
    case.state, case.closed_on = State.CLOSED, MONDAY.date()
    db.commit()
    assert read(admin, path)[1].walk("VEVENT") == []


def test_a_manager_who_answers_has_the_days_of_their_answer_alone(db, keys, person):
    account = person(Role.RESPONDER)
    opened = make_case(db, keys.public.ring, now=MONDAY)
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    opened.case.responder_id = account.staff_id
    db.flush()
    actor = Actor(kind="staff", id=account.staff_id, name="Mo", roles=frozenset({Role.RESPONDER}))
    days = days_of(db, actor, MONDAY.date())
    assert [(day.on, day.title) for day in days] == [(MONDAY.date() + timedelta(days=14), "Heard: reply due")]


def test_a_calendar_that_asks_too_often_waits(admin, mine):
    path = address(admin)
    answers = [admin.get(path).status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    again = admin.get(path)
    assert again.status_code == 429
    assert 0 < int(again.headers["Retry-After"]) <= 3601


def test_what_nobody_made_is_not_there(admin, db):
    assert admin.get(f"/calendar/{'x' * 43}.ics").status_code == 404
    assert admin.get("/calendar/.ics").status_code == 404
