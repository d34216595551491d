"""Handing a caseload over, and stepping aside without leaving a case to nobody (X-16, AZ-04)."""

import pytest

from models.cases import tasks, walling
from models.procedure.tasks import NO_OFFICER
from models.procedure.terms import Role
from models.tables import Case, Task
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who


@pytest.fixture
def priya(person):
    return person(Role.OFFICER, name="Priya Shah")


@pytest.fixture
def cases(db, keys, priya):
    made = [make_case(db, keys.staff.ring, now=MONDAY, officer_id=priya.staff_id).case for _ in range(3)]
    db.commit()
    return made


def test_a_managers_choice_goes_over_with_its_tasks_and_a_wall_keeps_its_own_x_16(
    admin, db, keys, cases, priya, person, sign_in
) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    actor = who(person(Role.MANAGER, name="Hannah Teller"))
    first, walled, stays = cases
    ring = keys.staff.ring.with_case(first)
    tasks.open_task(db, first, actor=actor, now=MONDAY, keys=ring, what="Ring.", owner_id=priya.staff_id)
    zoe_id = zoe.staff_id
    walling.put_behind(db, walled, zoe_id, actor=actor, now=MONDAY)
    db.commit()
    sign_in(Role.MANAGER, name="Maya Other")
    admin.get("/hand-over")
    assert "Priya Shah : 3 open cases" in admin.page.text
    page = f"/hand-over/{priya.staff_id}"
    admin.get(page)
    assert admin.post(page, data={"to": "", "cases": [first.reference]}).status_code == 422
    assert admin.post(page, data={"to": str(zoe_id)}).status_code == 422
    given = {"to": str(zoe_id), "cases": [first.reference, walled.reference]}
    admin.post(page, data=given, follow_redirects=True)
    assert "1 case was handed over" in admin.page.text
    assert walled.reference in admin.page.text
    db.expire_all()
    officers = [db.get(Case, case.id).officer_id for case in (first, walled, stays)]
    assert officers == [zoe_id, priya.staff_id, priya.staff_id]
    assert db.query(Task).one().owner_id == zoe_id


def test_an_officer_hands_nobody_elses_cases_over(admin, cases, priya, sign_in) -> None:
    sign_in(account=priya)
    assert admin.get("/hand-over").status_code == 404
    assert admin.post(f"/hand-over/{priya.staff_id}", data={}).status_code == 404


def test_somebody_without_a_case_is_none_to_hand_over_from(admin, person, sign_in) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    sign_in(Role.MANAGER)
    assert admin.get(f"/hand-over/{zoe.staff_id}").status_code == 404


def test_who_steps_aside_names_who_takes_it_and_sees_no_more_az_04(admin, db, cases, priya, person, sign_in) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    case = cases[0]
    sign_in(account=priya)
    admin.get(f"/cases/{case.reference}/people")
    admin.post(f"/cases/{case.reference}/wall/step-aside", data={"to": str(zoe.staff_id)})
    db.expire_all()
    assert db.get(Case, case.id).officer_id == zoe.staff_id
    assert db.query(Task).count() == 0
    assert admin.get(f"/cases/{case.reference}").status_code == 404


def test_who_steps_aside_and_names_nobody_leaves_a_task_for_the_team_x_16(admin, db, cases, priya, sign_in) -> None:
    case = cases[0]
    sign_in(account=priya)
    admin.get(f"/cases/{case.reference}/people")
    admin.post(f"/cases/{case.reference}/wall/step-aside", data={"to": ""})
    db.expire_all()
    assert db.get(Case, case.id).officer_id is None
    assert db.query(Task).one().kind == NO_OFFICER
    sign_in(Role.OFFICER, name="Zoe Marsh")
    admin.get("/tasks")
    assert "Its officer stepped aside: name another" in admin.page.text
