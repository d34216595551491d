"""A point that was left out on a ground of the closed list is named with it, and nobody answers or judges it (E-30)."""

import pytest
from sqlalchemy import select

from models.cases import allocating, answer_release, answering, finding, statement_letter, stating
from models.cases.recording import record
from models.cases.stage_points import stage_points
from models.procedure.terms import Event, Procedure
from models.tables import Letter, Point
from tests.models.cases.answered import MANAGER, MONDAY, OFFICER, RESPONDER, at, full, routed, who

LEFT = "My dad was moved by the court. – A court made this choice. Only a court can change it."


@pytest.fixture
def officer(person):
    return who(person(OFFICER, name="Priya Shah"))


@pytest.fixture
def responder(person):
    return who(person(RESPONDER, name="Mo Reed"))


@pytest.fixture
def given(db, keys, officer, responder):
    case, ring = routed(db, keys.staff.ring, officer, points=("Nobody rings me back.", LEFT))
    point = db.scalars(select(Point).where(Point.case_id == case.id, Point.number == 2)).one()
    point.procedure = Procedure.REFUSED
    allocating.give(db, case, responder.id, actor=officer, now=MONDAY)
    db.commit()
    return case, ring


def test_it_is_not_answered_and_the_answer_names_it_with_its_ground(db, given, officer, responder):
    case, ring = given
    shown = answering.desk(db, case, responder, ring, now=at(1))
    assert [point.number for point in shown.points] == [1]
    assert shown.left_out == (LEFT,)
    told = {"now": at(1), "keys": ring}
    answering.save(db, case, full(shown, responder.id), seen=shown.marks, actor=responder, **told)
    assert answering.desk(db, case, responder, ring, now=at(1)).gaps == ()
    answering.ask_for_check(db, case, actor=responder, **told)
    answering.agree(db, case, actor=officer, **told)
    letter = answer_release.let_go(db, case, actor=officer, **told)
    blocks = {one["id"]: one for one in ring.open_json(Letter.body, letter)["blocks"]}
    assert blocks["left_out"]["list"] == [LEFT]
    assert "point_2" not in blocks
    out = db.scalars(select(Point).where(Point.case_id == case.id, Point.number == 2)).one()
    assert (out.finding, out.remedy) == (None, None)


def test_a_case_that_is_refused_as_a_whole_keeps_its_points(db, given):
    case, _ = given
    case.procedure = Procedure.REFUSED
    assert len(finding.looked_into(case, finding.points_of(db, case))) == 2


def test_the_statement_of_complaint_holds_it_as_no_point_and_names_it_beside(db, given, officer):
    case, ring = given
    record(db, case, Event.S2_REQUESTED, actor=officer, now=at(2))
    told = {"keys": ring, "actor": officer, "now": at(2)}
    row = stating.begin(db, case, **told)
    assert stating.words_of(row, ring).points == ("Nobody rings me back.",)
    stating.offer(db, case, row, **told)
    letter = statement_letter.send(db, case, **told)
    blocks = {one["id"]: one for one in ring.open_json(Letter.body, letter)["blocks"]}
    assert blocks["points"]["list"] == ["Nobody rings me back."]
    assert blocks["left_out"]["list"] == [LEFT]
    assert stage_points(db, case, ring) == [(1, "Nobody rings me back.")], "a panel judges it no more"


def test_the_answer_desk_and_the_page_of_the_statement_name_it(db, given, officer, admin, sign_in, person):
    case, ring = given
    sign_in(account=person(MANAGER, name="Hannah Cole"))
    assert LEFT in admin.get(f"/cases/{case.reference}/answer").text
    record(db, case, Event.S2_REQUESTED, actor=officer, now=at(2))
    db.commit()
    assert LEFT in admin.get(f"/cases/{case.reference}/statement").text
