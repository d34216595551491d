"""The answer: who writes which part, what it must have, who checks it, and what its release does."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.cases import allocating, answer_release, answering, extending, holding, posting, releasing
from models.cases.answer_gaps import half_sorry
from models.cases.answer_parts import Block, Reply
from models.cases.answering import NotReady, SavedMeanwhile
from models.cases.recording import running_clocks
from models.post.readable import meter
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Finding, Journey, Procedure, State, Way
from models.tables import Action, Answer, CaseEvent, Letter, Point
from tests.models.cases.answered import MANAGER, MONDAY, OFFICER, RESPONDER, at, full, routed, who


@pytest.fixture
def officer_of(person):
    return who(person(OFFICER, name="Priya Shah"))


@pytest.fixture
def responder(person):
    return who(person(RESPONDER, name="Mo Reed"))


@pytest.fixture
def given(db: Session, keys, officer_of, responder):
    case, ring = routed(db, keys.staff.ring, officer_of, points=("Nobody rings me back.", "My room is cold."))
    allocating.give(db, case, responder.id, actor=officer_of, now=MONDAY)
    return case, ring


def write(db, case, ring, actor, **change):
    shown = answering.desk(db, case, actor, ring, now=at(1))
    reply = full(shown, actor.id, **change)
    return answering.save(db, case, reply, seen=shown.marks, actor=actor, now=at(1), keys=ring)


def checked(db, case, ring, writer, checker, **change):
    write(db, case, ring, writer, **change)
    answering.ask_for_check(db, case, actor=writer, now=at(1), keys=ring)
    answering.agree(db, case, actor=checker, now=at(2), keys=ring)


def test_each_point_needs_all_of_its_parts_g_05(db: Session, given, responder) -> None:
    case, ring = given
    shown = write(db, case, ring, responder)
    assert shown.gaps == ()
    empty = replace(
        shown.reply, blocks={shown.points[0].id: Block(), shown.points[1].id: shown.reply.blocks[shown.points[1].id]}
    )
    again = answering.save(db, case, empty, seen=shown.marks, actor=responder, now=at(1), keys=ring)
    assert [gap.field for gap in again.gaps] == ["p1-looked_at", "p1-found", "p1-finding", "p1-why"]
    with pytest.raises(NotReady):
        answering.ask_for_check(db, case, actor=responder, now=at(1), keys=ring)


def test_an_upheld_point_needs_a_remedy_or_a_reason_for_none_x_15(db: Session, given, responder) -> None:
    case, ring = given
    shown = write(db, case, ring, responder)
    bare = {p.id: replace(shown.reply.block(p.id), actions=()) for p in shown.points}
    again = answering.save(
        db, case, replace(shown.reply, blocks=bare), seen=shown.marks, actor=responder, now=at(1), keys=ring
    )
    assert [gap.field for gap in again.gaps] == ["p1-a1-text", "p2-a1-text"]
    said = {p.id: replace(bare[p.id], no_action="It has been mended.") for p in shown.points}
    done = answering.save(
        db, case, replace(again.reply, blocks=said), seen=again.marks, actor=responder, now=at(1), keys=ring
    )
    assert done.gaps == ()


def test_fault_needs_an_apology_and_others_must_be_thought_of_e_45(db: Session, given, responder) -> None:
    case, ring = given
    shown = write(db, case, ring, responder, apology="", others="")
    assert [gap.field for gap in shown.gaps] == ["apology", "others"]


def test_every_wish_gets_a_decision_and_a_reason(db: Session, keys, officer_of) -> None:
    answers = {"wants": {"wants": ["sorry", "meet", "dont_know"], "words": "A new bed"}}
    case, ring = routed(db, keys.staff.ring, officer_of, answers=answers)
    shown = answering.desk(db, case, officer_of, ring, now=at(1))
    assert [wish.asked for wish in shown.reply.wishes] == [
        "I want someone to say sorry", "I want to meet and talk", "A new bed",
    ]  # fmt: skip
    assert {gap.field for gap in shown.gaps} >= {"w1-decided", "w1-why", "w3-decided"}


def test_text_too_hard_for_a_child_needs_a_reason(db: Session, given, responder) -> None:
    hard = "Notwithstanding organisational considerations, communication was unfortunately unsatisfactory. " * 40
    case, ring = given
    shown = write(db, case, ring, responder, opening=hard)
    assert [gap.field for gap in shown.gaps] == ["hard_because"]
    again = replace(shown.reply, hard_because="They asked for the exact words.")
    assert answering.save(db, case, again, seen=shown.marks, actor=responder, now=at(1), keys=ring).gaps == ()


def test_the_reading_age_is_for_a_child_or_whoever_asked_for_easy_read(db: Session, keys, officer_of) -> None:
    easy = {"needs": {"needs": ["easy_read"]}}
    for answers, limit in ((easy, 6), ({}, None)):
        case, ring = routed(db, keys.staff.ring, officer_of, journey=Journey.PARENT, answers=answers)
        assert answering.desk(db, case, officer_of, ring, now=at(1)).meter.limit == limit


@pytest.mark.parametrize(
    "text", ["We are sorry you feel upset.", "Sorry if this hurt you", "I apologise that you felt alone"]
)
def test_half_an_apology_is_pointed_out(text: str) -> None:
    assert half_sorry(text)


def test_a_whole_apology_is_left_alone() -> None:
    assert half_sorry("We are sorry that we did not ring you. It was our mistake.") is None


def test_jargon_comes_with_kinder_words() -> None:
    assert ("contact", "seeing your family") in meter(["Your contact was moved."], easy=True).reading.jargon


def test_a_manager_answers_only_the_points_that_are_theirs(db: Session, given, officer_of, responder, person) -> None:
    case, ring = given
    other = who(person(RESPONDER))
    second = db.query(Point).filter_by(case_id=case.id, number=2).one()
    allocating.give(db, case, other.id, actor=officer_of, now=MONDAY, point_ids=[second.id])
    assert [p.number for p in answering.desk(db, case, other, ring, now=at(1)).mine] == [2]
    assert [p.number for p in answering.desk(db, case, responder, ring, now=at(1)).mine] == [1]
    write(db, case, ring, responder)
    shown = write(db, case, ring, other, opening="Not theirs to write.")
    assert shown.reply.opening == "Thank you for telling us."
    assert shown.gaps == ()


def test_the_second_to_save_sees_both_texts_r4(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    first = write(db, case, ring, responder)
    theirs = replace(first.reply, opening="Hello from Mo.")
    answering.save(db, case, theirs, seen=first.marks, actor=responder, now=at(1), keys=ring)
    mine = replace(first.reply, opening="Hello from Priya.")
    with pytest.raises(SavedMeanwhile) as caught:
        answering.save(db, case, mine, seen=first.marks, actor=officer_of, now=at(1), keys=ring)
    assert caught.value.theirs == {"opening": "Hello from Mo."}


def test_two_people_on_two_points_do_not_get_in_each_others_way_r4(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    first = write(db, case, ring, responder)
    a, b = (point.id for point in first.points)
    one = replace(first.reply, blocks={**first.reply.blocks, a: replace(first.reply.block(a), why="One.")})
    two = replace(first.reply, blocks={**first.reply.blocks, b: replace(first.reply.block(b), why="Two.")})
    answering.save(db, case, one, seen=first.marks, actor=responder, now=at(1), keys=ring)
    after = answering.save(db, case, two, seen=first.marks, actor=officer_of, now=at(1), keys=ring)
    assert (after.reply.block(a).why, after.reply.block(b).why) == ("One.", "Two.")


def test_whoever_wrote_any_of_it_may_not_check_it(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    write(db, case, ring, responder)
    write(db, case, ring, officer_of, opening="Priya wrote this line.")
    answering.ask_for_check(db, case, actor=responder, now=at(1), keys=ring)
    with pytest.raises(NotAllowed):
        answering.agree(db, case, actor=officer_of, now=at(1), keys=ring)


def test_an_answer_sent_back_carries_the_comment(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    write(db, case, ring, responder)
    answering.ask_for_check(db, case, actor=responder, now=at(1), keys=ring)
    answering.give_back(db, case, "Say who was rung.", actor=officer_of, now=at(1), keys=ring)
    shown = answering.desk(db, case, responder, ring, now=at(1))
    assert (shown.state, shown.reply.comments[-1].text) == ("returned", "Say who was rung.")


def test_a_change_after_the_check_is_checked_again(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    checked(db, case, ring, responder, officer_of)
    assert write(db, case, ring, responder, opening="One more thing.").state == "writing"
    with pytest.raises(NotAllowed):
        answer_release.let_go(db, case, actor=responder, now=at(3), keys=ring)


def test_the_release_keeps_findings_actions_and_letter_together_k_18(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    checked(db, case, ring, responder, officer_of)
    letter = answer_release.let_go(db, case, actor=responder, now=at(3), keys=ring)
    assert (letter.way, letter.event, letter.counted_on) == (Way.HERE, Event.S1_ANSWERED, date(2026, 12, 3))
    assert case.state is State.S1_RESPONDED
    assert {p.finding for p in db.query(Point).filter_by(case_id=case.id)} == {Finding.UPHELD}
    actions = db.query(Action).filter_by(case_id=case.id).all()
    assert [ring.open(Action.text, action) for action in actions] == ["Rosa will ring you."] * 2
    content = ring.open_json(Letter.body, letter)
    ids = [block["id"] for block in content["blocks"]]
    assert ids == ["opening", "answers", "point_1", "point_2", "apology", "next_stage", "advocate", "ombudsman", "sign"]
    assert not [clock for clock in running_clocks(db, case) if clock.clock is Clock.S1_RESPONSE]
    assert db.query(Answer).filter_by(case_id=case.id).one().state == "released"
    with pytest.raises(NotAllowed):
        write(db, case, ring, responder)


def test_nothing_goes_unchecked(db: Session, given, responder) -> None:
    case, ring = given
    write(db, case, ring, responder)
    with pytest.raises(NotAllowed):
        answer_release.let_go(db, case, actor=responder, now=at(3), keys=ring)
    assert db.query(Letter).filter_by(case_id=case.id).count() == 0


@pytest.mark.parametrize(
    ("procedure", "state"),
    [(Procedure.CORPORATE, State.C1_RESPONDED), (Procedure.CONCERN, State.CONCERN_ANSWERED)],
)
@pytest.mark.parametrize("journey", [Journey.YOUNG_PERSON, Journey.PARENT])
def test_every_kind_of_answer_goes_out(db: Session, keys, person, officer_of, procedure, state, journey) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, procedure=procedure, journey=journey)
    checked(db, case, ring, officer_of, who(person(MANAGER)))
    answer_release.let_go(db, case, actor=officer_of, now=at(3), keys=ring)
    assert case.state is state


def test_an_outcome_told_by_phone_is_confirmed_in_five_days_k_17(db: Session, given, officer_of, responder) -> None:
    case, ring = given
    told = date(2026, 12, 1)
    answer_release.tell_outcome(
        db, case, how="phone", on=told, said="Told Sam.", actor=responder, now=at(1, 15), keys=ring
    )
    clock = next(c for c in running_clocks(db, case) if c.clock is Clock.S1_CONFIRM)
    assert clock.due_on == date(2026, 12, 8)
    assert [c.clock for c in running_clocks(db, case) if c.clock is Clock.S1_RESPONSE]  # only paper stops it (K-18)
    checked(db, case, ring, responder, officer_of)
    letter = answer_release.let_go(db, case, actor=responder, now=at(3), keys=ring)
    assert (letter.kind, letter.event, case.state) == ("confirmation", Event.CONFIRMATION_SENT, State.S1_RESPONDED)
    assert not {Clock.S1_CONFIRM, Clock.S1_RESPONSE} & {c.clock for c in running_clocks(db, case)}


def test_the_clock_stops_on_the_day_a_letter_is_posted_k_18(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, holder=False)
    manager = who(person(MANAGER))
    db.query(releasing.SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"allowed": True})
    db.query(releasing.SafeWay).filter_by(case_id=case.id, way=Way.HERE).update({"allowed": False})
    checked(db, case, ring, officer_of, manager)
    letter = answer_release.let_go(db, case, actor=officer_of, now=at(3), keys=ring)
    assert (letter.way, case.state) == (Way.POST, State.S1_OPEN)
    holding.agree(db, case, letter, actor=manager, now=at(3))  # none has gone to this address before (PRV-11)
    assert [found.id for _, found in posting.to_post(db, manager)] == [letter.id]
    for day in (date(2026, 12, 2), date(2026, 12, 5)):  # before it was released; a day that has not come
        with pytest.raises(NotAllowed):
            posting.mark_as_posted(db, case, letter, on=day, actor=officer_of, now=at(4))
    posting.mark_as_posted(db, case, letter, on=date(2026, 12, 3), actor=officer_of, now=at(4))
    assert case.state is State.S1_RESPONDED
    answered = db.query(CaseEvent).filter_by(case_id=case.id, event=Event.S1_ANSWERED).one()
    assert answered.on == date(2026, 12, 3)
    assert posting.to_post(db, manager) == []


def test_a_call_comes_first_and_the_written_answer_is_still_owed_k_17(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, holder=False)
    db.query(releasing.SafeWay).filter_by(case_id=case.id).update({"allowed": False})
    checked(db, case, ring, officer_of, who(person(MANAGER)))
    letter = answer_release.let_go(db, case, actor=officer_of, now=at(3), keys=ring)
    posting.record_call(db, case, letter, "Told her.", on=date(2026, 12, 3), actor=officer_of, now=at(3), keys=ring)
    assert (letter.way, letter.counted_on, case.state) == (Way.CALL, None, State.S1_OPEN)
    assert Clock.S1_CONFIRM in {c.clock for c in running_clocks(db, case)}
    posting.mark_as_posted(db, case, letter, on=date(2026, 12, 4), actor=officer_of, now=at(4))
    assert case.state is State.S1_RESPONDED


def test_a_reply_survives_being_kept() -> None:
    reply = Reply(blocks={str(uuid.uuid4()): Block(why="x")}, touched={"frame": "a"}, writers=("a",))
    assert Reply.of(reply.kept()) == reply


def test_more_time_is_not_asked_for_twice(db: Session, given, officer_of) -> None:
    case, ring = given
    ask = {"new_due": date(2026, 12, 14), "reason": "x", "actor": officer_of, "now": MONDAY, "keys": ring}
    extending.ask(db, case, **ask)
    with pytest.raises(NotAllowed):
        extending.ask(db, case, **ask)


def test_words_in_another_language_are_not_measured_as_english() -> None:
    """The meter says that it cannot measure them, and asks who read them, where easy words are needed."""
    polish = "Przepraszamy. Sprawdzimy, dlaczego nikt do ciebie nie oddzwonił, i powiemy ci o tym do piątku."
    measured = meter([polish], easy=True)
    assert not measured.english
    assert not measured.too_hard
    assert measured.unknown
    assert not meter([polish], easy=False).unknown
    assert meter(["We are sorry. We will find out why nobody rang you back."], easy=True).english
