"""The parts of the queue's order and its filters, each spelled as the index that holds it.

Who asks and which day it is are filled in when the query runs, so that each is put together once.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    ScalarSelect,
    Subquery,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
    union,
)
from sqlalchemy.orm import aliased

from models.cases.agreeing import PROPOSED
from models.cases.lateness import late
from models.cases.posting import waits_for_hands
from models.cases.proposing import decision_waits
from models.cases.their_turn import waiting_ones
from models.procedure.routes import ASIDES
from models.procedure.terms import Procedure, State
from models.tables.audit import AuditRow
from models.tables.case import TO_AGREE, TO_LOOK, Case
from models.tables.history import Extension
from models.tables.words import CHECK as LETTER_CHECK
from models.tables.words import Answer, Letter, PointChange, ThreadMessage

TO_CHECK = "to_check"
DECIDED = "Decided: a complaints manager has to agree"
NOT_A_COMPLAINT = (Procedure.CONCERN, Procedure.COMPLIMENT, Procedure.COMMENT, Procedure.REFUSED, *sorted(ASIDES))


class Show(StrEnum):
    """The filters, each a link."""

    ALL = "all"
    NEW = "new"
    MINE = "mine"
    WROTE = "wrote"
    UNSEEN = "unseen"
    CHECK = "check"
    SAFETY = "safety"
    FREEZE = "freeze"
    SOON = "soon"
    LATE = "late"
    PERSON = "person"
    SERVICE = "service"
    OTHER = "other"
    CLOSED = "closed"


class Place(StrEnum):
    """Which part of the order a case stands in."""

    SAFETY = "1"
    TALK = "1t"  # not sure that they are safe, and nobody has talked to them (experience 2.5)
    FREEZE = "2"
    YOUNG = "3"
    REST = "4"
    CLOSED = "5"


BY_TIME = (Place.SAFETY, Place.TALK)  # ordered by when they came
OPEN = (Place.SAFETY, Place.TALK, Place.FREEZE, Place.YOUNG, Place.REST)
ME: Any = bindparam("me", type_=Case.id.type)
_TODAY, _SOON, _FREEZE_BY = (bindparam(name, type_=Date) for name in ("today", "soon", "freeze_by"))
_is_open = Case.closed_on.is_(None)
_here = and_(_is_open, Case.waiting_on != TO_LOOK)  # what came in with a register has a list of its own
# Spelled as in the partial indexes: SQLite uses one only where the query says the very same thing.
_YES: ColumnElement[bool] = literal_column("true", Boolean)
_NO: ColumnElement[bool] = literal_column("false", Boolean)
_waiting = Case.safety_waiting == _YES
_SAFETY_TALK: ColumnElement[str] = literal_column("'safety_talk'")
_talk = Case.next_clock == _SAFETY_TALK
_calm = and_(Case.safety_waiting == _NO, Case.next_clock.is_distinct_from(_SAFETY_TALK))


def _undecided() -> ColumnElement[bool]:
    return and_(_is_open, Case.freeze_on.is_not(None), Case.freeze_decided == _NO)


def waits() -> dict[str, ColumnElement[bool]]:
    """What a second person is waited for, by what a row says of it."""
    more_time = exists().where(Extension.case_id == Case.id, Extension.answer == PROPOSED)
    return {
        DECIDED: decision_waits(),
        "An answer waits for a check": exists().where(Answer.case_id == Case.id, Answer.state == TO_CHECK),
        "More time waits for a manager to agree": more_time,
        "A letter waits for a second person": exists().where(Letter.case_id == Case.id, Letter.state == LETTER_CHECK),
    }


def _looked_at(case_id: Any) -> ColumnElement[bool]:
    return exists().where(AuditRow.object_id == case_id, AuditRow.action == "view", AuditRow.actor_kind == "staff")


_one = aliased(Case)
_about_safety = union(  # each by its own index; an "or" of the two would read every case
    select(_one.id).where(_one.safety_waiting == _YES),
    select(_one.id).where(_one.next_clock == _SAFETY_TALK),
)
_unread = and_(ThreadMessage.from_staff_id.is_(None), ThreadMessage.seen_at.is_(None))
_written_to_us = select(ThreadMessage.case_id).where(_unread)
_part = aliased(Case)
_parts_of_what_is_written = select(_part.id).where(_part.part_of_id.in_(_written_to_us))

_corrects = aliased(Case)
_corrected = (  # of a case that is over nobody settles a point any more
    select(PointChange.case_id)
    .join(_corrects, _corrects.id == PointChange.case_id)
    .where(PointChange.settled_at.is_(None), _corrects.closed_on.is_(None), _corrects.state != State.WITHDRAWN)
)


_DAY_AGO: Any = bindparam("day_ago", type_=Case.received_at.type)
_new = aliased(Case)
_nobody_looked = (  # at what came, or at what they wrote since, for a working day (experience 2.10)
    select(_new.id).where(
        _new.state == State.RECEIVED, _new.closed_on.is_(None), _new.waiting_on != TO_LOOK,
        _new.received_at <= _DAY_AGO, ~_looked_at(_new.id),
    )
)  # fmt: skip
_unread_for_a_day = _written_to_us.where(ThreadMessage.at <= _DAY_AGO)
_parts_unread_for_a_day = select(_part.id).where(_part.part_of_id.in_(_unread_for_a_day))


def looked_at() -> ColumnElement[bool]:
    """Whether one of us has opened it since it came (AUD-07)."""
    return _looked_at(Case.id)


def wrote_at() -> ScalarSelect[datetime]:
    """Since when a message of theirs waits to be read. A part of a case shares the thread of the first (E-56)."""
    of_case = ThreadMessage.case_id == Case.origin_id
    return select(func.min(ThreadMessage.at)).where(_unread, of_case).correlate(Case).scalar_subquery()


def says_wrong() -> ColumnElement[bool]:
    """Whether they say that a point is wrong, or missing, and nobody has settled it (rules 3.2)."""
    return exists(_corrected.where(PointChange.case_id == Case.id))


def condition(show: Show) -> ColumnElement[bool]:
    second = or_(*waits().values())  # what waits for one of us waits for nobody else
    conditions: dict[Show, ColumnElement[bool]] = {
        Show.ALL: _here,
        Show.NEW: and_(_here, Case.state == State.RECEIVED, Case.waiting_on != TO_AGREE),
        Show.MINE: and_(_is_open, Case.officer_id == ME),
        Show.WROTE: Case.id.in_(
            union(_written_to_us, _parts_of_what_is_written, _corrected, *waiting_ones())
        ),  # closed ones too
        Show.UNSEEN: Case.id.in_(union(_nobody_looked, _unread_for_a_day, _parts_unread_for_a_day)),
        Show.CHECK: and_(_is_open, second),
        Show.SAFETY: and_(_is_open, Case.id.in_(_about_safety)),
        Show.FREEZE: _undecided(),
        Show.SOON: and_(_is_open, Case.next_due_on >= _TODAY, Case.next_due_on <= _SOON),
        Show.LATE: and_(_is_open, late(_TODAY)),
        Show.PERSON: and_(_is_open, Case.waiting_on == "person", ~second, ~waits_for_hands()),
        Show.SERVICE: and_(_is_open, Case.waiting_on == "service", ~second, ~waits_for_hands()),
        Show.OTHER: and_(_is_open, Case.procedure.in_(NOT_A_COMPLAINT)),
        Show.CLOSED: Case.closed_on.is_not(None),
    }
    return conditions[show]


def part(place: Place, base: ColumnElement[bool], after: Place | None, size: int) -> Subquery:
    """The first cases of one part of the order, with what they are ordered by."""
    frozen = and_(_undecided(), Case.freeze_on <= _FREEZE_BY)
    inside: dict[Place, ColumnElement[bool]] = {
        Place.SAFETY: _waiting,
        Place.TALK: and_(_talk, Case.safety_waiting == _NO),
        Place.FREEZE: and_(_calm, frozen),
        Place.YOUNG: and_(_calm, ~frozen, Case.young_person == _YES),
        Place.REST: and_(_calm, ~frozen, Case.young_person == _NO),
    }
    order: Any = {Place.FREEZE: Case.freeze_on, **dict.fromkeys(BY_TIME, Case.received_at)}.get(place, Case.next_due_on)
    at = order if place in BY_TIME else cast(null(), Case.received_at.type)
    day = cast(null(), Date) if place in BY_TIME else order
    return (
        select(Case.id.label("id"), literal(place.value).label("place"), at.label("at"), day.label("day"))
        .where(base, inside[place], _beyond(place, order, after))
        .order_by(order, Case.id)
        .limit(size + 1)
        .subquery()
    )


def closed(base: ColumnElement[bool], after: Place | None, size: int) -> Subquery:
    beyond: ColumnElement[bool] = true()
    if after is Place.CLOSED:
        key, last = bindparam("key", type_=Date), bindparam("last", type_=Case.id.type)
        beyond = or_(Case.closed_on < key, and_(Case.closed_on == key, Case.id > last))
    return (
        select(
            Case.id.label("id"), literal(Place.CLOSED.value).label("place"),
            cast(null(), Case.received_at.type).label("at"), Case.closed_on.label("day"),
        )
        .where(base, beyond)
        .order_by(Case.closed_on.desc(), Case.id)
        .limit(size + 1)
        .subquery()
    )  # fmt: skip


def _beyond(place: Place, order: Any, after: Place | None) -> ColumnElement[bool]:
    if after is not place:
        return true()
    return tuple_(order, Case.id) > tuple_(bindparam("key", type_=order.type), bindparam("last", type_=Case.id.type))
