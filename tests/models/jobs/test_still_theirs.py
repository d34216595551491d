"""A mail to a colleague that waits is asked about again as it leaves: wall, role, leaver (AZ-11, AZ-04)."""

import uuid

import pytest
from sqlalchemy import delete, select

from models.audit import SYSTEM
from models.cases import alerting
from models.cases.telling import tell
from models.jobs.outbox import By, send_pending
from models.post.outbox import queue_staff
from models.procedure.terms import Role, Safe
from models.tables import AccountRole, IncomingMail, IncomingWall, Message, WallEntry
from models.tables.account import AccountState
from tests.conftest import MONDAY
from tests.making import make_case

SAID = {"subject": "Something waits", "body": "Sign in.", "cause": "test"}


@pytest.fixture
def went(db, sessions, keys):
    """What leaves now, by whom it is for; what did not go is marked."""

    def run():
        db.commit()
        sessions.configure(info={"chain": keys.chain("worker")})
        sent = []
        send_pending(sessions, keys.worker, keys.index, By(sent.append), now=MONDAY)
        db.expire_all()
        return [mail.to for mail in sent]

    return run


def stopped(db):
    return [(one.state, one.last_error) for one in db.scalars(select(Message).where(Message.state == "stopped"))]


def wall(db, account, **what):
    row = WallEntry(
        id=uuid.uuid4(), staff_id=account.staff_id, because="named", named_id=account.staff_id, raised_at=MONDAY, **what
    )
    db.add(row)


def test_a_wall_that_was_raised_meanwhile_keeps_the_mail_back_az_04(db, keys, person, went):
    priya, olu = person(Role.OFFICER, name="Priya Shah"), person(Role.OFFICER, name="Olu Ade")
    case = make_case(db, keys.public.ring, now=MONDAY).case
    assert tell(db, keys.staff.ring, Role.OFFICER, now=MONDAY, case_id=case.id, **SAID) == 2
    wall(db, priya, case_id=case.origin_id)
    assert went() == [olu.email]
    assert stopped(db) == [("stopped", "NotTheirs")]


def test_an_alert_that_names_who_is_on_duty_does_not_reach_them_any_more_az_11(db, keys, person, went):
    ola = person(Role.DUTY, name="Ola Reed")
    alert = alerting.raise_alert(
        db, council="ashbourne", kind=Safe.NO, said="Come.", reach="", about_worker=None, worker="", holder_id=None,
        case=None, keys=keys.public.ring, actor=SYSTEM, now=MONDAY,
    ).alert  # fmt: skip
    wall(db, ola, alert_id=alert.id)
    assert ola.email not in went()
    assert ("stopped", "NotTheirs") in stopped(db)


@pytest.mark.parametrize("how", ["left", "role"])
def test_who_has_left_or_lost_the_role_gets_nothing_that_waited_az_11(db, keys, person, went, how):
    hannah = person(Role.MANAGER, name="Hannah Cole")
    tell(db, keys.staff.ring, Role.MANAGER, now=MONDAY, **SAID)
    if how == "left":
        hannah.state = AccountState.DISABLED
    else:
        db.execute(delete(AccountRole).where(AccountRole.account_id == hannah.id))
    assert went() == []
    assert stopped(db) == [("stopped", "NotTheirs")]


def test_a_mail_behind_whose_wall_somebody_stands_now_is_not_told_of(db, keys, person, went):
    mabel = person(Role.RECORDS, name="Mabel Stone")
    row = IncomingMail(id=uuid.uuid4(), came_at=MONDAY, kind="mail", why="no_token", once="x", sender="y", size=1)
    keys.staff.ring.seal_json(IncomingMail.words, row, {})
    db.add(row)
    db.flush()
    queue_staff(db, keys.staff.ring, to=mabel.email, now=MONDAY, about={"mail": row.id}, **SAID)
    db.add(IncomingWall(
        id=uuid.uuid4(), mail_id=row.id, staff_id=mabel.staff_id, named_id=mabel.staff_id, because="named"
    ))  # fmt: skip
    assert went() == []


def test_a_morning_mail_that_lists_a_case_closed_to_them_since_stays_t40(db, keys, person, went):
    priya = person(Role.OFFICER, name="Priya Shah")
    case = make_case(db, keys.public.ring, now=MONDAY).case
    queue_staff(db, keys.staff.ring, to=priya.email, now=MONDAY, about={"opens": [case.reference]}, **SAID)
    assert went() == [priya.email]
    again = {**SAID, "cause": "again"}
    queue_staff(db, keys.staff.ring, to=priya.email, now=MONDAY, about={"opens": [case.reference]}, **again)
    wall(db, priya, case_id=case.origin_id)
    assert went() == []


def test_an_address_of_the_settings_is_no_colleague_and_gets_its_mail(db, keys, went):
    queue_staff(db, keys.staff.ring, to="second@ashbourne.example", now=MONDAY, **SAID)
    assert went() == ["second@ashbourne.example"]
