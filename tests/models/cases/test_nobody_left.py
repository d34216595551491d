"""Where a wall keeps out every manager and every alternate, somebody lawful still hears, and an administrator sees that
one more alternate is needed, without a word of what waits (T38, AZ-04, decisions 12)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import alerting, climbing, nobody_left, walling
from models.jobs.doctoring_people import somebody_stands
from models.procedure.terms import Role
from models.tables import AuditRow, Case, Staff
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.test_alerting import actor_of, raised, told
from tests.models.cases.test_ladder import ladder

LATER = MONDAY + timedelta(minutes=15)


@pytest.fixture
def everybody(db, person):
    """One of each who hears of an alert, the alternate and the manager of one line."""
    made = {role: person(role, name=f"Of {role.value}") for role in (Role.DUTY, Role.OFFICER, Role.ADMINISTRATOR)}
    made[Role.ALTERNATE] = person(Role.ALTERNATE, name="Alma Terry")
    made[Role.MANAGER] = person(Role.MANAGER, name="Rosa Hart", manager=made[Role.ALTERNATE].staff)
    db.commit()
    return made


def about_the_manager(db, keys, **change):
    """She is named, and the alternate is her line: neither may open it."""
    return raised(db, keys, about_worker=True, worker="Rosa Hart", **change).alert


def below(db, everybody, under, over):
    """From now on one of them stands in the other's line."""
    db.get_one(Staff, everybody[under].staff_id).manager_id = everybody[over].staff_id
    db.commit()


def go_up(db, keys, minutes=15):
    climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(minutes=minutes))
    db.commit()
    return told(db, keys)


def test_duty_hears_again_the_last_of_the_ladder_at_once_and_an_administrator_is_asked_t38(db, keys, everybody):
    ladder(db, second_contact="edt@ashbourne.example", third_contact="head@ashbourne.example", third_after=45)
    about_the_manager(db, keys)
    duty, administrator = everybody[Role.DUTY].email, everybody[Role.ADMINISTRATOR].email
    assert told(db, keys) == [duty]
    heard = go_up(db, keys)
    assert heard == sorted([duty, duty, administrator, "edt@ashbourne.example", "head@ashbourne.example"])
    assert go_up(db, keys, 60) == heard, "each once"


def test_with_duty_kept_out_too_nobody_waits_fifteen_minutes_t38(db, keys, everybody):
    below(db, everybody, Role.DUTY, Role.MANAGER)
    ladder(db, third_contact="head@ashbourne.example")
    raised(db, keys, about_worker=True, worker="Of duty")
    assert told(db, keys) == sorted([everybody[Role.ADMINISTRATOR].email, "head@ashbourne.example"])


def test_the_administrator_reads_that_it_is_so_and_nothing_of_it_az_04(admin, db, keys, everybody, sign_in):
    about_the_manager(db, keys, said="He locked me in.")
    go_up(db, keys)
    sign_in(account=everybody[Role.ADMINISTRATOR])
    admin.get("/people")
    assert "1 alert: everybody who could open this is kept out of it." in admin.page.text
    assert "locked" not in admin.page.text
    assert admin.get("/alerts").status_code == 404


def test_whoever_becomes_an_alternate_then_hears_of_it_and_opens_it_d_12(db, keys, everybody, person):
    alert = about_the_manager(db, keys)
    before = go_up(db, keys)
    assert nobody_left.left(db, SYSTEM) == (1, 0, 0)
    new = person(Role.ALTERNATE, name="Ivo Petrov")
    who, email = actor_of(new), new.email
    db.commit()
    assert go_up(db, keys, 16) == sorted([*before, email])
    assert go_up(db, keys, 17) == sorted([*before, email]), "once"
    assert alerting.alerts_for(db, who) == [alert]
    assert nobody_left.left(db, SYSTEM) == (0, 0, 0)


def test_a_wall_that_rises_round_the_last_of_them_later_is_no_silence_either_az_04(db, keys, everybody):
    alert = raised(db, keys, case=make_case(db, keys.staff.ring, now=MONDAY).case).alert
    first = go_up(db, keys)
    assert everybody[Role.MANAGER].email in first
    walling.put_behind(db, db.get_one(Case, alert.case_id), everybody[Role.MANAGER].staff_id, actor=SYSTEM, now=LATER)
    db.commit()
    heard = go_up(db, keys, 16)
    assert everybody[Role.ADMINISTRATOR].email in heard
    said = db.scalars(select(AuditRow.action).where(AuditRow.object_id == alert.id)).all()
    assert said.count(climbing.NOBODY) == 1


def test_an_administrator_who_is_named_is_not_told_that_it_is_there_az_04(admin, db, keys, everybody, sign_in):
    below(db, everybody, Role.MANAGER, Role.ADMINISTRATOR)
    below(db, everybody, Role.ADMINISTRATOR, Role.ALTERNATE)
    about_the_manager(db, keys)
    assert everybody[Role.ADMINISTRATOR].email not in go_up(db, keys)
    assert nobody_left.ask_administrators(db, keys.worker, now=LATER) == 0
    sign_in(account=everybody[Role.ADMINISTRATOR])
    admin.get("/people")
    assert "nobody-left" not in admin.page.text
    level, words = next(somebody_stands(db))
    assert (level, "1 alerts" in words) == ("problem", True), "whoever runs it reads it all the same"


def test_a_case_whose_every_reader_is_kept_out_is_said_each_day_until_somebody_is_there_az_04(
    db, keys, everybody, person
):
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    for role in (Role.MANAGER, Role.OFFICER):
        walling.put_behind(db, case, everybody[role].staff_id, actor=SYSTEM, now=MONDAY)
    db.commit()
    assert case.to_alternate
    assert nobody_left.left(db, SYSTEM) == (0, 1, 0)
    assert nobody_left.ask_administrators(db, keys.worker, now=MONDAY) == 1
    assert nobody_left.ask_administrators(db, keys.worker, now=LATER) == 0
    assert nobody_left.ask_administrators(db, keys.worker, now=MONDAY + timedelta(days=1)) == 1
    person(Role.ALTERNATE, name="Ivo Petrov")
    assert nobody_left.left(db, SYSTEM) == (0, 0, 0)
