"""What was taken up and goes its own way later: two people, and no refusal by another door (E-08, X-01, E-43)."""

from typing import Any

import pytest

from models.cases import splitting
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import points_of
from models.cases.splitting import taken_up
from models.cases.triaging import NotReady, agree, triage
from models.procedure.lifecycle import NotAllowed
from models.procedure.screening import ROUTES
from models.procedure.standing import Standing
from models.procedure.taken_up import OTHER, STATUTORY, leaves, route_refused
from models.procedure.terms import Procedure, State
from models.tables import Case
from tests.conftest import MONDAY
from tests.models.cases.screened import TEXTS, Desk

POINT = PointGiven("Another thing.")


def part_of(desk: Desk, way: Procedure, route: Procedure = Procedure.STATUTORY, reason: str = "own_right") -> Case:
    """The second point of a case that was taken up, in a case of its own."""
    more = {"standing": Standing.OUTSIDE} if route is Procedure.CORPORATE else {}
    assert desk.decides(route, reason, **more)
    return splitting.split(desk.db, desk.case, [points_of(desk.db, desk.case)[1].id], way, **desk.by())


def decides(desk: Desk, part: Case, route: Procedure, reason: str = "", who: Any = None, **more: Any) -> bool:
    given: dict[str, Any] = {
        "points": (POINT,), "safe": "safe", "advocate": "offered", "responder_id": desk.responder,
        "standing": Standing.PARENT, "passed_to": "The clinic",
    }  # fmt: skip
    decision = Decision(route=route, reason=reason or ROUTES[route].reasons[0].id, **{**given, **more})
    return triage(desk.db, part, decision, actor=who or desk.officer, keys=desk.keys.staff.ring, now=MONDAY)


@pytest.mark.parametrize("way", [Procedure.CORPORATE, Procedure.NHS_PART, Procedure.AREA, Procedure.PRE_COMPLAINT])
@pytest.mark.parametrize("standing", [Standing.PARENT, Standing.OUTSIDE])
def test_a_part_leaves_the_childrens_procedure_by_two_people_e_08_x_01(
    desk: Desk, way: Procedure, standing: Standing
) -> None:
    part = part_of(desk, way)
    assert not decides(desk, part, way, who=desk.manager, standing=standing), "not by a manager alone either"
    assert (part.state, part.procedure) == (State.RECEIVED, None)
    with pytest.raises(NotAllowed, match="did not decide this"):
        agree(desk.db, part, actor=desk.manager, keys=desk.keys.staff.ring, now=MONDAY)
    second = type(desk.manager)(kind="staff", id=desk.responder, name="Dana", roles=desk.manager.roles)
    agree(desk.db, part, actor=second, keys=desk.keys.staff.ring, now=MONDAY)
    assert part.procedure is way
    assert "Another thing." in desk.letter(Decision(route=way, reason="").kind, part)


def test_what_stays_in_the_childrens_procedure_after_all_needs_one(desk: Desk) -> None:
    part = part_of(desk, Procedure.CORPORATE)
    assert decides(desk, part, Procedure.STATUTORY, "own_right")


def test_one_point_of_a_part_that_goes_the_corporate_way_is_enough_for_two_x_01(desk: Desk) -> None:
    part = part_of(desk, Procedure.CORPORATE)
    points = (POINT, PointGiven("The leaflet.", Procedure.CORPORATE))
    assert not decides(desk, part, Procedure.STATUTORY, "own_right", points=points, standing=Standing.OUTSIDE)


@pytest.mark.parametrize("route", [Procedure.STATUTORY, Procedure.CORPORATE])
def test_a_part_of_an_accepted_case_is_not_refused_e_43(desk: Desk, route: Procedure) -> None:
    first = "own_right" if route is Procedure.STATUTORY else "not_standing"
    part = part_of(desk, Procedure.NHS_PART, route, first)
    for reason in ("outside_remit", "best_interest", "no_pr", "considered", "out_of_time"):
        with pytest.raises(NotReady, match="goes through its stages"):
            decides(desk, part, Procedure.REFUSED, reason, who=desk.manager, **TEXTS)
    with pytest.raises(NotReady, match="nobody would look into it"):
        decides(desk, part, Procedure.COMPLIMENT, "thanks")
    left = PointGiven("The order.", left_out="Ask them.", ground="outside_remit")
    with pytest.raises(NotReady, match="but for other proceedings"):
        decides(desk, part, Procedure.NHS_PART, points=(POINT, left))
    if route is Procedure.STATUTORY:
        with pytest.raises(NotReady, match="nobody would look into it"):
            decides(desk, part, Procedure.DUTY, **TEXTS)


def test_what_the_regulations_allow_at_any_time_stays_allowed_by_two_e_43_e_30_e_32(desk: Desk) -> None:
    part = part_of(desk, Procedure.CORPORATE)
    taken = PointGiven("The order.", left_out="They rang on Monday.", ground="taken_back")
    assert decides(desk, part, Procedure.STATUTORY, "own_right", points=(POINT, taken))


def test_what_never_was_taken_up_may_be_refused_as_ever_e_30(desk: Desk) -> None:
    points = (PointGiven("The plan was late."), PointGiven("The nurse lost it.", Procedure.NHS_PART))
    assert desk.decides(Procedure.STATUTORY, "own_right", points=points)
    (part,) = splitting.parts_of(desk.db, desk.case)
    assert taken_up(desk.db, part) == taken_up(desk.db, desk.case) == ""
    assert decides(desk, part, Procedure.REFUSED, "outside_remit", who=desk.manager, **TEXTS)


def test_after_the_answer_of_stage_1_nothing_of_the_childrens_procedure_is_split_off_e_43(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    desk.case.state = State.S1_RESPONDED
    with pytest.raises(NotAllowed, match="keeps its next stages"):
        splitting.split(
            desk.db, desk.case, [points_of(desk.db, desk.case)[1].id], Procedure.CORPORATE, **desk.by()
        )  # fmt: skip


def test_a_point_that_was_corporate_all_along_leaves_no_childrens_procedure_s_09(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    second = points_of(desk.db, desk.case)[1]
    second.procedure = Procedure.CORPORATE
    part = splitting.split(desk.db, desk.case, [second.id], Procedure.CORPORATE, **desk.by())
    assert taken_up(desk.db, part) == OTHER
    assert decides(desk, part, Procedure.CORPORATE, "not_standing", standing=Standing.OUTSIDE)


def test_the_table_says_which_ways_are_shut_e_43() -> None:
    assert not any(route_refused("", way, "x") for way in Procedure)
    assert not route_refused(STATUTORY, Procedure.REFUSED, "court")
    assert route_refused(STATUTORY, Procedure.DUTY, "x")
    assert not route_refused(OTHER, Procedure.DUTY, "x")
    assert leaves(STATUTORY, frozenset({Procedure.STATUTORY, Procedure.CORPORATE}))
    assert not leaves(OTHER, frozenset({Procedure.CORPORATE}))
