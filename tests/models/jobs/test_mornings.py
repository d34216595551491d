"""Reminders come on the morning of a working day, once; people are told of lateness by day (F-26, T58)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.jobs.digest import send_digests
from models.jobs.late import close_withdrawn, tell_over, tell_people
from models.procedure.terms import Event, Procedure, Role, State
from models.tables import Message
from tests.conftest import MONDAY
from tests.making import make_case

EMAIL = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example", "email_seen": "no"}}
WEDNESDAY_MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def officer_account(db, person):
    account = person(Role.OFFICER, name="Priya Shah")
    db.commit()
    return account


@pytest.fixture
def case(db, keys, officer_account):
    made = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL, officer_id=officer_account.staff_id).case
    db.commit()
    return made


def digests(db):
    return [message for message in db.scalars(select(Message)) if message.cause.startswith("digest:")]


def test_the_digest_names_what_is_due_by_reference_only(db, keys, case):
    assert send_digests(db, keys.staff.ring, now=WEDNESDAY_MORNING) == 1
    work = keys.worker.open_json(Message.work, digests(db)[0])
    assert case.reference in work["body"]
    assert "Sam" not in work["body"]


def test_nobody_gets_two_digests_in_a_day_f_26(db, keys, case):
    for minutes in (0, 10, 200):
        send_digests(db, keys.staff.ring, now=WEDNESDAY_MORNING + timedelta(minutes=minutes))
    assert len(digests(db)) == 1


@pytest.mark.parametrize(
    "when",
    [
        pytest.param(datetime(2026, 11, 28, 8, tzinfo=UTC), id="a Saturday"),
        pytest.param(datetime(2026, 12, 25, 8, tzinfo=UTC), id="Christmas Day"),
        pytest.param(datetime(2026, 11, 25, 2, tzinfo=UTC), id="at night"),
        pytest.param(datetime(2026, 11, 25, 16, tzinfo=UTC), id="in the afternoon"),
    ],
)
def test_no_digest_outside_working_mornings(db, keys, case, when):
    assert send_digests(db, keys.staff.ring, now=when) == 0


def test_a_person_is_told_once_that_we_are_late_and_not_at_night_t58(db, case):
    thursday = datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert tell_people(db, now=WEDNESDAY_MORNING) == 0  # the day itself is not late
    assert tell_people(db, now=thursday.replace(hour=3)) == 0
    assert tell_people(db, now=thursday) == 1
    assert tell_people(db, now=thursday + timedelta(hours=2)) == 0


def test_the_director_hears_once_by_reference_that_stage_2_passed_its_last_day_k_41(db, keys, case, person):
    told = {person(role).email for role in (Role.DIRECTOR, Role.MANAGER)}
    case.procedure = Procedure.STATUTORY
    for event in (Event.ROUTED_STATUTORY, Event.ACKNOWLEDGED, Event.S1_ANSWERED, Event.S2_REQUESTED):
        record(db, case, event, actor=SYSTEM, now=MONDAY)
    db.commit()
    last = datetime(2027, 2, 25, 9, tzinfo=UTC)  # the 65th working day, after three bank holidays
    assert tell_over(db, keys.staff.ring, now=last) == 0
    after = last + timedelta(days=1)
    assert tell_over(db, keys.staff.ring, now=after.replace(hour=3)) == 0
    assert tell_over(db, keys.staff.ring, now=after) == 1
    assert tell_over(db, keys.staff.ring, now=after + timedelta(hours=1)) == 0
    mails = [keys.worker.open_json(Message.work, row) for row in db.scalars(select(Message)) if "over:" in row.cause]
    assert {mail["to"] for mail in mails} == told
    assert all(case.reference in mail["body"] and "Sam" not in mail["body"] for mail in mails)


def test_a_case_its_person_stopped_closes_after_ten_working_days(db, case):
    case.procedure = Procedure.STATUTORY
    record(db, case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    record(db, case, Event.WITHDRAWN, actor=SYSTEM, now=MONDAY)
    assert close_withdrawn(db, now=MONDAY + timedelta(days=14)) == 0
    assert close_withdrawn(db, now=MONDAY + timedelta(days=15)) == 1
    assert case.state is State.CLOSED
