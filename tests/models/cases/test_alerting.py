"""Safety alerts: kept at once, walled, accepted by a named person, sent up after 15 minutes (T38, AZ-04)."""

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models.audit import Actor
from models.cases import alerting, climbing
from models.cases.duty_rota import Rota, Shift, set_rota
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role, Safe
from models.tables import Holder, JobRun, Message, SafetyAlert, Staff, WallEntry
from tests.conftest import MONDAY
from tests.making import make_case

PERSON = Actor(kind="person")


def raised(db: Any, keys: Any, **change: Any) -> alerting.Raised:
    facts: dict[str, Any] = {
        "council": "ashbourne",
        "kind": Safe.NO,
        "said": "He hit me.",
        "reach": "07700 900123",
        "about_worker": None,
        "worker": "",
        "holder_id": None,
        "case": None,
        "keys": keys.public.ring,
        "actor": PERSON,
        "now": MONDAY,
        **change,
    }
    return alerting.raise_alert(db, **facts)


def actor_of(account: Any) -> Actor:
    roles = frozenset(role.role for role in account.roles)
    return Actor(kind="staff", id=account.staff_id, name=account.staff.name, roles=roles)


def told(db: Any, keys: Any) -> list[str]:
    mails = db.scalars(select(Message).where(Message.kind == "alert")).all()
    return sorted(keys.worker.open_json(Message.work, mail)["to"] for mail in mails)


def test_it_is_kept_by_a_process_that_can_not_open_it(db: Any, keys: Any, person: Any) -> None:
    duty = person(Role.DUTY)
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    made = raised(db, keys)
    assert made.promised
    assert told(db, keys) == [duty.email]
    assert alerting.words_of(keys.public.ring, made.alert) is None
    words = alerting.words_of(keys.staff.ring, made.alert)
    assert words == alerting.Words("He hit me.", "07700 900123", "")


def test_its_mail_is_neutral(db: Any, keys: Any, person: Any) -> None:
    person(Role.DUTY)
    raised(db, keys)
    mail = keys.worker.open_json(Message.work, db.scalars(select(Message)).one())
    text = f"{mail['subject']} {mail['body']}".lower()
    assert not any(word in text for word in ("hit", "child", "safety", "abuse", "07700"))


@pytest.mark.parametrize(
    ("hour", "worker_alive", "on_duty", "promised"),
    [(10, True, True, True), (20, True, True, False), (10, False, True, False), (10, True, False, False)],
)
def test_nothing_is_promised_that_nobody_can_keep(
    db: Any, keys: Any, person: Any, hour: int, worker_alive: bool, on_duty: bool, promised: bool
) -> None:
    now = MONDAY.replace(hour=hour)
    if on_duty:
        person(Role.DUTY)
    if worker_alive:
        db.add(JobRun(job="escalate", finished_at=now))
    assert raised(db, keys, now=now).promised is promised


def test_it_never_reaches_whom_it_is_about_nor_their_line_or_team(db: Any, keys: Any, person: Any) -> None:
    boss = person(Role.DUTY, name="Kim Boss")
    named = person(Role.DUTY, name="Dana Poole", manager=boss.staff)
    other = person(Role.DUTY, name="Ola Reed")
    made = raised(db, keys, about_worker=True, worker="Dana")
    assert told(db, keys) == [other.email]
    for account in (boss, named):
        assert alerting.alerts_for(db, actor_of(account)) == []
        with pytest.raises(NoResultFound):
            alerting.alert_for(db, actor_of(account), made.alert.id)
    assert alerting.alerts_for(db, actor_of(other)) == [made.alert]


def test_with_nobody_left_on_duty_it_goes_up_at_once(db: Any, keys: Any, person: Any) -> None:
    named = person(Role.DUTY, name="Dana Poole")
    manager = person(Role.MANAGER, name="Rosa Hart")
    made = raised(db, keys, about_worker=True, worker="Dana Poole")
    assert not made.promised
    assert told(db, keys) == [manager.email]
    assert alerting.alerts_for(db, actor_of(manager)) == [made.alert]
    assert alerting.alerts_for(db, actor_of(named)) == []


def test_other_roles_see_no_alert(db: Any, keys: Any, person: Any) -> None:
    raised(db, keys)
    for role in (Role.OFFICER, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.RESPONDER):
        assert alerting.alerts_for(db, actor_of(person(role))) == []


def test_unaccepted_for_fifteen_minutes_it_goes_up_once(db: Any, keys: Any, person: Any) -> None:
    person(Role.DUTY)
    manager = person(Role.MANAGER)
    rota = Rota({0: Shift(time(9), time(17))}, None, "1", "2", "head@ashbourne.example")
    set_rota(db, rota, now=MONDAY)
    alert = raised(db, keys).alert
    assert climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(minutes=14)) == 0
    assert climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(minutes=15)) == 1
    assert climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(minutes=30)) == 0
    assert {manager.email, "head@ashbourne.example"} <= set(told(db, keys))
    assert alerting.alerts_for(db, actor_of(manager)) == [alert]


def test_an_accepted_one_does_not_go_up(db: Any, keys: Any, person: Any) -> None:
    duty = person(Role.DUTY)
    alert = raised(db, keys).alert
    alerting.accept(db, alert, actor=actor_of(duty), now=MONDAY)
    assert climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(hours=1)) == 0


def test_the_second_to_accept_is_told(db: Any, keys: Any, person: Any) -> None:
    first, second = person(Role.DUTY), person(Role.DUTY)
    alert = raised(db, keys).alert
    alerting.accept(db, alert, actor=actor_of(first), now=MONDAY)
    with pytest.raises(NotAllowed):
        alerting.accept(db, alert, actor=actor_of(second), now=MONDAY)
    assert alert.accepted_by == first.staff_id


def test_what_was_done_is_kept_and_closes_it(db: Any, keys: Any, person: Any) -> None:
    duty = person(Role.DUTY)
    alert = raised(db, keys).alert
    with pytest.raises(NotAllowed):
        alerting.finish(db, alert, "Rang.", keys=keys.staff.ring, actor=actor_of(duty), now=MONDAY)
    alerting.accept(db, alert, actor=actor_of(duty), now=MONDAY)
    alerting.finish(db, alert, "Rang. Safe tonight.", keys=keys.staff.ring, actor=actor_of(duty), now=MONDAY)
    assert alerting.outcome_of(keys.staff.ring, alert) == "Rang. Safe tonight."
    assert alerting.alerts_for(db, actor_of(duty)) == []
    assert alerting.alerts_for(db, actor_of(duty), closed=True) == [alert]


def test_for_a_case_that_exists_it_is_linked_at_once(db: Any, keys: Any, person: Any) -> None:
    duty = person(Role.DUTY)
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    alert = raised(db, keys, case=case).alert
    assert case.safety_waiting
    assert [found.id for found in alerting.alerts_of(db, case)] == [alert.id]
    alerting.accept(db, alert, actor=actor_of(duty), now=MONDAY)
    assert not case.safety_waiting


def test_one_sent_before_the_case_belongs_to_it_later_wall_and_all(db: Any, keys: Any) -> None:
    from models.cases.opening import open_case
    from models.cases.statement import Statement
    from models.procedure.terms import Journey
    from models.sealing import Lock

    db.add(Staff(id=uuid.uuid4(), name="Dana Poole", job=""))
    holder = Holder(id=uuid.uuid4(), part="young_person", created_at=MONDAY, pepper=1)
    db.add(holder)
    db.flush()
    alert = raised(db, keys, holder_id=holder.id, about_worker=True, worker="Dana").alert
    statement = Statement.build(Journey.YOUNG_PERSON, {"tell": {"story": "He hit me."}}, MONDAY.date())
    ring = keys.public.ring.plus(holder=Lock.new("holder"))
    opened = open_case(
        db, statement, reference="HV-1", council="ashbourne", form_instance=uuid.uuid4(), keys=ring, actor=PERSON,
        now=MONDAY, holder=holder,
    )  # fmt: skip
    assert alert.case_id == opened.case.id
    assert opened.case.safety_waiting
    assert {entry.case_id for entry in db.scalars(select(WallEntry))} == {opened.case.id}
    assert alerting.words_of(keys.staff.ring, db.get_one(SafetyAlert, alert.id)) is not None
