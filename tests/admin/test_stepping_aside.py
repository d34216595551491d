"""Who answers, or was asked for facts, says that they are too close: they see no more, and the team gives it on."""

from datetime import date

import pytest

from models.cases import allocating, answering, contributing, walling
from models.procedure.tasks import NO_FACTS, NO_RESPONDER
from models.procedure.terms import Role
from models.tables import CaseEvent, Point, Task
from tests.models.cases.answered import MONDAY

KNOWN = {"why": "I know the family."}


@pytest.fixture
def at(given):
    return f"/cases/{given[0].reference}"


def kinds(db):
    db.expire_all()
    return [task.kind for task in db.query(Task).order_by(Task.opened_at)]


def test_who_answers_steps_aside_with_a_reason_sees_no_more_and_it_is_nobodys_az_04(
    admin, db, given, manager, sign_in, at
) -> None:
    case, ring = given
    sign_in(account=manager)
    admin.get(f"{at}/answer")
    assert f"{at}/too-close" in admin.page.html
    assert admin.post(f"{at}/too-close", data={"why": " "}).status_code == 422
    assert "Write why, in a few words" in admin.page.text
    assert admin.post(f"{at}/too-close", data=KNOWN).headers["Location"].endswith("/my-cases")
    admin.get("/my-cases")
    assert "will not see this case any more" in admin.page.text
    assert case.reference not in admin.page.text
    assert admin.get(f"{at}/answer").status_code == 404
    assert kinds(db) == [NO_RESPONDER]
    assert case.responder_id is None
    sign_in(Role.OFFICER, name="Zoe Marsh")
    admin.get(f"{at}/people")
    assert "Mo Reed stepped aside" in admin.page.text
    admin.get(f"{at}/timeline")
    assert "I know the family." in admin.page.text
    assert "I know the family." not in str(db.query(CaseEvent.reason).all()), "in the file alone"


def test_who_answers_one_point_is_out_of_that_point_and_of_no_other_az_04(
    admin, db, given, manager, officer_of, person, sign_in, at
) -> None:
    case, _ = given
    nadia = person(Role.RESPONDER, name="Nadia Rahim")
    second = answering.points_of(db, case)[1].id
    allocating.give(db, case, nadia.staff_id, actor=officer_of, now=MONDAY, point_ids=[second])
    db.commit()
    sign_in(account=nadia)
    assert admin.post(f"{at}/too-close", data=KNOWN).status_code == 303
    assert kinds(db) == [NO_RESPONDER]
    assert db.get(Point, second).responder_id is None, (
        "it is of the one who answers the rest until somebody gives it on"
    )
    assert case.responder_id == manager.staff_id
    sign_in(account=manager)
    assert admin.get(f"{at}/answer").status_code == 200


def test_a_colleague_asked_for_facts_steps_aside_and_who_asked_reads_that_no_answer_comes_az_04(
    admin, db, given, manager, officer_of, person, sign_in, at
) -> None:
    case, ring = given
    kim = person(Role.RESPONDER, name="Kim Holt")
    points = [answering.points_of(db, case)[0].id]
    ask = {"point_ids": points, "question": "Who rang?", "due_on": date(2026, 11, 27)}
    row = contributing.ask(db, case, kim.staff_id, **ask, actor=officer_of, now=MONDAY, keys=ring)
    db.commit()
    sign_in(account=kim)
    admin.get(f"/questions/{row.id}")
    assert f"{at}/too-close" in admin.page.html
    assert admin.post(f"{at}/too-close", data=KNOWN).status_code == 303
    assert admin.get(f"/questions/{row.id}").status_code == 404
    assert kinds(db) == [NO_FACTS]
    sign_in(account=manager)
    admin.get(f"{at}/questions")
    assert "No answer comes" in admin.page.text
    assert "Waiting" not in admin.page.text


def test_a_point_goes_from_who_is_walled_off_and_does_not_stay_with_nobody_who_can_see_it_az_04(
    db, given, manager, officer_of, person
) -> None:
    case, _ = given
    nadia = person(Role.RESPONDER, name="Nadia Rahim")
    second = answering.points_of(db, case)[1].id
    allocating.give(db, case, nadia.staff_id, actor=officer_of, now=MONDAY, point_ids=[second])
    walling.put_behind(db, case, nadia.staff_id, actor=officer_of, now=MONDAY)
    db.flush()
    db.expire_all()
    assert db.get(Point, second).responder_id is None
