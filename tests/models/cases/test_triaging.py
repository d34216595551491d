"""Triage: what follows from each decision, and what it may not do."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.deciding import Decision, PointGiven, as_json, from_json
from models.cases.finding import clocks_of, events_of, points_of
from models.cases.opening import Opened
from models.cases.proposing import proposal_of
from models.cases.releasing import letters_of
from models.cases.triaging import NotReady, agree, preview, triage
from models.cases.walling import panel, put_behind
from models.procedure.judgements import Judging
from models.procedure.left_out import LEFT_OUT
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Event, Journey, Procedure, Role, State
from models.tables.account import Account
from models.tables.staff import Staff
from models.tables.words import Letter, Point, ThreadMessage
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.screened import judged

TODAY = MONDAY.date()


def actor_of(account: Account, *roles: Role) -> Actor:
    return Actor(kind="staff", id=account.staff_id, name=account.staff.name, roles=frozenset(roles))


@pytest.fixture
def actor(person: Callable[..., Account]) -> Actor:
    return actor_of(person(Role.OFFICER, name="Priya Shah"), Role.OFFICER)


@pytest.fixture
def responder(person: Callable[..., Account]) -> Staff:
    return person(Role.RESPONDER, name="Dana Reed").staff


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    return make_case(db, keys.staff.ring, now=MONDAY)


@pytest.fixture
def decide(responder: Staff) -> Callable[..., Decision]:
    def make(**change: Any) -> Decision:
        given: dict[str, Any] = {
            "route": Procedure.STATUTORY,
            "reason": "child",
            "points": (PointGiven("Nobody rings me back."),),
            "responder_id": responder.id,
            "safe": "safe",
            "advocate": "offered",
        }
        return Decision(**{**given, **change})

    return make


@pytest.fixture
def do(db: Session, keys: Locks, actor: Actor) -> Callable[..., bool]:
    def run(opened: Opened, decision: Decision, **change: Any) -> bool:
        ring = keys.staff.ring
        return triage(db, opened.case, decision, **{"actor": actor, "keys": ring, "now": MONDAY, **change})

    return run


def events(db: Session, opened: Opened) -> list[Event]:
    return [event.event for event in events_of(db, opened.case)]


def test_a_statutory_complaint_is_routed_acknowledged_and_given_to_a_manager(
    db: Session, opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool], responder: Staff
) -> None:
    assert do(opened, decide())
    case = opened.case
    assert (case.state, case.procedure, case.responder_id) == (State.S1_OPEN, Procedure.STATUTORY, responder.id)
    assert case.officer_id is not None
    assert {Event.ROUTED_STATUTORY, Event.RESPONDER_ASSIGNED, Event.ACKNOWLEDGED} <= set(events(db, opened))
    stopped = {clock.clock for clock in clocks_of(db, case) if clock.stopped_on and not clock.cancelled}
    assert {Clock.TRIAGE, Clock.ACKNOWLEDGE, Clock.PASS_TO_MANAGER} <= stopped
    assert case.next_clock is Clock.S1_RESPONSE


def test_the_letter_says_what_the_preview_said(
    db: Session, opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool], actor: Actor
) -> None:
    shown = preview(db, opened.case, decide(), actor=actor, now=MONDAY)
    do(opened, decide())
    (letter,) = letters_of(db, opened.case)
    assert opened.keys.open_json(Letter.body, letter) == shown.content()
    assert "7 December" in shown.text()
    assert "Nobody rings me back." in shown.text()


def test_wraps_become_quick_ones(
    db: Session, keys: Locks, decide: Callable[..., Decision], do: Callable[..., bool]
) -> None:
    ring = keys.staff.ring
    opened = make_case(db, ring.plus(master=ring["master"].half()), now=MONDAY)
    assert opened.case.thread_wrap[1] == 2
    do(opened, decide())
    assert opened.case.thread_wrap[1] == opened.case.file_wrap[1] == 1


def test_points_keep_their_order_and_what_is_left_out_says_why_k_06(
    db: Session, opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool]
) -> None:
    points = (
        PointGiven("One"),
        PointGiven("The court order", left_out="Ask the court that made it.", ground="court_decided"),
        PointGiven("Two"),
    )
    do(opened, decide(points=points))
    kept = points_of(db, opened.case)
    texts = [opened.keys.open(Point.text, point) for point in kept]
    assert texts == ["One", "Two", f"The court order – {LEFT_OUT['court_decided'].child} Ask the court that made it."]
    assert kept[2].procedure is Procedure.REFUSED
    (letter,) = letters_of(db, opened.case)
    blocks = {block["id"]: block for block in opened.keys.open_json(Letter.body, letter)["blocks"]}
    assert {"excluded", "ombudsman"} <= set(blocks)


def test_nothing_happens_while_something_is_undecided(
    db: Session, opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool]
) -> None:
    with pytest.raises(NotReady) as refused:
        do(opened, decide(safe="", points=(), responder_id=None))
    assert set(refused.value.fields) == {"safe", "points", "responder"}
    assert opened.case.state is State.RECEIVED


def test_the_corporate_route_for_a_child_waits_for_a_second_person_x_01(
    db: Session,
    opened: Opened,
    decide: Callable[..., Decision],
    do: Callable[..., bool],
    actor: Actor,
    keys: Locks,
    person: Callable[..., Account],
) -> None:
    corporate = decide(route=Procedure.CORPORATE, reason="not_function")
    assert not do(opened, corporate)
    assert opened.case.state is State.RECEIVED
    assert not letters_of(db, opened.case)
    waiting = proposal_of(db, opened.case, keys.staff.ring.with_case(opened.case))
    assert waiting is not None
    assert waiting.decision == corporate
    ring = keys.staff.ring
    with pytest.raises(NotAllowed):
        agree(db, opened.case, actor=actor, keys=ring, now=MONDAY)
    manager = actor_of(person(Role.MANAGER), Role.MANAGER)
    agree(db, opened.case, actor=manager, keys=ring, now=MONDAY)
    assert opened.case.state is State.C1_OPEN
    assert opened.case.procedure is Procedure.CORPORATE
    assert opened.case.officer_id == actor.id


def test_a_refusal_needs_a_reason_from_the_list_and_closes_when_its_letter_counts_x_03(
    db: Session, keys: Locks, decide: Callable[..., Decision], do: Callable[..., bool], person: Callable[..., Account],
    actor: Actor,
) -> None:  # fmt: skip
    opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT)
    with pytest.raises(NotReady):
        do(opened, decide(route=Procedure.REFUSED, reason="upheld_before"))
    texts = {"reasons": "A", "evidence": "B", "carried_on": "C", "again": "D"}
    refusal = decide(route=Procedure.REFUSED, reason="court", responder_id=None, **texts)
    with pytest.raises(NotReady, match="Judge this first"):
        do(opened, refusal)
    judged(db, opened, Judging.PROCEEDINGS, "all_waits", actor=actor)
    assert not do(opened, refusal)
    with pytest.raises(NotAllowed):  # E-44: what waits for the complaints manager is not decided past them
        do(opened, decide())
    agree(
        db, opened.case, actor=actor_of(person(Role.MANAGER), Role.MANAGER), keys=keys.staff.ring, now=MONDAY
    )  # fmt: skip
    assert Event.REFUSAL_SENT in events(db, opened)
    assert opened.case.state is State.CLOSED
    (letter,) = letters_of(db, opened.case)
    assert "0300 061 0614" in str(opened.keys.open_json(Letter.body, letter))


def test_a_childs_concern_needs_two_people_and_says_why_and_what_to_do_if_unhappy_e_51_x_01(
    db: Session, keys: Locks, opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool],
    person: Callable[..., Account],
) -> None:  # fmt: skip
    concern = decide(route=Procedure.CONCERN, reason="quick_action", answer_by=TODAY + timedelta(days=3))
    assert not do(opened, concern), "a child's complaint is not made less of by one person (X-01, E-08)"
    assert opened.case.state is State.RECEIVED
    agree(
        db, opened.case, actor=actor_of(person(Role.MANAGER), Role.MANAGER), keys=keys.staff.ring, now=MONDAY
    )  # fmt: skip
    assert opened.case.state is State.CONCERN_OPEN
    (letter,) = letters_of(db, opened.case)
    ids = {block["id"] for block in opened.keys.open_json(Letter.body, letter)["blocks"]}
    assert {"why", "unhappy"} <= ids


def test_thanks_are_passed_on(
    db: Session, keys: Locks, decide: Callable[..., Decision], do: Callable[..., bool]
) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PRAISE)
    do(opened, decide(route=Procedure.COMPLIMENT, reason="thanks", responder_id=None, passed_to="Rosa and her manager"))
    assert Event.THANKED in events(db, opened)
    assert opened.case.state is State.PRAISE_OPEN


def test_nobody_makes_thanks_of_a_complaint_alone_e_08(
    db: Session, keys: Locks, decide: Callable[..., Decision], do: Callable[..., bool]
) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT)
    thanks = {"reason": "thanks", "responder_id": None, "passed_to": "Rosa and her manager"}
    assert not do(opened, decide(route=Procedure.COMPLIMENT, **thanks))
    assert opened.case.state is State.RECEIVED


def test_a_child_is_asked_before_anybody_in_the_service_hears_of_it(
    db: Session,
    keys: Locks,
    decide: Callable[..., Decision],
    do: Callable[..., bool],
    person: Callable[..., Account],
    responder: Staff,
) -> None:
    asked = {"worker": {"worker": "", "ask_first": "ask"}}
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=asked)
    do(opened, decide())
    assert opened.case.responder_id is None
    assert "We will ask you" in str(opened.keys.open_json(Letter.body, letters_of(db, opened.case)[0]))
    other = make_case(db, keys.staff.ring, now=MONDAY, answers=asked)
    with pytest.raises(NotReady):
        do(other, decide(hold_reason="Another child may be hurt"))
    manager = actor_of(person(Role.MANAGER), Role.MANAGER)
    do(other, decide(hold_reason="Another child may be hurt"), actor=manager)
    assert other.case.responder_id == responder.id
    read = db.scalars(select(ThreadMessage).where(ThreadMessage.case_id == other.case.id)).one()
    assert "We could not wait." in other.keys.open(ThreadMessage.body, read), "they hear of it before anybody is told"


def test_a_case_is_decided_once(opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool]) -> None:
    do(opened, decide())
    with pytest.raises(NotAllowed):
        do(opened, decide())


def test_nobody_behind_the_wall_is_given_it_az_04(
    db: Session,
    opened: Opened,
    decide: Callable[..., Decision],
    do: Callable[..., bool],
    actor: Actor,
    responder: Staff,
) -> None:
    put_behind(db, opened.case, responder.id, actor=actor, now=MONDAY)
    with pytest.raises(NotAllowed):
        do(opened, decide())


def test_a_match_is_confirmed_or_taken_down_at_triage(
    db: Session, keys: Locks, decide: Callable[..., Decision], do: Callable[..., bool], person: Callable[..., Account]
) -> None:
    right, wrong = person(name="Karen Cole"), person(name="Karen Webb")
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers={"worker": {"worker": "Karen", "ask_first": "ok"}})
    assert {named.name for named in panel(db, opened.case)} == {"Karen Cole", "Karen Webb"}
    do(opened, decide(walls={right.staff_id: "confirm", wrong.staff_id: "lift"}))
    (named,) = panel(db, opened.case)
    assert (named.name, named.confirmed) == ("Karen Cole", True)
    assert Event.WALL_LIFTED in events(db, opened)


def test_referring_safety_makes_an_alert_that_someone_must_accept_e_41(
    opened: Opened, decide: Callable[..., Decision], do: Callable[..., bool]
) -> None:
    do(opened, decide(safe="referred", safe_note="She says someone hits her."))
    assert opened.case.safety_waiting


def test_a_decision_that_waits_comes_back_the_same(decide: Callable[..., Decision]) -> None:
    decision = decide(
        standing=Standing.PARENT, answer_by=TODAY, walls={uuid.uuid4(): "lift"},
        points=(PointGiven("One", Procedure.CORPORATE), PointGiven("Two", None, "not ours")),
    )  # fmt: skip
    assert from_json(as_json(decision)) == decision


def test_nobody_signs_off_alone(db: Session, opened: Opened, actor: Actor, keys: Locks) -> None:
    with pytest.raises(NotAllowed):
        agree(db, opened.case, actor=actor, keys=keys.staff.ring, now=MONDAY)
    assert not db.scalars(select(Letter)).all()
