"""Tasks: somebody does something by a day, and nothing is forgotten (X-16, experience 6.8)."""

import uuid
from datetime import UTC, date, datetime

import pytest

from models.audit import SYSTEM
from models.cases import tasks, walling
from models.jobs.digest import send_digests
from models.procedure.tasks import BOUNCED
from models.procedure.terms import Role
from models.tables import Case, CaseEvent, Message, Task
from tests.models.cases.answered import MONDAY, routed, who

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def priya(person):
    return person(Role.OFFICER, name="Priya Shah")


@pytest.fixture
def officer_of(priya):
    return who(priya)


@pytest.fixture
def case(db, keys, priya, officer_of):
    found, _ = routed(db, keys.staff.ring, officer_of)
    found.officer_id = priya.staff_id
    db.commit()
    return found


def added(admin, case, **given):
    admin.get(f"/cases/{case.reference}/tasks")
    return admin.post(f"/cases/{case.reference}/tasks", data={"what": "Ring the school.", **given})


def test_a_task_is_given_and_done_and_the_file_says_how_x_16(admin, db, case, priya, person, sign_in) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    sign_in(account=priya)
    day = {"due-day": "27", "due-month": "11", "due-year": "2026"}
    assert added(admin, case, owner=str(zoe.staff_id), **day).status_code == 303
    admin.get("/tasks")
    assert "Ring the school." not in admin.page.text
    sign_in(account=zoe)
    admin.get("/tasks")
    assert "Ring the school." in admin.page.text
    assert "By Friday 27 November" in admin.page.text
    row = db.query(Task).one()
    page = f"/cases/{case.reference}/tasks/{row.id}"
    admin.get(page)
    assert admin.post(f"{page}/done", data={"how": ""}).status_code == 422
    assert admin.post(f"{page}/done", data={"how": "They rang back."}).status_code == 303
    assert admin.post(f"{page}/done", data={"how": "Twice."}).status_code == 303
    admin.get(page)
    assert "This is marked as done already." in admin.page.text
    assert "Twice." not in admin.page.text
    admin.get("/tasks?whose=done")
    assert "They rang back." in admin.page.text
    admin.get(f"/cases/{case.reference}/timeline")
    assert "Noted: a task was done" in admin.page.text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(admin, case, priya, sign_in) -> None:
    sign_in(account=priya)
    past = {"due-day": "1", "due-month": "2", "due-year": "2026"}
    assert added(admin, case, **past).status_code == 422
    assert "Choose today or a later day." in admin.page.text
    assert "Ring the school." in admin.page.text
    assert added(admin, case, what="").status_code == 422
    assert added(admin, case, owner=str(uuid.uuid4())).status_code == 422


def test_heard_opens_one_task_for_one_cause_without_a_word_of_the_file(db, keys, case, officer_of) -> None:
    told = {"actor": SYSTEM, "now": MONDAY, "cause": "bounced:1"}
    first = tasks.open_task(db, case, BOUNCED, **told)
    assert tasks.open_task(db, case, BOUNCED, **told) is first
    db.commit()
    assert first.due_on == date(2026, 11, 24)
    assert first.said is None
    assert db.query(CaseEvent).filter_by(reason="task_opened").count() == 1
    [shown] = tasks.lists(db, officer_of, keys.staff.ring, whose=tasks.Whose.MINE, today=date(2026, 11, 25))
    assert shown.what.startswith("Mail to them came back")
    assert shown.late


def test_a_task_of_somebody_who_steps_aside_is_the_teams_again_az_04(admin, db, keys, case, person, sign_in) -> None:
    zoe, priya_too = person(Role.OFFICER, name="Zoe Marsh"), who(person(Role.OFFICER, name="Al Other"))
    ring = keys.staff.ring.with_case(case)
    tasks.open_task(db, case, actor=priya_too, now=MONDAY, keys=ring, what="Ring the school.", owner_id=zoe.staff_id)
    walling.step_aside(db, case, actor=who(zoe), now=MONDAY)
    case.officer_id = None
    db.commit()
    sign_in(account=zoe)
    for page in ("/tasks", "/tasks?whose=team", "/tasks?whose=done"):
        admin.get(page)
        assert case.reference not in admin.page.text
    [shown] = tasks.lists(db, priya_too, keys.staff.ring, whose=tasks.Whose.MINE, today=MONDAY.date())
    assert shown.owner == "The team"


def test_nobody_behind_the_wall_is_given_a_task_az_04(db, keys, case, person) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    walling.step_aside(db, case, actor=who(zoe), now=MONDAY)
    assert zoe.staff_id not in {one.id for one in tasks.owners(db, case)}


def test_a_task_that_is_due_is_in_the_mornings_mail_without_its_words(db, keys, case, priya, officer_of) -> None:
    ring = keys.staff.ring.with_case(case)
    tasks.open_task(
        db, case, actor=officer_of, now=MONDAY, keys=ring, what="Ring the school.", due_on=date(2026, 11, 24)
    )
    db.commit()
    send_digests(db, keys.staff.ring, now=TUESDAY)
    message = db.query(Message).filter_by(cause=f"digest:{priya.id}:2026-11-24").one()
    body = keys.worker.open_json(Message.work, message)["body"]
    assert f"{case.reference}  A task: Tuesday 24 November" in body
    assert "school" not in body


def test_a_task_is_given_on_and_its_day_moves(admin, db, keys, case, priya, person, sign_in) -> None:
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    sign_in(account=priya)
    added(admin, case)
    row = db.query(Task).one()
    page = f"/cases/{case.reference}/tasks/{row.id}"
    admin.get(page)
    new = {"give-owner": str(zoe.staff_id), "give-due-day": "1", "give-due-month": "12", "give-due-year": "2026"}
    assert admin.post(f"{page}/give", data={**new, "give-due-year": "2025"}).status_code == 422
    assert admin.post(f"{page}/give", data=new).status_code == 303
    db.expire_all()
    row = db.query(Task).one()
    assert (row.owner_id, row.due_on) == (zoe.staff_id, date(2026, 12, 1))
    assert db.get(Case, case.id).event_count


def test_a_task_without_a_day_is_never_due_after_the_next_date_of_its_case_k_21(
    admin, db, case, priya, sign_in
) -> None:
    sign_in(account=priya)
    case.next_due_on = date(2026, 11, 24)
    db.commit()
    admin.get(f"/cases/{case.reference}/tasks")
    assert "Leave it empty for Tuesday 24 November 2026" in admin.page.text
    assert added(admin, case).status_code == 303
    assert db.query(Task).one().due_on == date(2026, 11, 24)
    assert tasks.usual_day(db, case, today=date(2026, 11, 26)) == date(2026, 11, 26), "what is late is for today"
    case.next_due_on = date(2026, 12, 24)
    assert tasks.usual_day(db, case, today=date(2026, 11, 23)) == date(2026, 11, 26), "three working days"


def test_a_day_typed_after_the_next_date_of_the_case_is_kept_with_a_warning_k_21(
    admin, db, case, priya, sign_in
) -> None:
    sign_in(account=priya)
    later = {"due-day": "24", "due-month": "12", "due-year": "2026"}
    assert added(admin, case, **later).status_code == 303
    admin.get(f"/cases/{case.reference}/tasks")
    assert "Its day is after the next date of this case:" in admin.page.text
    assert db.query(Task).one().due_on == date(2026, 12, 24)
    admin.get(f"/cases/{case.reference}/tasks")
    assert "Its day is after the next date" not in admin.page.text
