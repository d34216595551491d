"""A wall stands round a case and all that was split off from it, and leaves nothing with nobody (AZ-04, E-56)."""

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import alerting, allocating, audit_reading, left_over, names_here, splitting, telling, walling
from models.cases.finding import find, points_of
from models.cases.recording import record
from models.cases.wall_upkeep import follow_directory
from models.cases.walls import heed, lift, wall_off
from models.procedure.tasks import NO_OFFICER, NO_RESPONDER
from models.procedure.terms import Event, Procedure, Role, Safe
from models.tables import Staff, Task
from tests.counting import counting
from tests.making import make_case
from tests.models.cases.answered import MONDAY, one, routed

POINTS = ("Nobody rings me back.", "My room is cold.")


@pytest.fixture
def family(db, keys, priya):
    """A case of Priya's and a part of it, and the ring of both."""
    case, ring = routed(db, keys.staff.ring, priya.actor, points=POINTS)
    case.officer_id = priya.id
    second = [point.id for point in points_of(db, case)][1:]
    part = splitting.split(db, case, second, Procedure.CORPORATE, actor=priya.actor, now=MONDAY, keys=ring)
    db.commit()
    return case, part, ring


def kinds(db):
    db.expire_all()
    return sorted((task.case_id, task.kind) for task in db.scalars(select(Task)))


def test_who_is_found_out_on_a_part_opens_neither_it_nor_the_first_az_04(
    admin, db, family, priya, nadia, person, sign_in
):
    case, part, _ = family
    allocating.give(db, case, nadia.id, actor=priya.actor, now=MONDAY)
    db.commit()
    sign_in(account=priya.account)
    assert admin.post(f"/cases/{part.reference}/wall", data={"staff": str(nadia.id)}).status_code == 303
    sign_in(account=nadia.account)
    assert admin.get(f"/cases/{case.reference}/answer").status_code == 404
    for one_of in (case, part):
        assert find(db, nadia.actor, one_of.reference) is None
        assert nadia.id in telling.walled_off(db, one_of.id)
        assert {case.id, part.id} <= set(audit_reading._walled_cases(db, nadia.actor))
    assert kinds(db) == [(case.id, NO_RESPONDER)], "what they answered is somebody's task"
    sign_in(account=priya.account)
    admin.get(f"/cases/{case.reference}/people")
    assert "Nadia Rahim" in admin.page.text


def test_where_the_wall_of_the_first_leaves_nobody_a_part_goes_to_the_alternate_too_az_04(db, family, priya, person):
    case, part, _ = family
    alternate = one(person, Role.ALTERNATE, "Alma Terry")
    walling.put_behind(db, case, priya.id, actor=SYSTEM, now=MONDAY)
    db.flush()
    assert (case.to_alternate, part.to_alternate) == (True, True)
    assert (case.officer_id, part.officer_id) == (None, None)
    assert find(db, alternate.actor, part.reference)
    lift(db, part, priya.id, actor=SYSTEM, now=MONDAY)
    assert (case.to_alternate, part.to_alternate) == (False, False), "and it comes down round all of it"


def test_who_steps_aside_from_a_part_is_out_of_all_of_it_and_each_says_that_it_has_no_officer(db, family, priya):
    case, part, _ = family
    for one_of in (case, part):
        allocating.name_officer(db, one_of, priya.id, actor=SYSTEM, now=MONDAY)
    walling.step_aside(db, part, actor=priya.actor, now=MONDAY)
    assert find(db, priya.actor, case.reference) is None
    assert kinds(db) == sorted([(case.id, NO_OFFICER), (part.id, NO_OFFICER)])


def test_an_alert_about_a_part_is_kept_from_whom_the_first_keeps_out(db, keys, family, priya, person):
    case, part, _ = family
    duty = one(person, Role.DUTY, "Ola Reed")
    given = {"about_worker": None, "worker": "", "holder_id": None, "case": part, "keys": keys.staff.ring}
    raised = alerting.raise_alert(
        db, council="ashbourne", kind=Safe.NO, said="Afraid.", reach="At home", actor=priya.actor, now=MONDAY, **given
    )
    alert = raised.alert
    assert alert in alerting.alerts_for(db, duty.actor)
    walling.put_behind(db, case, duty.id, actor=priya.actor, now=MONDAY)
    assert alert not in alerting.alerts_for(db, duty.actor)


def test_a_wall_that_rises_later_takes_points_as_well_and_the_worker_makes_it_a_task_az_04(
    db, family, priya, nadia, person
):
    case, _, _ = family
    mo = one(person, Role.RESPONDER, "Mo Reed")
    allocating.give(db, case, nadia.id, actor=priya.actor, now=MONDAY, point_ids=[points_of(db, case)[0].id])
    names_here.forget()
    heed(db, case, "Nadia Rahim shouted at me.", now=MONDAY)
    assert points_of(db, case)[0].responder_id is None
    assert left_over.ask_for_others(db, now=MONDAY) == 1
    assert left_over.ask_for_others(db, now=MONDAY) == 0, "once"
    assert kinds(db) == [(case.id, NO_RESPONDER)]
    allocating.give(db, case, mo.id, actor=priya.actor, now=MONDAY)
    staff = db.get_one(Staff, nadia.id)
    staff.manager_id = mo.id
    db.flush()
    assert follow_directory(db, by=SYSTEM, now=MONDAY) == 1
    assert case.responder_id is None
    assert left_over.ask_for_others(db, now=MONDAY) == 1


def test_a_large_register_of_walls_costs_the_worker_one_question_az_04(db, keys, nadia):
    """It runs every five minutes: a case that nobody ever had asks nothing more."""
    for _ in range(8):
        case = make_case(db, keys.staff.ring, now=MONDAY).case
        wall_off(db, [db.get_one(Staff, nadia.id)], (), now=MONDAY, case=case, confirmed=True)
    db.commit()
    with counting(db.get_bind()) as asked:
        assert left_over.ask_for_others(db, now=MONDAY) == 0
    assert len(asked) == 1


def test_who_answered_at_stage_one_and_is_walled_later_is_no_task(db, family, priya, nadia):
    case, _, _ = family
    allocating.give(db, case, nadia.id, actor=priya.actor, now=MONDAY)
    for event in (Event.ACKNOWLEDGED, Event.S1_ANSWERED):
        record(db, case, event, actor=priya.actor, now=MONDAY)
    names_here.forget()
    heed(db, case, "Nadia Rahim shouted at me.", now=MONDAY)
    assert case.responder_id is None
    assert left_over.ask_for_others(db, now=MONDAY) == 0
