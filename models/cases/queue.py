"""The queue: open cases in one fixed order that anyone can explain, and for each the reason why it stands there.

Unaccepted safety, then a change within five working days, then young people, then time left. Each part of the order is
its own look-up in its own index, and pages begin after the last case shown, so the thousandth is as quick as the first.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy import case as when
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.cases.at_a_glance import how_many_out, read_ways, ways_spelled
from models.cases.finding import visible
from models.cases.policies import holidays
from models.cases.posting import waits_for_hands
from models.cases.queue_narrow import Narrow, narrowed, officers
from models.cases.queue_parts import (
    BY_TIME,
    ME,
    OPEN,
    Place,
    Show,
    closed,
    condition,
    looked_at,
    part,
    says_wrong,
    waits,
    wrote_at,
)
from models.cases.their_turn import whose_turn
from models.procedure.terms import Role
from models.procedure.updating import a_day_ago
from models.procedure.working_days import add_working_days, local_day
from models.tables.case import Case
from models.tables.staff import Staff

PAGE = 25
MOST = 100  # counts stop here ("100+"): a thousand open cases would be read once for each filter
FREEZE_DAYS = 5
SOON_DAYS = 2
EVERYTHING = Narrow()


LABELS: dict[Show, str] = {
    Show.ALL: "All open",
    Show.NEW: "New",
    Show.MINE: "Mine",
    Show.WROTE: "Wrote to us",
    Show.UNSEEN: "Nobody looked",
    Show.CHECK: "Waiting for a check",
    Show.SAFETY: "Safety",
    Show.FREEZE: "Freeze",
    Show.SOON: "Due in 2 days",
    Show.LATE: "Late",
    Show.PERSON: "Waiting for the person",
    Show.SERVICE: "Waiting for the service",
    Show.OTHER: "Not a complaint",
    Show.CLOSED: "Closed",
}
UNCOUNTED = (Show.ALL, Show.CLOSED)  # a list without a filter has no total (performance.md); closed ones only grow
COUNTED = tuple(show for show in Show if show not in UNCOUNTED)


class After(NamedTuple):
    """The last case of a page: where the next one begins."""

    place: Place
    key: str  # the ordering value, ISO
    id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.place}_{self.key}_{self.id.hex}"


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    place: Place
    walled: int  # how many stand behind the wall
    ways: frozenset[str]  # the ways that are safe now
    waits: str  # what a second person is waited for, in words; empty for most
    wrote_at: datetime | None  # since when a message of theirs waits to be read
    looked: bool  # one of us has opened it since it came
    says_wrong: bool  # that a point of theirs is wrong, and nobody has settled it
    turn: str  # what else they did on their page and nobody has taken up: a code
    hands: bool  # a letter to them waits for hands of ours: under To post


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next: str | None


class Top(NamedTuple):
    counts: dict[Show, int]
    officers: list[tuple[str, str]]  # their id and name


def read_after(text: str | None) -> After | None:
    """A page's address as typed; nonsense begins at the beginning."""
    try:
        place, key, hexed = (text or "").split("_")
        at = datetime.fromisoformat(key).astimezone(UTC) if place in BY_TIME else date.fromisoformat(key)
        return After(Place(place), at.isoformat(), uuid.UUID(hex=hexed))
    except (ValueError, OverflowError):
        return None


def page(
    db: Session, actor: Actor, *, now: datetime, show: Show = Show.ALL, narrow: Narrow = EVERYTHING,
    after: After | None = None, size: int = PAGE,
) -> Page:  # fmt: skip
    """One page of the queue in its order. One query, whatever the filter and however far down."""
    query = _paged(actor.kind, actor.roles, show, narrow.by(), after.place if after else None, size)
    values = _days(db, actor, now) | narrow.values()
    if after is not None:
        kind = datetime if after.place in BY_TIME else date
        values |= {"key": kind.fromisoformat(after.key), "last": after.id}
    return _read(db, query, values, size=size)


@lru_cache(maxsize=256)
def _paged(
    kind: str, roles: frozenset[Role], show: Show, by: frozenset[str], after: Place | None, size: int
) -> Select[Any]:
    """Put together once for each filter and role: doing it for each page took as long as the database did."""
    base = and_(visible(_anyone(kind, roles)), condition(show), narrowed(by))
    if show is Show.CLOSED:
        parts = [closed(base, after, size)]
    else:
        parts = [part(place, base, after, size) for place in OPEN if after is None or place >= after]
    places = union_all(*(select(one) for one in parts)).subquery()
    return _shown(places, newest_first=show is Show.CLOSED, size=size)


def top(db: Session, actor: Actor, *, now: datetime, narrow: Narrow = EVERYTHING) -> Top:
    """What stands above the rows: how many each small filter holds, never counting past MOST, and whose cases one may
    ask for. One query."""
    counts, ours = {}, []
    for what, staff_id, number in db.execute(
        _counting(actor.kind, actor.roles, narrow.by()), _days(db, actor, now) | narrow.values()
    ):
        if staff_id is None:
            counts[Show(what)] = number
        else:
            ours.append((str(staff_id), what))
    return Top(counts, sorted(ours, key=lambda one: one[1].casefold()))


@lru_cache(maxsize=64)
def _counting(kind: str, roles: frozenset[Role], by: frozenset[str]) -> CompoundSelect[Any]:
    figures, theirs = [], visible(_anyone(kind, roles))
    for show in COUNTED:
        some = select(literal(1)).where(theirs, condition(show), narrowed(by)).select_from(Case)
        number = select(func.count()).select_from(some.limit(MOST + 1).subquery()).scalar_subquery()
        figures.append(select(literal(show.value), cast(null(), Staff.id.type), number))
    return union_all(*figures, officers())


def _anyone(kind: str, roles: frozenset[Role]) -> Actor:
    """Somebody with these roles, whose id is filled in when the query is asked."""
    return Actor(kind=kind, id=ME, roles=roles)


def _days(db: Session, actor: Actor, now: datetime) -> dict[str, Any]:
    today, free = local_day(now), holidays(db)
    soon, freeze_by = (add_working_days(today, days, free) for days in (SOON_DAYS, FREEZE_DAYS))
    return {"me": actor.id, "today": today, "soon": soon, "freeze_by": freeze_by, "day_ago": a_day_ago(now, free)}


def counted(number: int) -> str:
    return f"{number:,}" if number <= MOST else f"{MOST:,}+"


def among(db: Session, actor: Actor, references: Collection[str]) -> list[str]:
    """Of these references those that `actor` may see, in the order given."""
    seen = set(db.scalars(select(Case.reference).where(Case.reference.in_(references), visible(actor))))
    return [one for one in references if one in seen]


def matching(
    db: Session, actor: Actor, found: Select[Any] | Collection[uuid.UUID], *, size: int = PAGE,
    narrow: Iterable[ColumnElement[bool]] = (),
) -> Page:  # fmt: skip
    """The cases of a look-up that `actor` may see, newest first: open ones and closed ones."""
    newest = (
        select(
            Case.id.label("id"), literal(Place.REST.value).label("place"),
            cast(null(), Case.received_at.type).label("at"), Case.received_on.label("day"),
        )
        .where(visible(actor), Case.id.in_(found), *narrow)
        .order_by(Case.received_on.desc(), Case.id)
        .limit(size + 1)
        .subquery()
    )  # fmt: skip
    return _read(db, _shown(select(newest).subquery(), newest_first=True, size=size), {}, size=size)


def _shown(places: Subquery, *, newest_first: bool, size: int) -> Select[Any]:
    waiting = when(*((so, literal(words)) for words, so in waits().items()), else_=literal(""))
    day = places.c.day.desc() if newest_first else places.c.day
    return (
        select(
            Case,
            places.c.place,
            how_many_out(),
            ways_spelled(),
            waiting,
            wrote_at(),
            looked_at(),
            says_wrong(),
            whose_turn(),
            waits_for_hands(),
        )
        .join(places, places.c.id == Case.id)
        .options(joinedload(Case.officer), joinedload(Case.responder))
        .order_by(places.c.place, places.c.at, day, Case.id)
        .limit(size + 1)
    )


def _read(db: Session, query: Select[Any], values: dict[str, Any], *, size: int) -> Page:
    rows = [
        Row(case, Place(place), count, read_ways(ways_of), check, wrote, looked, wrong, turn, hands)
        for case, place, count, ways_of, check, wrote, looked, wrong, turn, hands in db.execute(query, values)
    ]
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, str(_position(rows[-1])) if more else None)


def _position(row: Row) -> After:
    case = row.case
    keys: dict[Place, Any] = {
        **dict.fromkeys(BY_TIME, case.received_at),
        Place.FREEZE: case.freeze_on,
        Place.CLOSED: case.closed_on,
    }
    return After(row.place, keys.get(row.place, case.next_due_on).isoformat(), case.id)


def spelled(db: Session, actor: Actor, ways: Collection[str]) -> str | None:
    """Which of these is the reference of a case they may see; one behind the wall is as if it did not exist (AZ-02)."""
    return db.scalars(select(Case.reference).where(Case.reference.in_(ways), visible(actor)).limit(1)).first()


def first_new(db: Session, actor: Actor, *, now: datetime) -> str | None:
    """The reference of the next case that nobody has decided."""
    rows = page(db, actor, now=now, show=Show.NEW, size=1).rows
    return rows[0].case.reference if rows else None
