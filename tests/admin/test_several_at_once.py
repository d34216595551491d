"""Several safe things in one go: each is asked for by itself, one that cannot be done stops no other, and a list says
for each what happened (AZ-04). Never a decision, a letter's words or a closing."""

from datetime import timedelta

import pytest

from models.cases import allocating, tasks, walling
from models.procedure.terms import Procedure, Role, State
from models.tables import Case, Task
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who

FRIDAY = {"due-day": "27", "due-month": "11", "due-year": "2026"}


@pytest.fixture
def priya(person):
    return person(Role.OFFICER, name="Priya Shah")


@pytest.fixture
def actor(priya):
    return who(priya)  # before a commit forgets their roles


@pytest.fixture
def cases(db, keys):
    made = [make_case(db, keys.staff.ring, now=MONDAY, procedure=Procedure.STATUTORY).case for _ in range(4)]
    db.commit()
    return made


def left_and_done(page):
    """What stands under "Not done", and under "Done"."""
    html = page.html
    left = html.split('id="left"')[1].split("</ul>")[0] if 'id="left"' in html else ""
    done = html.split('id="done"')[1].split("</ul>")[0] if 'id="done"' in html else ""
    return left, done


def test_cases_are_given_to_one_colleague_and_each_that_may_not_says_why_az_04(
    admin, db, cases, priya, actor, person, sign_in
) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    mine, walled, taken, hidden = cases
    walling.put_behind(db, walled, zoe.staff_id, actor=actor, now=MONDAY)
    walling.put_behind(db, hidden, priya.staff_id, actor=actor, now=MONDAY)
    db.commit()
    sign_in(account=priya)
    admin.get("/give-out")
    assert mine.reference in admin.page.text
    assert hidden.reference not in admin.page.text
    allocating.name_officer(db, taken, priya.staff_id, actor=actor, now=MONDAY)  # somebody was quicker
    db.commit()
    to = f"officer:{zoe.staff_id}"
    given = {"to": to, "case": [one.reference for one in cases]}
    assert admin.post("/give-out", data=given).status_code == 200
    left, done = left_and_done(admin.page)
    assert mine.reference in done
    assert walled.reference in left
    assert "This person cannot be given this." in left
    assert "It has an officer by now." in left
    assert hidden.reference not in admin.page.text
    db.expire_all()
    assert [db.get(Case, one.id).officer_id for one in cases] == [zoe.staff_id, None, priya.staff_id, None]


def test_cases_are_given_to_a_manager_only_once_it_is_decided_what_they_are_k_04(
    admin, db, cases, priya, actor, person, sign_in
) -> None:
    mo = person(Role.RESPONDER, name="Mo Reed")
    first, undecided, asks, _ = cases
    undecided.procedure, undecided.state, asks.ask_first = None, State.RECEIVED, True
    db.commit()
    sign_in(account=priya)
    admin.get("/give-out")
    assert first.reference in admin.page.text
    assert undecided.reference not in admin.page.text, "its step is to decide, not to give"
    given = {"to": f"answers:{mo.staff_id}", "case": [one.reference for one in (first, undecided, asks)]}
    admin.post("/give-out", data=given)
    left, done = left_and_done(admin.page)
    assert first.reference in done
    assert "Nobody has decided yet how it is dealt with." in left
    assert "wants to be asked before the service is told" in left
    db.expire_all()
    assert [db.get(Case, one.id).responder_id for one in cases] == [mo.staff_id, None, None, None]


def test_nothing_ticked_or_nobody_chosen_is_said_and_keeps_what_was_ticked(admin, cases, priya, actor, sign_in) -> None:
    sign_in(account=priya)
    admin.get("/give-out")
    assert admin.post("/give-out", data={"to": ""}).status_code == 422
    assert "Choose at least one case" in admin.page.text
    assert "Choose who gets them" in admin.page.text
    assert admin.post("/give-out", data={"to": "officer:nonsense", "case": [cases[0].reference]}).status_code == 422
    assert f'value="{cases[0].reference}" checked' in admin.page.html


@pytest.fixture
def three(db, keys, cases, priya, actor):
    made = []
    for case in cases[:3]:
        case.officer_id = priya.staff_id
        ring = keys.staff.ring.with_case(case)
        made.append(tasks.open_task(db, case, actor=actor, now=MONDAY, keys=ring, what="Ring the school."))
    db.commit()
    return made


def test_tasks_are_done_together_and_one_done_before_says_so(admin, db, keys, three, priya, actor, sign_in) -> None:
    ring = keys.staff.ring.with_case(db.get(Case, three[0].case_id))
    tasks.finish(db, db.get(Case, three[0].case_id), three[0].id, "Before.", actor=actor, now=MONDAY, keys=ring)
    db.commit()
    sign_in(account=priya)
    admin.get("/tasks")
    ids = [str(one.id) for one in three]
    assert admin.post("/tasks", data={"finish": "yes", "task": ids}).status_code == 422
    assert "Say what was done" in admin.page.text
    assert admin.post("/tasks", data={"finish": "yes", "how": "Rang them all."}).status_code == 422
    assert admin.post("/tasks", data={"finish": "yes", "how": "Rang them all.", "task": [*ids, "x"]}).status_code == 200
    left, done = left_and_done(admin.page)
    assert "This is marked as done already." in left
    assert done.count("Marked as done.") == 2
    assert "Ring the school." not in admin.page.text  # no word of a case stands in the list
    db.expire_all()
    assert all(one.done_at for one in db.query(Task))


def test_tasks_are_put_off_and_a_day_that_is_past_is_refused_for_each(admin, db, three, priya, actor, sign_in) -> None:
    sign_in(account=priya)
    admin.get("/tasks")
    ids, usual = [str(one.id) for one in three], three[2].due_on
    assert admin.post("/tasks", data={"put_off": "yes", "task": ids}).status_code == 422
    assert "Enter the day until which they are put off" in admin.page.text
    past = FRIDAY | {"due-day": "20"}
    admin.post("/tasks", data={"put_off": "yes", "task": ids, **past})
    assert left_and_done(admin.page)[0].count("Choose today or a later day.") == 3
    admin.post("/tasks", data={"put_off": "yes", "task": ids[:2], **FRIDAY})
    db.expire_all()
    days = [db.get(Task, one.id).due_on for one in three]
    assert days == [MONDAY.date() + timedelta(days=4)] * 2 + [usual], "the third was not ticked"


def test_a_task_behind_a_wall_is_not_even_named_az_04(admin, db, three, cases, priya, actor, person, sign_in) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    walling.put_behind(db, cases[0], zoe.staff_id, actor=actor, now=MONDAY)
    db.commit()
    sign_in(account=zoe)
    admin.get("/tasks?whose=team")
    admin.post("/tasks", data={"finish": "yes", "how": "Done.", "task": [str(one.id) for one in three]})
    assert cases[0].reference not in admin.page.text
    db.expire_all()
    assert db.get(Task, three[0].id).done_at is None
    assert db.get(Task, three[1].id).done_at is not None
