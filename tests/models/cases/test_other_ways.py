"""What must wait, the ways beside the stages, another way, and splitting, with the verbs as the pages call them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import freezing, holding, other_routes, reclassifying, recording, splitting, thread
from models.cases.counting import counts
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import find, points_of
from models.cases.proposing import kept_of
from models.cases.releasing import letters_of
from models.cases.triaging import NotReady, triage
from models.cases.walling import put_behind
from models.formats import long_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.routes import ANSWERED_BY_US, WAYS
from models.procedure.screening import ROUTES
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Event, Journey, Procedure, Role, State
from models.tables import Account, Message, RunningClock
from models.tables.screening import Freeze
from models.tables.words import BACK
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.screened import TEXTS, Desk


def test_a_placement_that_ends_tomorrow_goes_up_the_ladder_the_same_day_s_16(
    desk: Desk, person: Callable[..., Account]
) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    given = {"asked_by": "parent", "asked_on": MONDAY.date(), **desk.by()}
    freezing.ask(desk.db, desk.case, what="The move", effect_on=date(2026, 11, 24), **given)
    with pytest.raises(NotAllowed, match="open already"):
        freezing.ask(desk.db, desk.case, what="The move", effect_on=None, **given)
    head = person(Role.DIRECTOR)
    row = desk.db.scalars(select(Freeze)).one()

    def after(minutes: int) -> tuple[int, int, bool]:
        """How many the ladder took up then, who has it now, and whether the director was told."""
        found = freezing.warn(desk.db, desk.keys.worker, now=MONDAY + timedelta(minutes=minutes))
        told = select(Message).where(Message.cause.startswith("freeze:"), Message.cause.contains(str(head.id)))
        return found, row.rung, bool(desk.db.scalars(told).all())

    assert after(0) == (1, 1, False), "past the operational manager at once"
    assert after(30) == (0, 1, False), "the complaints manager has an hour"
    assert after(60) == (1, 2, True), "then it is with the director, on the same day (TW 7.9)"
    assert after(120) == (0, 2, True)
    assert after(24 * 60) == (1, 2, True), "who hears of it again each day until it is decided"
    with pytest.raises(NotAllowed, match="director already"):
        freezing.go_up(desk.db, desk.case, "Again", **desk.by())
    freezing.decide(
        desk.db, desk.case, "frozen", reason="You stay.", risk="None", wishes="To stay", by="Ann", **desk.by()
    )
    assert freezing.warn(desk.db, desk.keys.worker, now=MONDAY + timedelta(days=2)) == 0, "decided, and it rests"
    assert "You stay." in desk.letter("freeze")
    with pytest.raises(NotAllowed, match="made already"):  # two people at once
        freezing.decide(desk.db, desk.case, "part", reason="No.", risk="", wishes="", by="", **desk.by())
    freezing.lift(desk.db, desk.case, row.id, "You have our answer.", **desk.by())
    with pytest.raises(NotAllowed, match="goes on already"):
        freezing.lift(desk.db, desk.case, row.id, "Again", **desk.by())


def test_what_has_days_left_stays_with_the_operational_manager_until_anybody_takes_it_up_e_61(
    desk: Desk, person: Callable[..., Account]
) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    given = {"asked_by": "parent", "asked_on": MONDAY.date(), **desk.by()}
    row = freezing.ask(desk.db, desk.case, what="The move", effect_on=date(2026, 11, 26), **given)
    assert freezing.warn(desk.db, desk.keys.worker, now=MONDAY + timedelta(days=1)) == 0
    freezing.go_up(desk.db, desk.case, "Nobody agrees", **desk.by())
    assert row.rung == 1
    assert freezing.warn(desk.db, desk.keys.worker, now=MONDAY + timedelta(days=1)) == 0
    assert freezing.warn(desk.db, desk.keys.worker, now=MONDAY + timedelta(days=2)) == 1
    assert row.rung == 2


def test_the_day_that_the_letter_of_a_concern_names_is_kept_by_a_clock_k_91_t30(desk: Desk) -> None:
    promised = date(2026, 11, 26)
    desk.decided_by_two(Procedure.CONCERN, "quick_action", desk.manager, answer_by=promised)
    assert "Thursday 26 November 2026" in desk.letter("acknowledgement_concern")
    assert desk.clock(Clock.CONCERN_ANSWER).due_on == promised
    recording.record(desk.db, desk.case, Event.ACKNOWLEDGED, actor=desk.officer, now=MONDAY)
    assert (desk.case.next_clock, desk.case.next_due_on) == (Clock.CONCERN_ANSWER, promised)
    recording.record(desk.db, desk.case, Event.CONCERN_ANSWERED, actor=desk.officer, now=MONDAY)
    assert desk.case.next_clock is not Clock.CONCERN_ANSWER


@pytest.mark.parametrize("way", WAYS)
def test_every_way_has_its_first_letter_its_steps_and_its_end_s_26_s_29_s_30(desk: Desk, way: Procedure) -> None:
    reason = ROUTES[way].reasons[0].id
    more = {"responder_id": None, "passed_to": "Greenbank Care", "standing": Standing.OUTSIDE, **TEXTS}
    if WAYS[way].where:
        with pytest.raises(NotReady, match="Choose who answers" if way in ANSWERED_BY_US else "Say w"):
            desk.decides(way, reason, **{**more, "passed_to": ""})
    assert desk.decides(way, reason, **more)
    assert desk.case.state is State.ASIDE_OPEN
    assert WAYS[way].letter in {letter.kind for letter in letters_of(desk.db, desk.case)}
    assert desk.clock(Clock.ACKNOWLEDGE).stopped_on == MONDAY.date()
    with pytest.raises(NotAllowed, match="has to come first"):
        other_routes.take(desk.db, desk.case, "routed_praise", "x", on=MONDAY.date(), **desk.by())
    while owed := other_routes.what_is_owed(desk.db, desk.case):
        step = next(one for one in other_routes.steps_now(desk.db, desk.case) if one.needed)
        assert owed
        other_routes.take(desk.db, desk.case, step.event, "As agreed.", on=MONDAY.date(), **desk.by())
    others = {one.clock for one in desk.db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None)))}
    assert others <= {Clock.CHASE, Clock.OFFER_ADVOCACY}


def test_an_mp_hears_within_ten_working_days_and_nothing_is_dated_before_its_cause_s_26_k_85(desk: Desk) -> None:
    desk.decides(Procedure.MP, "mp", responder_id=None, passed_to="The head of service")
    assert desk.clock(Clock.MP_RESPONSE).due_on == date(2026, 12, 7)
    with pytest.raises(NotAllowed, match="not before it was received"):
        other_routes.take(desk.db, desk.case, "permission_given", "Yes.", on=date(2026, 11, 2), **desk.by())
    with pytest.raises(NotAllowed, match="not after today"):
        other_routes.take(desk.db, desk.case, "permission_given", "Yes.", on=date(2026, 11, 30), **desk.by())


def test_nothing_answers_an_mp_before_the_person_is_asked_and_a_later_no_brings_it_back_s_26(desk: Desk) -> None:
    desk.decides(Procedure.MP, "mp", responder_id=None, passed_to="The head of service")
    holding.hold_for(desk.db, 10, by=desk.officer, now=MONDAY)

    def take(event: str, note: str) -> None:
        by = date(2026, 12, 18) if event == "holding_sent" else None
        other_routes.take(desk.db, desk.case, event, note, on=MONDAY.date(), by=by, **desk.by())

    with pytest.raises(NotAllowed, match="has to come first"):
        take("route_answered", "Her review was late.")
    take("holding_sent", "We ask her first.")
    take("permission_given", "By phone.")
    take("route_answered", "Her review was late.")
    take("permission_refused", "She rang: not any more.")
    stands = {one.kind: one.state for one in letters_of(desk.db, desk.case)}
    assert stands["route_answer"] == BACK, "it has not left, and does not"


def test_an_answer_that_tells_of_nobody_waits_for_nobody_s_26(desk: Desk) -> None:
    desk.decides(Procedure.MP, "mp", responder_id=None, passed_to="The head of service")
    for event in ("permission_not_needed", "route_answered"):
        other_routes.take(desk.db, desk.case, event, "How many wait.", on=MONDAY.date(), **desk.by())
    assert not other_routes.what_is_owed(desk.db, desk.case)


def test_a_yes_is_taken_back_until_it_is_sent_on_k_86(desk: Desk) -> None:
    desk.decides(Procedure.NHS_WHOLE, "health_whole", responder_id=None, passed_to="The ward")
    for event in ("permission_given", "permission_refused"):
        other_routes.take(desk.db, desk.case, event, "By phone.", on=MONDAY.date(), **desk.by())
    assert desk.clock(Clock.SEND_ON).stopped_on == MONDAY.date()
    assert "sent_on" not in {step.event for step in other_routes.steps_now(desk.db, desk.case)}


def test_a_home_that_fails_to_put_it_right_leads_to_the_statutory_procedure_s_28(desk: Desk) -> None:
    desk.decides(Procedure.PROVIDER, "home", responder_id=None, passed_to="Greenbank Care")
    for event in ("permission_given", "sent_on", "regulator_told", "route_answered"):
        other_routes.take(desk.db, desk.case, event, "As agreed.", on=MONDAY.date(), **desk.by())
    change = reclassifying.Change(Procedure.STATUTORY, "own_right", "Their answer did not put it right.")
    assert reclassifying.propose(desk.db, desk.case, change, **desk.by())
    assert desk.case.state is State.S1_OPEN
    assert "Their answer did not put it right." in desk.letter("reclassified")
    assert desk.clock(Clock.S1_RESPONSE).due_on == date(2026, 12, 7)


def test_nothing_is_downgraded_without_a_reason_a_second_person_and_a_letter_e_08_x_01(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    with pytest.raises(NotAllowed, match="reasons"):
        reclassifying.propose(
            desk.db, desk.case, reclassifying.Change(Procedure.CONCERN, "quick_action", ""), **desk.by()
        )
    change = reclassifying.Change(Procedure.REFUSED, "court", "A court")
    with pytest.raises(NotAllowed, match="cannot be"):  # E-43: what was taken up is never refused
        reclassifying.propose(desk.db, desk.case, change, **desk.by())
    change = reclassifying.Change(Procedure.CORPORATE, "not_function", "It is about a leaflet.")
    assert not reclassifying.propose(desk.db, desk.case, change, **desk.by(desk.manager))
    assert desk.case.procedure is Procedure.STATUTORY
    with pytest.raises(NotAllowed, match="waits for a second person already"):
        reclassifying.propose(desk.db, desk.case, change, **desk.by())
    for who in (desk.manager, desk.officer):
        with pytest.raises(NotAllowed, match="did not decide this"):
            reclassifying.agree(desk.db, desk.case, **desk.by(who))
    second = Actor(kind="staff", id=desk.responder, name="Dana", roles=frozenset({Role.MANAGER}))
    reclassifying.agree(desk.db, desk.case, **desk.by(second))
    assert (desk.case.procedure, desk.case.state) == (Procedure.CORPORATE, State.C1_OPEN)
    assert "It is about a leaflet." in desk.letter("reclassified")
    assert desk.clock(Clock.S1_RESPONSE).cancelled
    due = desk.clock(Clock.C1_RESPONSE).due_on
    told = (
        "One thing.",
        "If we have any of this wrong",
        f"the answer by {long_date(due)}",
        "you can ask for stage 2, and",
    )
    assert all(words in desk.letter("reclassified") for words in told), "what a first letter says (3.2)"
    assert {point.procedure for point in points_of(desk.db, desk.case)} == {Procedure.CORPORATE}


def test_a_case_that_becomes_a_duty_matter_keeps_decision_evidence_and_signpost_e_54_e_08(desk: Desk) -> None:
    desk.decides(Procedure.CORPORATE, "not_standing", standing=Standing.OUTSIDE)
    bare = reclassifying.Change(Procedure.DUTY, "signpost", "It is about council tax.", "The tax office, 01632 960170")
    with pytest.raises(NotAllowed, match="what you looked at"):
        reclassifying.propose(desk.db, desk.case, bare, **desk.by())
    change = replace(bare, evidence="The file, and the bill.")
    with pytest.raises(NotAllowed, match="who can help"):
        reclassifying.propose(desk.db, desk.case, replace(change, where=""), **desk.by())
    assert not reclassifying.propose(desk.db, desk.case, change, **desk.by())
    keys = desk.keys.staff.ring.with_case(desk.case)
    waiting = reclassifying.proposed(desk.db, desk.case, keys)
    assert waiting is not None
    assert waiting.change == change, "who agrees reads all of it"
    reclassifying.agree(desk.db, desk.case, **desk.by(desk.manager))
    assert (desk.case.procedure, desk.case.state) == (Procedure.DUTY, State.ASIDE_OPEN)
    read = desk.letter("reclassified")
    for words in (ROUTES[Procedure.DUTY].reasons[0].adult, "It is about council tax.", "The file, and the bill."):
        assert words in read, "the decision, its reasons and its evidence"
    assert "The tax office, 01632 960170 can help you with this." in read
    assert other_routes.where_it_goes(desk.db, desk.case, keys) == "The tax office, 01632 960170"


def test_what_was_answered_at_stage_1_of_the_childrens_procedure_keeps_its_next_stages_e_43(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    assert Procedure.DUTY not in reclassifying.targets(desk.case), "a duty matter is nobody's complaint"
    desk.case.state = State.S1_RESPONDED
    assert not reclassifying.may_change(desk.case)
    change = reclassifying.Change(Procedure.CORPORATE, "not_function", "It is about a leaflet.")
    with pytest.raises(NotAllowed, match="cannot be dealt with in another way"):
        reclassifying.propose(desk.db, desk.case, change, **desk.by())


def test_who_is_asked_whether_it_may_go_to_others_reads_that_silence_is_no_yes_9_6(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    change = reclassifying.Change(Procedure.NHS_WHOLE, "health_whole", "It is all about the ward.", "The ward")
    keys = desk.keys.staff.ring.with_case(desk.case)
    letter = str(reclassifying.preview(desk.db, desk.case, change, keys=keys, now=MONDAY).content())
    assert "Silence is not a yes." in letter
    assert "One thing." in letter


def test_a_point_for_the_nhs_becomes_a_case_of_its_own_with_its_own_days_x_13_s_08(desk: Desk) -> None:
    points = (PointGiven("The plan was late."), PointGiven("The nurse lost it.", Procedure.NHS_PART))
    assert desk.decides(Procedure.STATUTORY, "own_right", points=points)
    assert "NHS, in part" in desk.letter("acknowledgement_statutory")
    (part,) = splitting.parts_of(desk.db, desk.case)
    assert (part.state, part.received_on) == (State.RECEIVED, desk.case.received_on)
    kept = kept_of(desk.db, part, desk.keys.staff.ring.with_case(part))
    assert kept is not None
    assert [point.text for point in kept.decision.points] == ["The nurse lost it."]
    decision = Decision(
        route=Procedure.NHS_PART, reason="health_part", points=kept.decision.points, safe="safe", passed_to="The clinic"
    )  # fmt: skip
    assert triage(desk.db, part, decision, actor=desk.officer, keys=desk.keys.staff.ring, now=MONDAY)
    assert desk.clock(Clock.NHS_PART, part).due_on == date(2026, 12, 7)
    assert "The clinic" in desk.letter("permission", part)  # the same lock opens it: one page, one file
    assert desk.clock(Clock.S1_RESPONSE).stopped_on is None
    there = counts(desk.db, desk.case.id, now=MONDAY).letters
    assert there == len(thread.letters_of(desk.db, desk.case)) == 2  # one page for both


def test_a_split_keeps_the_wall_and_never_empties_the_first_case_s_09_az_04(
    desk: Desk, person: Callable[..., Account]
) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    named = person(Role.OFFICER, name="Una Named")
    put_behind(desk.db, desk.case, named.staff_id, actor=desk.manager, now=MONDAY)
    ids = [point.id for point in points_of(desk.db, desk.case)]
    with pytest.raises(NotAllowed, match="the whole case"):
        splitting.split(desk.db, desk.case, ids, Procedure.CORPORATE, **desk.by())
    part = splitting.split(desk.db, desk.case, ids[1:], Procedure.CORPORATE, **desk.by())
    kept_out = Actor(kind="staff", id=named.staff_id, name="Una", roles=frozenset({Role.OFFICER}))
    assert find(desk.db, kept_out, part.reference) is None
    assert find(desk.db, desk.officer, part.reference) is not None
    with pytest.raises(NotAllowed, match="changed them meanwhile"):  # two people at once
        splitting.split(desk.db, desk.case, ids[1:], Procedure.CORPORATE, **desk.by())
    assert len(points_of(desk.db, desk.case)) == 1


def test_somebody_outside_the_list_goes_to_the_corporate_procedure_and_not_nowhere_s_27(desk: Desk) -> None:
    outside = {"standing": Standing.OUTSIDE}
    assert desk.decides(Procedure.CORPORATE, "not_standing", **outside)
    assert desk.case.state is State.C1_OPEN


def test_answered_locally_and_registered_late_with_its_true_days_s_13(desk: Desk, db: Session, keys: Locks) -> None:
    late = datetime(2026, 11, 30, 10, tzinfo=UTC)
    desk.opened = make_case(db, keys.staff.ring, now=late, journey=Journey.PARENT, received_at=MONDAY)
    desk.decides(Procedure.AREA, "local", responder_id=None, passed_to="The team")
    assert desk.case.received_on == MONDAY.date()
    other_routes.take(
        desk.db, desk.case, "route_answered", "They answered on Tuesday.", on=date(2026, 11, 24), **desk.by(day=late)
    )  # fmt: skip
    assert other_routes.what_is_owed(desk.db, desk.case) == []
