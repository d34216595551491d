"""Whose first letter could name no manager learns who answers and by when in a letter of its own (K-06, AZ-04)."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases import asking_first, holding, naming_who_answers
from models.cases.allocating import give
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import points_of
from models.cases.naming_who_answers import composed, give_and_tell, owed
from models.cases.opening import Opened
from models.cases.releasing import letters_of
from models.cases.renewing import renewed
from models.cases.triaging import triage
from models.post.letters import compose, council_facts
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import Standing
from models.procedure.terms import Procedure, Role
from models.reading import measure
from models.tables import Account
from models.tables.words import Letter
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.answered import one
from tests.models.post.test_letters import POLICY

ASK = {"worker": {"worker": "", "ask_first": "ask"}}
LATER = MONDAY + timedelta(hours=2)


class Office:
    """An officer, two managers who may answer, and a child's case that was acknowledged on hold."""

    def __init__(self, db: Session, keys: Locks, person: Callable[..., Account]) -> None:
        self.db, self.keys = db, keys
        self.officer: Actor = one(person, Role.OFFICER, "Priya Shah").actor
        self.manager: Actor = one(person, Role.MANAGER, "Nadia Cole").actor
        self.mo: uuid.UUID = one(person, Role.RESPONDER, "Mo Reed").id
        self.ann: uuid.UUID = one(person, Role.RESPONDER, "Ann Other").id

    def decided(self, **more: Any) -> Opened:
        opened = make_case(self.db, self.keys.staff.ring, now=MONDAY, **{"answers": ASK, **more})
        given: dict[str, Any] = {
            "route": Procedure.STATUTORY, "reason": "own_right", "standing": Standing.LOOKED_AFTER,
            "points": (PointGiven("Nobody rings me."), PointGiven("My room is cold.")), "safe": "safe",
            "advocate": "offered",
        }  # fmt: skip
        self.decide(opened, **given)
        return opened

    def decide(self, opened: Opened, **given: Any) -> None:
        if not opened.case.ask_first:
            given["responder_id"] = self.mo
        triage(self.db, opened.case, Decision(**given), actor=self.officer, keys=self.keys.staff.ring, now=MONDAY)

    def gives(self, opened: Opened, who: uuid.UUID, **more: Any) -> bool:
        by = {"actor": self.officer, "now": LATER, "keys": opened.keys}
        return give_and_tell(self.db, opened.case, who, **{**by, **more})

    def read(self, opened: Opened) -> list[str]:
        rows = [row for row in letters_of(self.db, opened.case) if row.kind == naming_who_answers.KIND]
        return [str(opened.keys.open_json(Letter.body, row)) for row in rows]

    def answers(self, opened: Opened, yes: bool) -> None:
        asking_first.answer(self.db, opened.case, yes, actor=SYSTEM, keys=opened.keys, now=MONDAY + timedelta(hours=1))


@pytest.fixture
def office(db: Session, keys: Locks, person: Callable[..., Account]) -> Office:
    return Office(db, keys, person)


def test_after_a_yes_whoever_is_chosen_is_named_with_the_day_k_06(office: Office) -> None:
    opened = office.decided()
    first = str(opened.keys.open_json(Letter.body, letters_of(office.db, opened.case)[0]))
    assert "Then we write to you who looks into it." in first
    assert "Mo Reed" not in first
    with pytest.raises(NotAllowed, match="Ask them first"):
        office.gives(opened, office.mo)
    assert office.read(opened) == []
    office.answers(opened, yes=True)
    assert office.gives(opened, office.mo)
    (letter,) = office.read(opened)
    assert "Mo Reed will look into it." in letter
    assert "7 December" in letter, "the same day as in the first letter"


def test_after_a_no_and_what_is_left_another_manager_is_named_az_04(office: Office) -> None:
    opened = office.decided()
    office.answers(opened, yes=False)
    left = {"actor": office.officer, "keys": opened.keys, "now": LATER}
    asking_first.tell_what_is_left(office.db, opened.case, "We can change your worker.", **left)
    assert office.gives(opened, office.ann)
    assert "Ann Other will look into it." in office.read(opened)[0]


def test_points_given_to_two_are_told_once_everybody_is_known_and_only_once(office: Office) -> None:
    opened = office.decided()
    office.answers(opened, yes=True)
    first, second = [point.id for point in points_of(office.db, opened.case)]
    assert not office.gives(opened, office.mo, point_ids=[first]), "nobody has the other one yet"
    assert office.gives(opened, office.ann, point_ids=[second])
    (letter,) = office.read(opened)
    assert "Mo Reed will look into number 1." in letter
    assert "Ann Other will look into number 2." in letter
    assert not office.gives(opened, office.ann)
    assert len(office.read(opened)) == 1


def test_what_was_left_out_needs_nobody(office: Office) -> None:
    out = PointGiven("The order", left_out="Ask the court.", ground="court_decided")
    points = (PointGiven("Nobody rings me."), out)
    opened = make_case(office.db, office.keys.staff.ring, now=MONDAY, answers=ASK)
    office.decide(
        opened, route=Procedure.STATUTORY, reason="own_right", standing=Standing.LOOKED_AFTER, points=points,
        safe="safe", advocate="offered",
    )  # fmt: skip
    office.answers(opened, yes=True)
    assert office.gives(opened, office.mo, point_ids=[points_of(office.db, opened.case)[0].id])


def test_who_read_a_name_in_the_first_letter_is_not_written_to_again(office: Office) -> None:
    opened = office.decided(answers={})
    assert opened.case.responder_id == office.mo
    assert not office.gives(opened, office.ann)
    assert office.read(opened) == []


def test_a_letter_called_back_names_whoever_it_is_by_then(office: Office) -> None:
    opened = office.decided()
    office.answers(opened, yes=True)
    holding.hold_for(office.db, 5, by=office.manager, now=MONDAY)
    office.gives(opened, office.mo)
    row = next(one for one in letters_of(office.db, opened.case) if one.kind == naming_who_answers.KIND)
    give(office.db, opened.case, office.ann, actor=office.officer, now=LATER)
    before = opened.keys.open_json(Letter.body, row)
    assert "Ann Other" in str(renewed(office.db, opened.case, row, before, now=LATER, keys=opened.keys))


def test_a_day_that_passed_is_said_to_have_passed_and_the_next_stage_is_open_k_15(office: Office) -> None:
    opened = office.decided()
    office.answers(opened, yes=True)
    give(office.db, opened.case, office.mo, actor=office.officer, now=LATER)
    assert owed(office.db, opened.case)
    words = composed(office.db, opened.case, now=MONDAY + timedelta(days=30)).text()
    assert "It is late. We are sorry. You can ask for the next step now." in words


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("who", [[("Mo Ashe", [1, 2])], [("Mo Ashe", [1, 3]), ("Ann Lee", [2])]])
def test_a_child_can_read_it_t_27(late: bool, who: list[tuple[str, list[int]]]) -> None:
    facts = {**council_facts(POLICY), "reference": "CV-7K3M-9Q", "officer": "Mo Ashe", "advocate": None}
    made = compose("who_answers", True, **facts, who=who, answer_by=MONDAY.date(), late=late, concern=False)
    assert measure(made.text(), ["Ashe", "Ann", "Lee", "November"]).grade <= 5
    assert made.text().count("{") == 0
    adult = compose("who_answers", False, **facts, who=who, answer_by=MONDAY.date(), late=late, concern=False).text()
    assert ("Mo Ashe will answer points 1, 3." in adult) is (len(who) > 1)
