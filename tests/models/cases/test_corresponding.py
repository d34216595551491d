"""Messages, notes, points, links, asking first, the timeline, and registering what was said."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import credentials
from models.audit import Actor
from models.cases import asking_first, corresponding, linking, points, timeline
from models.cases.caring_details import statement_of, suggested_points, words_of
from models.cases.finding import events_of, points_of
from models.cases.opening import Opened
from models.cases.registering import Told, register
from models.cases.thread import messages_of
from models.cases.walling import panel
from models.cases.words_made import lock_words
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Advocate, Channel, Event, Journey, Procedure, Role, Safe, State, Way
from models.reading import measure
from models.sealing import Blob
from models.tables.account import Account
from models.tables.case import Case
from models.tables.message import Message
from models.tables.words import Note, Point, PointChange, TheirWords, ThreadMessage
from tests.conftest import MONDAY, Locks
from tests.making import make_case, spoil

EMAIL = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@mail.example"}}


@pytest.fixture
def actor(person: Callable[..., Account]) -> Actor:
    account = person(Role.OFFICER, name="Priya Shah")
    return Actor(kind="staff", id=account.staff_id, name="Priya Shah", roles=frozenset({Role.OFFICER}))


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    return make_case(db, keys.staff.ring, now=MONDAY, answers=EMAIL)


def test_a_message_is_told_of_by_a_notice_that_says_nothing_prv_10(db: Session, opened: Opened, actor: Actor) -> None:
    theirs = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY, holder_id=uuid.uuid4())
    opened.keys.seal(ThreadMessage.body, theirs, "Hello?")
    db.add(theirs)
    message = corresponding.send_message(
        db, opened.case, "We will ring on Friday", actor=actor, keys=opened.keys, now=MONDAY
    )
    (notice,) = db.scalars(select(Message).where(Message.kind == "notice")).all()
    assert (notice.cause, notice.way, notice.work) == (f"message:{message.id}", Way.EMAIL, None)
    assert isinstance(message.body, Blob)
    assert theirs.seen_at == MONDAY
    assert opened.case.waiting_on == "person"


def test_nobody_is_written_to_who_did_not_say_it_is_safe(db: Session, keys: Locks, actor: Actor) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    corresponding.send_message(db, opened.case, "Hello", actor=actor, keys=opened.keys, now=MONDAY)
    assert not db.scalars(select(Message).where(Message.kind == "notice")).all()
    assert corresponding.way_to(db, opened.case) is Way.HERE


def test_notes_are_for_the_file(db: Session, opened: Opened, actor: Actor) -> None:
    made = corresponding.add_note(
        db, opened.case, "Spoke to Rosa", kind="call", actor=actor, keys=opened.keys, now=MONDAY
    )
    assert opened.keys.open(Note.body, made) == "Spoke to Rosa"
    assert [n.id for n in corresponding.notes_of(db, opened.case)] == [made.id]
    with pytest.raises(NotAllowed):
        corresponding.add_note(db, opened.case, "x", kind="triage", actor=actor, keys=opened.keys, now=MONDAY)


def test_points_are_added_moved_reworded_and_dropped(db: Session, opened: Opened, actor: Actor) -> None:
    who: dict[str, Any] = {"actor": actor, "now": MONDAY}
    one, two = (
        points.add_point(db, opened.case, text, procedure=Procedure.STATUTORY, keys=opened.keys, **who)
        for text in ("One", "Two")
    )
    points.move(db, opened.case, two.id, up=True, **who)
    points.move(db, opened.case, two.id, up=True, **who)  # already first
    points.reword(db, opened.case, one.id, "One, better", procedure=None, keys=opened.keys, **who)
    assert [opened.keys.open(Point.text, p) for p in points_of(db, opened.case)] == ["Two", "One, better"]
    points.drop(db, opened.case, two.id, "same", keys=opened.keys, **who)
    with pytest.raises(NotAllowed):
        points.drop(db, opened.case, one.id, "same", keys=opened.keys, **who)
    three = points.add_point(db, opened.case, "Three", procedure=None, keys=opened.keys, **who)
    assert three.number == 3  # a number that was dropped is not given again


def test_who_was_told_of_a_point_reads_why_it_is_taken_away_and_never_after_the_answer_x_13(
    db: Session, opened: Opened, actor: Actor
) -> None:
    who: dict[str, Any] = {"actor": actor, "now": MONDAY, "keys": opened.keys}
    one, two = (points.add_point(db, opened.case, words, procedure=None, **who) for words in ("One", "Two"))
    opened.case.state, opened.case.procedure, opened.case.route_reason = State.S1_OPEN, Procedure.STATUTORY, "own_right"
    points.drop(db, opened.case, two.id, "ours", **who)
    [told] = messages_of(db, opened.case)
    said = opened.keys.open(ThreadMessage.body, told)
    assert "“Two” You did not say this. We got it wrong, and we are sorry." in said
    assert measure(said).grade <= 5
    points.add_point(db, opened.case, "Three", procedure=None, **who)
    opened.case.state = State.S1_RESPONDED
    with pytest.raises(NotAllowed, match="What was answered stays a point"):
        points.drop(db, opened.case, one.id, "theirs", **who)


def test_what_they_say_is_wrong_is_settled_once(db: Session, opened: Opened, actor: Actor) -> None:
    change = PointChange(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY)
    opened.keys.seal(PointChange.text, change, "You missed my brother")
    db.add(change)
    db.flush()
    points.settle(db, opened.case, change.id, actor=actor, now=MONDAY)
    assert not points.open_changes(db, opened.case)
    with pytest.raises(NotAllowed):
        points.settle(db, opened.case, change.id, actor=actor, now=MONDAY)


def test_only_a_yes_or_a_manager_lifts_the_hold(db: Session, keys: Locks, actor: Actor) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers={"worker": {"worker": "", "ask_first": "ask"}})
    who: dict[str, Any] = {"actor": actor, "keys": opened.keys, "now": MONDAY}
    asking_first.settle(db, opened.case, asking_first.NEVER, "", **who)
    assert opened.case.ask_first
    with pytest.raises(NotAllowed):
        asking_first.settle(db, opened.case, asking_first.OVERRULED, "Risk", **who)
    asking_first.settle(db, opened.case, asking_first.AGREED, "Said so on the phone", **who)
    assert not opened.case.ask_first
    assert "Said so on the phone" in {entry.text for entry in timeline.entries(db, opened.case, opened.keys)}


def test_a_case_one_may_not_see_cannot_be_linked_az_02(db: Session, keys: Locks, opened: Opened, actor: Actor) -> None:
    other = make_case(db, keys.staff.ring, now=MONDAY)
    linking.link(db, opened.case, other.case.reference, "sibling", actor=actor, now=MONDAY)
    linking.link(db, opened.case, other.case.reference, "sibling", actor=actor, now=MONDAY)
    assert [found.id for found, _ in linking.linked(db, other.case, actor)] == [opened.case.id]
    stranger = Actor(kind="staff", id=actor.id, roles=frozenset({Role.RESPONDER}))
    with pytest.raises(NotAllowed, match="There is no case"):
        linking.link(db, opened.case, other.case.reference, "sibling", actor=stranger, now=MONDAY)


def test_an_item_that_cannot_be_opened_hides_nothing_else_enc_03(db: Session, opened: Opened, actor: Actor) -> None:
    (row,) = db.scalars(select(TheirWords)).all()
    spoil(db, row)
    db.flush()
    (sent,) = words_of(db, opened.case, opened.keys)
    assert sent.questions is None
    assert statement_of(db, opened.case, opened.keys) is None
    assert suggested_points(None, opened.case) == []


def told(**change: Any) -> Told:
    given: dict[str, Any] = {
        "journey": Journey.YOUNG_PERSON,
        "channel": Channel.PHONE,
        "received_at": MONDAY - timedelta(days=3),
        "words": "My key worker shouts at me.\n\nI want to move.",
        "form_instance": uuid.uuid4(),
        "name": "Sam",
        "worker": "",
        "ways": (Way.EMAIL,),
        "email": "sam@mail.example",
    }
    return Told(**{**given, **change})


def test_what_was_said_by_phone_counts_from_the_day_it_was_first_heard_k_01(
    db: Session, keys: Locks, actor: Actor
) -> None:
    given = told(advocate=Advocate.NOT_NOW)
    made = register(
        db, given, reference="CV-REG1", council="ashbourne", fresh=None, keys=keys.staff.ring, actor=actor, now=MONDAY
    )
    assert isinstance(made, Opened)
    case = made.case
    assert (case.channel, case.received_on.isoformat(), case.young_person) == (Channel.PHONE, "2026-11-20", True)
    assert Event.REGISTERED in [event.event for event in events_of(db, case)]
    statement = statement_of(db, case, made.keys)
    assert suggested_points(statement, case) == ["My key worker shouts at me.", "I want to move."]
    again = register(
        db, given, reference="CV-REG2", council="ashbourne", fresh=None, keys=keys.staff.ring, actor=actor, now=MONDAY
    )
    assert isinstance(again, Case)
    assert again.reference == "CV-REG1"


def test_words_can_be_made_for_somebody_who_rang(db: Session, keys: Locks, actor: Actor, settings: Any) -> None:
    credentials.prepare(settings.runtime, 8, 1, 1, test=True)
    fresh = lock_words(
        "CV-NEW1", ("one", "two"), credentials.new_salt(), stretch=credentials.stretch, pepper=(1, b"p" * 32)
    )
    made = register(
        db, told(), reference="", council="ashbourne", fresh=fresh, keys=keys.staff.ring, actor=actor, now=MONDAY
    )
    assert isinstance(made, Opened)
    assert made.case.reference == "CV-NEW1"


def test_a_worker_named_on_the_phone_is_walled_off_whoever_rang_az_04(
    db: Session, keys: Locks, actor: Actor, person: Callable[..., Account]
) -> None:
    person(name="Karen Cole")
    for journey in (Journey.YOUNG_PERSON, Journey.PARENT, Journey.ADVOCATE):
        made = register(
            db, told(journey=journey, worker="Karen"), reference=f"CV-{journey.value}", council="ashbourne",
            fresh=None, keys=keys.staff.ring, actor=actor, now=MONDAY,
        )  # fmt: skip
        assert isinstance(made, Opened)
        assert [named.name for named in panel(db, made.case)] == ["Karen Cole"]


def test_somebody_who_is_not_safe_on_the_phone_raises_an_alert(db: Session, keys: Locks, actor: Actor) -> None:
    made = register(
        db, told(safe=Safe.NO, worker="Karen"), reference="CV-X", council="ashbourne",
        fresh=None, keys=keys.staff.ring, actor=actor, now=MONDAY,
    )  # fmt: skip
    assert isinstance(made, Opened)
    assert made.case.safety_waiting
    assert made.case.safe is Safe.NO


def test_nothing_is_received_tomorrow(db: Session, keys: Locks, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        register(
            db, told(received_at=MONDAY + timedelta(minutes=1)), reference="CV-X", council="ashbourne",
            fresh=None, keys=keys.staff.ring, actor=actor, now=MONDAY,
        )  # fmt: skip
