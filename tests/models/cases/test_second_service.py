"""At stage 2 no service looks at itself again: who works beside whoever answered first is not asked (K-40, K-82)."""

import uuid

import pytest

from models.cases import allocating, mine, who_decided
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Procedure, Role, State
from models.tables import Staff, Team
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import routed, who


@pytest.fixture
def people(person, db):
    """Mo answered first and leads Dan; Ann works beside him, Sue stands above him; Hal of his team leads others."""
    team = Team(id=uuid.uuid4(), name="Family support", directorate="Children")
    db.add(team)
    db.flush()
    found = {name: person(Role.RESPONDER, name=name) for name in ("Mo", "Ann", "Sue", "Zed", "Hal", "Dan")}
    staff = {name: db.get_one(Staff, account.staff_id) for name, account in found.items()}
    for name in ("Mo", "Ann", "Sue", "Hal"):
        staff[name].team_id = team.id
    staff["Mo"].manager_id = staff["Sue"].id
    staff["Zed"].manager_id, staff["Dan"].manager_id = staff["Hal"].id, staff["Mo"].id
    db.commit()
    return staff


def test_their_service_may_not_answer_again_but_who_stands_above_may_k_40_k_82(db, keys, person, people) -> None:
    officer = who(person(Role.OFFICER))
    case, _ = routed(db, keys.staff.ring, officer)
    allocating.give(db, case, people["Mo"].id, actor=officer, now=MONDAY)
    assert {one.name for one in allocating.who_may_answer(db, case)} >= {"Mo", "Ann", "Sue", "Zed"}
    case.state = State.S2_ADJUDICATION
    assert {one.name for one in allocating.who_may_answer(db, case)} == {"Sue", "Zed", "Hal"}
    assert people["Ann"].id in who_decided.at_second_stage(db, case)
    with pytest.raises(NotAllowed, match="They or their service answered at stage 1"):
        allocating.give(db, case, people["Ann"].id, actor=officer, now=MONDAY)


def test_who_decides_at_stage_2_has_the_case_also_where_stage_1_left_no_points_k_19(db, keys, person) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    ann = who(person(Role.RESPONDER, name="Ann"))
    case.procedure, case.state, case.responder_id = Procedure.STATUTORY, State.S2_ADJUDICATION, ann.id
    db.commit()
    (given,) = mine.given_to(db, ann, MONDAY.date())
    assert (given.case.id, given.points) == (case.id, ())
