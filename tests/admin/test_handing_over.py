"""Handing a caseload over, and stepping aside without leaving a case to nobody (X-16, AZ-04)."""

import uuid
from datetime import date

import pytest

from models.cases import contributing, leavers, tasks, walling
from models.procedure.tasks import NO_OFFICER
from models.procedure.terms import Role, State
from models.tables import Action, Case, Contribution, Staff, Task
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


def test_it_is_found_where_somebody_looks_for_it_and_says_what_it_does_x_16(admin, priya, sign_in) -> None:
    said = "A colleague gets all or some of their cases with the open tasks, or stands in until a day."
    sign_in(Role.MANAGER, name="Maya Other")
    for page in ("/queue", "/account", "/today"):
        admin.get(page)
        assert admin.page.html.count('id="hand-over" href="/hand-over"') == 1, page
        assert page == "/today" or said in admin.page.text, page
    menu = admin.page.html.split("<nav")[1].split("</nav>")[0]
    assert 'href="/hand-over"' in menu
    admin.get("/hand-over")
    assert "Choose whose cases they are." in admin.page.text
    sign_in(account=priya)
    for page in ("/queue", "/account"):
        admin.get(page)
        assert f"Handing cases over : somebody leaves, or is away for a while. {said}" in admin.page.text, page
        assert "A complaints manager does it: tell yours." in admin.page.text
    sign_in(Role.ADMINISTRATOR, name="Ada Min")
    admin.get("/people")
    assert said in admin.page.text


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
    assert "Its officer sees it no more: name another" in admin.page.text


@pytest.fixture
def promised(db, keys, priya, person):
    """Mo answers nothing any more: a promise of a closed case is theirs, one of an open case, and a question."""
    mo, actor = person(Role.RESPONDER, name="Mo Reed"), who(priya)
    made = [make_case(db, keys.staff.ring, now=MONDAY) for _ in range(3)]
    for opened in made[:2]:
        row = Action(id=uuid.uuid4(), case_id=opened.case.id, due_on=date(2026, 12, 18), owner_id=mo.staff_id)
        opened.keys.seal(Action.text, row, "Rosa will ring you.")
        db.add(row)
    closed, _, asked = (opened.case for opened in made)
    told = {"question": "When?", "due_on": date(2026, 12, 1), "actor": actor, "now": MONDAY, "keys": made[2].keys}
    contributing.ask(db, asked, mo.staff_id, point_ids=(), **told)
    closed.state, closed.closed_on = State.CLOSED, MONDAY.date()
    db.commit()
    return mo, [opened.case for opened in made]


def test_promises_and_questions_go_over_also_of_a_closed_case_and_a_wall_keeps_its_own_x_15(
    admin, db, person, promised, sign_in
):
    mo, (closed, walled, asked) = promised
    ann, zoe = person(Role.RESPONDER, name="Ann Lee"), person(Role.MANAGER, name="Zoe Marsh")
    walling.put_behind(db, walled, ann.staff_id, actor=who(zoe), now=MONDAY)
    db.commit()
    sign_in(account=zoe)
    admin.get("/hand-over")
    assert "Mo Reed : 3 open cases" in admin.page.text
    page = f"/hand-over/{mo.staff_id}"
    admin.get(page)
    chosen = {"to": str(ann.staff_id), "cases": [closed.reference, walled.reference, asked.reference]}
    admin.post(page, data=chosen, follow_redirects=True)
    assert "2 cases were handed over" in admin.page.text
    assert walled.reference in admin.page.text
    db.expire_all()
    assert {row.case_id: row.owner_id for row in db.query(Action)} == {
        closed.id: ann.staff_id, walled.id: mo.staff_id,
    }  # fmt: skip
    assert db.query(Contribution).one().staff_id == ann.staff_id
    admin.get(f"/cases/{closed.reference}/timeline")
    assert "Noted: what was promised or asked for went to a colleague" in admin.page.text


def test_what_is_done_or_answered_stays_with_who_did_it_x_15(admin, db, promised, person, sign_in):
    mo, (closed, other, asked) = promised
    db.query(Action).filter_by(case_id=closed.id).update({"done_on": MONDAY.date()})
    db.query(Contribution).update({"given_at": MONDAY})
    db.commit()
    sign_in(Role.MANAGER, name="Hannah Teller")
    admin.get(f"/hand-over/{mo.staff_id}")
    assert other.reference in admin.page.text
    assert not {closed.reference, asked.reference} & set(admin.page.text.split())


def test_managers_hear_of_a_leaver_who_promised_something_x_15(db, keys, promised, person):
    mo_staff = db.get_one(Staff, promised[0].staff_id)
    assert leavers.holding(db, mo_staff).complaints
    db.query(Action).update({"done_on": MONDAY.date()})
    db.query(Contribution).update({"given_at": MONDAY})
    assert not leavers.holding(db, mo_staff).complaints
