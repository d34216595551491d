"""An alert whose holder can open it no more waits anew and climbs as a new one does (AZ-04, X-16, T38, 2.5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.audit import SYSTEM
from models.cases import alerting, leavers, walling
from models.cases.alerting import alert_for, alerts_for
from models.files.store import Store
from models.jobs.schedule import JOBS, Worker
from models.procedure.terms import Event, Role
from models.tables import AccountRole, AuditRow, CaseEvent, SafetyAlert, Staff
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import one
from tests.models.cases.test_alerting import raised, told
from tests.models.cases.test_ladder import ladder

WALLED = 120  # minutes after it came


@pytest.fixture
def people(db, person):
    """Two of duty, one of each who hears later."""
    made = {"jo": one(person, Role.DUTY, "Jo Adams"), "kim": one(person, Role.DUTY, "Kim Osei")}
    made |= {role: one(person, role, f"Of {role.value}") for role in (Role.MANAGER, Role.ALTERNATE, Role.OFFICER)}
    db.commit()
    return made


@pytest.fixture
def case(db, keys):
    return make_case(db, keys.staff.ring, now=MONDAY).case


@pytest.fixture
def accepted(db, keys, people, case):
    """Jo has it, of this case."""
    alert = raised(db, keys, case=case).alert
    alerting.accept(db, alert, actor=people["jo"].actor, now=MONDAY + timedelta(minutes=5))
    db.commit()
    return alert


@pytest.fixture
def minute(sessions, db, keys, tmp_path):
    """`minute(121)`: the worker's turn of that minute; whom mail of alerts is for by then."""
    job = next(job for job in JOBS if job.name == "escalate")
    worker = Worker(sessions, keys.worker, keys.index, lambda mail: None, tmp_path, Store(tmp_path))
    sessions.configure(info={"chain": keys.chain("worker")})

    def run(minutes):
        db.commit()
        job.run(worker, MONDAY + timedelta(minutes=minutes))
        db.expire_all()
        heard = told(db, keys)
        db.commit()
        return heard

    return run


def walled(db, case, who):
    walling.put_behind(db, case, who.id, actor=SYSTEM, now=MONDAY + timedelta(minutes=WALLED))
    db.commit()


def test_it_goes_back_to_nobody_and_duty_hears_at_once_but_for_who_is_kept_out(db, people, case, accepted, minute):
    jo, kim = people["jo"].account.email, people["kim"].account.email
    assert minute(WALLED - 1) == sorted([jo, kim])
    walled(db, case, people["jo"])
    assert minute(WALLED) == sorted([jo, kim, kim])
    assert (accepted.accepted_at, accepted.accepted_by) == (None, None)
    assert case.safety_waiting
    assert alerts_for(db, people["jo"].actor) == []
    assert alert_for(db, people["kim"].actor, accepted.id) is accepted
    told_case = [row.reason for row in db.scalars(select(CaseEvent).where(CaseEvent.event == Event.SAFETY_LINKED))]
    assert told_case[-1] == "alert_anew"
    alerting.accept(db, accepted, actor=people["kim"].actor, now=MONDAY + timedelta(minutes=WALLED + 2))
    db.commit()
    assert not case.safety_waiting
    assert len(minute(WALLED + 60)) == 3, "somebody has it"


def test_nobody_takes_it_and_it_climbs_from_that_minute_as_the_rota_says_t38(db, people, case, accepted, minute):
    ladder(db, second_contact="edt@ashbourne.example", third_contact="head@ashbourne.example", third_after=45)
    walled(db, case, people["jo"])
    before = minute(WALLED)
    assert minute(WALLED + 14) == before
    manager, alternate = people[Role.MANAGER].account.email, people[Role.ALTERNATE].account.email
    second = sorted([*before, manager, "edt@ashbourne.example"])
    assert minute(WALLED + 15) == second
    assert minute(WALLED + 44) == second
    assert minute(WALLED + 45) == sorted([*second, alternate, "head@ashbourne.example"])


def test_what_had_gone_up_before_goes_up_again_at_once_t38(db, keys, people, case, minute):
    alert = raised(db, keys, case=case).alert
    db.commit()
    minute(15)
    minute(46)
    alerting.accept(db, alert, actor=people["jo"].actor, now=MONDAY + timedelta(minutes=50))
    db.commit()
    before = minute(WALLED - 1)
    walled(db, case, people["jo"])
    assert minute(WALLED) == sorted([*before, people["kim"].account.email, people[Role.MANAGER].account.email])


def test_where_all_of_duty_is_kept_out_the_managers_hear_at_once_t38(db, people, case, accepted, minute):
    before = minute(WALLED - 1)
    for name in ("jo", "kim"):
        walled(db, case, people[name])
    assert minute(WALLED) == sorted([*before, people[Role.MANAGER].account.email])


def _leaves(db, keys, jo, amir):
    told = {"keys": keys.staff.ring, "by": amir.actor, "now": MONDAY + timedelta(minutes=WALLED)}
    leavers.leave(db, db.get_one(Staff, jo.id), MONDAY.date(), **told)


def _is_of_duty_no_more(db, keys, jo, amir):
    db.execute(update(AccountRole).where(AccountRole.account_id == jo.account.id).values(role=Role.RESPONDER))


def _is_an_alternate_only_and_it_never_went_up(db, keys, jo, amir):
    db.execute(update(AccountRole).where(AccountRole.account_id == jo.account.id).values(role=Role.ALTERNATE))


@pytest.mark.parametrize("happens", [_leaves, _is_of_duty_no_more, _is_an_alternate_only_and_it_never_went_up])
def test_it_waits_anew_where_who_had_it_is_no_longer_there_for_it_x_16(
    db, keys, person, people, case, accepted, minute, happens
):
    jo, kim = people["jo"], people["kim"].account.email
    before = minute(WALLED - 1)
    happens(db, keys, jo, one(person, Role.ADMINISTRATOR, "Amir Jalali"))
    db.commit()
    assert minute(WALLED) == sorted([*before, kim]), "and not who had it"
    assert (accepted.accepted_at, accepted.accepted_by, case.safety_waiting) == (None, None, True)
    assert minute(WALLED + 1) == sorted([*before, kim]), "once"


def test_who_took_what_had_gone_up_and_is_a_manager_keeps_it_t38(db, keys, people, case, minute):
    alert = raised(db, keys, case=case).alert
    db.commit()
    minute(15)
    alerting.accept(db, alert, actor=people[Role.MANAGER].actor, now=MONDAY + timedelta(minutes=20))
    heard = minute(WALLED)
    assert minute(WALLED + 60) == heard
    assert alert.accepted_by == people[Role.MANAGER].id


def test_what_was_closed_or_is_held_by_somebody_else_stays_as_it_is(db, keys, people, case, accepted, minute):
    walled(db, case, people["kim"])
    minute(WALLED)
    assert accepted.accepted_by == people["jo"].id
    alerting.finish(db, accepted, "We rang.", keys=keys.staff.ring, actor=people["jo"].actor, now=MONDAY)
    walled(db, case, people["jo"])
    minute(WALLED + 1)
    assert db.get_one(SafetyAlert, accepted.id).accepted_by == people["jo"].id
    assert not db.scalars(select(AuditRow.number).where(AuditRow.action == "alert_anew")).all()
