"""Letting a letter go. It lives behind the words; the way it goes decides the day it counts (decisions 7, K-18)."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor, note
from models.cases.complainants import everybody, holder_of, others, still_in
from models.cases.easy_words import pass_gate
from models.cases.moving import notice_counted
from models.cases.recording import record
from models.cases.returning import BESIDE
from models.post.machine_ways import machine_ways
from models.post.outbox import queue_notice
from models.post.readable import Meter
from models.procedure.lifecycle import allowed
from models.procedure.terms import SPOKEN, Event, Journey, Way
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.settings import Setting
from models.tables.together import Complainant
from models.tables.words import CHECK, GONE, HELD, REPLACED, Letter, SafeWay

HOLD = "letters"  # the row of `setting`
HOLDS = (0, 2, 5, 10, 15, 30)  # minutes
UNLESS_SAID = 5


def release(
    db: Session,
    case: Case,
    kind: str,
    content: dict[str, object],
    *,
    event: Event | None,
    actor: Actor,
    now: datetime,
    keys: Keyring,
    replaces: uuid.UUID | None = None,
    because: str = "",
    measured: Meter | None = None,
    only: Complainant | None = None,
) -> Letter:
    """Let a letter go: it leaves at once, after the council's minutes, or when a second person has looked at it.

    Where several complain together each of them gets it, by their own safe way; `only`: one of them alone (S-39).

    `event` is recorded on the day the letter counts: when it leaves, for a person who checks here; when the mail server
    takes the notice; or on the day an officer marks it as posted. `keys` must hold the thread's lock.
    `because`: why it may be hard to read; `measured`: how it reads, where the page that wrote it knows (`easy_words`).
    """
    pass_gate(db, case, kind, content, because=because, measured=measured, actor=actor, now=now, keys=keys)
    before = db.get(Letter, replaces) if replaces else None
    beside = before.beside_id if before else None  # a new version for one of several, and for nobody else
    whose = [before.to_id] if before and beside else [only.id] if only else each_of(db, case)
    made: list[Letter] = []
    for to_id in whose:
        first = made[0].id if made else beside
        letter = Letter(
            id=uuid.uuid4(), case_id=case.id, kind=kind, way=way_of(db, case, to_id), state=HELD,
            event=None if first else event, released_at=now,
            released_by=actor.id if actor.kind == "staff" else None, replaces_id=None if made else replaces,
            to_id=to_id, beside_id=first,
        )  # fmt: skip
        keys.seal_json(Letter.body, letter, content)
        db.add(letter)
        made.append(letter)
    db.flush()
    note(db, actor, f"release_{kind}", now=now, object_kind="letter", object_id=made[0].id)
    for letter in made:
        settle(db, case, letter, actor=actor, now=now)
    return made[0]


def send_again(
    db: Session, case: Case, letter: Letter, content: dict[str, object], because: str = "", *,
    actor: Actor, now: datetime, keys: Keyring,
) -> Letter:  # fmt: skip
    """A new version of a letter that has not left, in its place."""
    return release(
        db, case, letter.kind, content,
        event=letter.event, actor=actor, now=now, keys=keys, replaces=letter.id, because=because,
    )  # fmt: skip


def settle(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """What a letter that was let go waits for now: a second person, its minutes, or nothing. What a person caused
    themselves, such as the confirmation that they stopped, waits for no minutes: nobody of ours could call it back."""
    letter.way = way_of(db, case, letter.to_id)
    minutes = held_for(db) if letter.released_by else timedelta()
    if letter.checked_by is None and second_look(db, case, letter):
        letter.state, letter.leaves_at = CHECK, None
    elif minutes:
        letter.state, letter.leaves_at = HELD, now + minutes
    else:
        leave(db, case, letter, actor=actor, now=now)
    db.flush()


def leave(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime, again: bool = False) -> None:
    """It is on their page from here on, and goes the way that is safe at this moment (PRV-10). `again`: it waited for
    hands, and they have said since how else they may be reached."""
    holder = addressee(db, case, letter.to_id)
    letter.way = _way(db, case, holder)
    if letter.checked_by is None and second_look(db, case, letter):
        letter.state, letter.leaves_at = CHECK, None  # they asked for post meanwhile
        return
    letter.state, letter.leaves_at = GONE, now
    if letter.way is Way.HERE:
        count(db, case, letter, on=local_day(now), actor=actor, now=now)
    elif letter.way is Way.EMAIL or (letter.way is Way.TEXT and Way.TEXT in machine_ways(db)):
        cause = f"letter:{letter.id}" + (f":{now:%Y%m%dT%H%M%S}" if again else "")
        origin = db.get_one(Case, case.origin_id)  # whose ways the worker asks before it sends
        queue_notice(db, origin, holder.id if holder else None, way=letter.way, cause=cause, now=now, letter=letter)
    db.flush()


def second_look(db: Session, case: Case, letter: Letter) -> str:
    """Why a second person looks at it first: paper goes to an address that somebody else may open (`shared`), or that
    none has gone to since it was given (`new`) (PRV-11). What goes to a page or by a neutral notice carries nothing to
    the wrong person, and neither does post to where one has gone: nothing."""
    if letter.way is not Way.POST:
        return ""
    holder = addressee(db, case, letter.to_id)
    ways = [way for way in ways_of(db, case, holder.id if holder else None) if way.way is Way.POST and way.allowed]
    if any(way.shared for way in ways):
        return "shared"
    since = max((way.since for way in ways), default=case.received_at)
    ours = Letter.case_id.in_((case.id, case.origin_id)) & Letter.to_id.is_not_distinct_from(letter.to_id)
    earlier = select(Letter.id).where(ours, Letter.way == Way.POST, Letter.counted_at >= since)
    return "" if db.scalars(earlier.limit(1)).first() else "new"


def held_for(db: Session) -> timedelta:
    """How long a letter can be called back after it was let go: the council's choice."""
    row = db.get(Setting, HOLD)
    kept = row.value.get("minutes") if row else UNLESS_SAID
    return timedelta(minutes=kept if isinstance(kept, int) else UNLESS_SAID)


def count(db: Session, case: Case, letter: Letter, *, on: date, actor: Actor = SYSTEM, now: datetime) -> None:
    """The letter has gone: keep the day, and record what it proves, once (K-18)."""
    if letter.counted_at is not None:
        return
    letter.counted_at, letter.counted_on = now, on
    prove(db, case, db.get_one(Letter, letter.beside_id) if letter.beside_id else letter, actor=actor, now=now)


def prove(db: Session, case: Case, letter: Letter, *, actor: Actor = SYSTEM, now: datetime) -> None:
    """Record what a letter proves, on the day the last of those who complain together was sent theirs (S-39)."""
    if letter.event is None or letter.event not in allowed(case.state):  # it may have been withdrawn meanwhile
        return
    db.flush()
    copies = select(Letter).where(Letter.beside_id == letter.id, Letter.state != REPLACED)
    owed = [letter, *db.scalars(copies)]
    if len(owed) > 1:
        left = {None if one.first else one.id for one in everybody(db, case) if one.left_on}
        owed = [one for one in owed if one.to_id not in left]
    days = [one.counted_on for one in owed if one.counted_on]
    if days and len(days) == len(owed):
        record(db, case, letter.event, actor=actor, now=now, on=max(days))
        notice_counted(db, case, letter, on=max(days), now=now)


def addressee(db: Session, case: Case, to_id: uuid.UUID | None) -> Holder | None:
    """Whose letter or message it is: the person whose page the case is, or another who complains together with them."""
    return holder_of(db, case, to_id) if to_id else main_holder(db, case)


def each_of(db: Session, case: Case) -> list[uuid.UUID | None]:
    """Those who complain and have not withdrawn; None stands for the first, or the only one."""
    together = still_in(db, case)
    return [None if one.first else one.id for one in together] or [None]


def way_of(db: Session, case: Case, to_id: uuid.UUID | None) -> Way:
    """How a letter goes to them, as what is safe stands now."""
    return _way(db, case, addressee(db, case, to_id))


def _way(db: Session, case: Case, holder: Holder | None) -> Way:
    if case.anonymous:
        return Way.HERE  # nobody can be written to: it stays in the file, and nothing waits for it (K-94)
    return best_way(ways_of(db, case, holder.id if holder else None), has_words=has_page(holder))


def has_page(holder: Holder | None) -> bool:
    """Whether they have a page: one that no words open is nobody's, whatever else we know of them."""
    return holder is not None and holder.words_wrap is not None


def page_of(db: Session, case: Case, to_id: uuid.UUID | None = None) -> bool:
    """The same of whoever a letter goes to."""
    return has_page(addressee(db, case, to_id))


def best_way(ways: Sequence[SafeWay], *, has_words: bool) -> Way:
    """The way a letter goes, from those the person said are safe. Nobody is written to who did not say so.

    A mail or a text tells who has a page that something is on it, and nobody else: it says nothing more, so it takes no
    letter to who has none (K-18). Their page alone is a way for who said “I will check here”, and the last one where no
    hand of ours may reach them. Somebody they trust is asked where they themselves may not be rung. Post that somebody
    else opens is no way for a letter, which says what it is about, while another one is left (PRV-11). `CALL` without a
    safe number is for somebody's hands too: `by_hand` says how.
    """
    safe = {way.way for way in ways if way.allowed}
    opened_by_others = any(way.way is Way.POST and way.shared for way in ways)
    if opened_by_others and (has_words or safe & {*SPOKEN}):
        safe.discard(Way.POST)
    notice = next((way for way in (Way.EMAIL, Way.TEXT, Way.HERE) if way in safe), None)
    if has_words and notice:
        return notice
    by_hand = next((way for way in (Way.POST, *SPOKEN) if way in safe), None)
    return by_hand or (Way.HERE if has_words else Way.CALL)


def main_holder(db: Session, case: Case) -> Holder | None:
    """The person whose page it is: whose reference is the case's own, or the child of a case that an advocate sent."""
    theirs = select(Holder).where(Holder.case_id == case.origin_id, Holder.id.not_in(others(case.origin_id)))
    found = db.scalars(theirs).all()
    reference = case.reference if case.part_of_id is None else db.get_one(Case, case.origin_id).reference
    sent = next((holder for holder in found if holder.reference == reference), None)
    if case.journey is not Journey.ADVOCATE:
        return sent
    return next((holder for holder in found if holder.part not in BESIDE), sent)


def ways_of(db: Session, case: Case, holder_id: uuid.UUID | None) -> Sequence[SafeWay]:
    query = select(SafeWay).where(SafeWay.case_id == case.origin_id)
    whose = SafeWay.holder_id == holder_id
    if holder_id is None:  # who has no page: whatever was said for the case, and not for another who complains too
        whose = or_(SafeWay.holder_id.is_(None), SafeWay.holder_id.not_in(others(case.origin_id)))
    query = query.where(whose)
    return db.scalars(query).all()


def go_anew(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """What waits until somebody talks to them leaves by the way of today: they have a page since. Parts of it too."""
    theirs = or_(Case.id == case.origin_id, Case.part_of_id == case.origin_id)
    waiting = select(Case, Letter).join(Letter, Letter.case_id == Case.id).where(theirs, Letter.state == GONE)
    waiting = waiting.where(Letter.counted_at.is_(None), Letter.way.in_(SPOKEN)).order_by(Letter.released_at)
    for one, letter in db.execute(waiting).all():
        if way_of(db, one, letter.to_id) is not letter.way:
            leave(db, one, letter, actor=actor, now=now, again=True)


def letters_of(db: Session, case: Case) -> Sequence[Letter]:
    """Every letter that was let go, whether it has left or not; no earlier version of one."""
    query = select(Letter).where(Letter.case_id == case.id, Letter.state != REPLACED)
    return db.scalars(query.order_by(Letter.released_at)).all()
