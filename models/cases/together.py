"""Several people complain together on one case, each in their own right: added, written to, withdrawing alone (S-39).

They share the matter: its points, its days and its answer. Everything else is each one's own: how they are reached,
their letters and messages, what they wish, their words to come back with, and whether they go on. Whoever should not
read the same answer has a case of their own, linked to this one (S-37).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import contacting, withdrawing
from models.cases.caring_details import details_of
from models.cases.complainants import everybody, still_in, who
from models.cases.finding import clocks_of, points_of
from models.cases.letter_facts import letter, name_of
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.releasing import main_holder, prove, release
from models.cases.told import ContactCard
from models.cases.walls import heed
from models.post.letters import Composed
from models.post.outbox import queue_index
from models.procedure.lifecycle import CHANGE_OF_MIND, NotAllowed, allowed, may_reinstate
from models.procedure.screening import ROUTES
from models.procedure.terms import Event, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.together import Complainant
from models.tables.words import REPLACED, Letter, Point, TheirWords

AGREED: Mapping[str, str] = {
    "both_spoken": "Each of them told me",
    "both_written": "Each of them wrote it or signed it",
    "one_form": "They sent one letter or form that both signed",
}
NOT_NOW = "Nobody can join it as it stands. What somebody else wants to complain about becomes a case of its own."
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Who complains as well: told to one of us."""

    name: str
    relation: str = ""  # what they are to the child
    young: bool = False  # their page speaks to a child
    agreed: str = ""
    wants: str = ""
    card: ContactCard = field(default_factory=ContactCard)


def may_join(case: Case) -> bool:
    """While it goes on, and somebody can be written to. Whoever joins a part joins the case it was split off from."""
    open_now = case.closed_on is None and case.state is not State.WITHDRAWN
    return open_now and not case.anonymous and case.part_of_id is None


def add(db: Session, case: Case, told: Joining, *, keys: Keyring, actor: Actor, now: datetime) -> Complainant:
    """Somebody complains as well, and every one of them says so. They get a letter of their own at once."""
    there = {who(one, keys).get("name", "").casefold() for one in everybody(db, case)}
    if not may_join(case):
        raise NotAllowed(NOT_NOW)
    if told.agreed not in AGREED or actor.id is None:
        raise NotAllowed("Say how each of them said that they complain together.")
    if not told.name.strip() or told.name.strip().casefold() in there | {_first_name(db, case, keys).casefold()}:
        raise NotAllowed("Enter the name of somebody who does not complain here yet.")
    if len(there) >= MOST:
        raise NotAllowed(f"More than {MOST} people cannot be kept on one case.")
    if not there:
        _row(db, case, _first(db, case), {"name": _first_name(db, case, keys)}, told, True, keys, actor, now)
    part = "young_person" if told.young else "parent"
    holder = Holder(id=uuid.uuid4(), case_id=case.id, part=part, pepper=1, created_at=now)
    db.add(holder)
    db.flush()
    made = _row(
        db, case, holder.id, {"name": told.name.strip(), "relation": told.relation}, told, False, keys, actor, now
    )  # fmt: skip
    contacting.keep_card(db, case, made.id, told.card, keys=keys, now=now)
    contacting.use(db, case, holder, told.card, keys=keys, now=now)
    queue_index(db, keys, case, {"email": [], "phone": [], "name": [told.name]}, now=now)
    heed(db, case, told.wants, now=now)
    if told.wants.strip():
        words = TheirWords(id=uuid.uuid4(), case_id=case.id, holder_id=holder.id, at=now)
        keys.seal_json(TheirWords.answers, words, {"wants": {"words": told.wants.strip()}})
        db.add(words)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="joined", details=told.name.strip(), keys=keys)
    joined = welcome(db, case, now=now, keys=keys)
    release(db, case, "joined", joined.content(), event=None, actor=actor, now=now, keys=keys, only=made)
    return made


def welcome(db: Session, case: Case, *, now: datetime, keys: Keyring) -> Composed:
    """What somebody reads who complains as well, as things stand today."""
    return letter(db, case, now, "joined", **_facts(db, case, keys))


def leave(
    db: Session, case: Case, one: Complainant, *, how: str, keys: Keyring, actor: Actor, now: datetime,
    said: str | None = None, on: date | None = None,
) -> date:  # fmt: skip
    """One of them withdraws, and is told so in writing; the others go on, and no day of theirs moves. The last one who
    withdraws ends it. Returns the last day for changing their mind with one tap."""
    day = on or local_day(now)
    if one.left_on is not None or Event.WITHDRAWN not in allowed(case.state):
        raise NotAllowed("This has stopped already.")
    if how not in withdrawing.HOW or not one.joined_on <= day <= local_day(now):
        raise NotAllowed("Choose the day they told us: not before they complained here, and not after today.")
    if len(still_in(db, case)) == 1:
        return withdrawing.withdraw(db, case, how=how, said=said, on=on, actor=actor, now=now, keys=keys)
    one.left_on, one.left_how = day, how
    record(db, case, Event.NOTED, actor=actor, now=now, on=day, reason="one_withdrew", details=said, keys=keys)
    _not_for_them(db, case, one, actor=actor, now=now)
    until = add_working_days(local_day(now), CHANGE_OF_MIND, holidays(db))
    words = letter(db, case, now, "withdrawal_alone", stopped_on=day, until=until)
    release(db, case, "withdrawal_alone", words.content(), event=None, actor=actor, now=now, keys=keys, only=one)
    return until


def come_back(
    db: Session, case: Case, one: Complainant, *, keys: Keyring, actor: Actor, now: datetime, said: str | None = None
) -> None:
    """They complain again beside the others: on their own page within some days, through us as long as it is open."""
    if one.left_on is None or case.closed_on is not None:
        raise NotAllowed("They have not withdrawn, or it is closed: what they want now becomes a case of its own.")
    if actor.kind == "person" and not may_reinstate(one.left_on, local_day(now), holidays(db)):
        raise NotAllowed("Too many days have passed to start again here. Send us a message.")
    one.left_on = one.left_how = None
    record(db, case, Event.NOTED, actor=actor, now=now, reason="one_came_back", details=said, keys=keys)
    due = next((clock.due_on for clock in clocks_of(db, case) if clock.clock in withdrawing.ANSWERS), None)
    words = letter(db, case, now, "restarted", waited_for="", started_on=local_day(now), answer_by=due)
    release(db, case, "restarted", words.content(), event=None, actor=actor, now=now, keys=keys, only=one)


def _row(
    db: Session, case: Case, holder_id: uuid.UUID | None, said: dict[str, str], told: Joining, first: bool,
    keys: Keyring, actor: Actor, now: datetime,
) -> Complainant:  # fmt: skip
    row = Complainant(
        id=uuid.uuid4(), case_id=case.id, holder_id=holder_id, first=first, added_by=actor.id, agreed=told.agreed,
        joined_on=case.received_on if first else local_day(now),
    )  # fmt: skip
    keys.seal_json(Complainant.who, row, said)
    db.add(row)
    db.flush()
    return row


def _not_for_them(db: Session, case: Case, one: Complainant, *, actor: Actor, now: datetime) -> None:
    """Letters that have not reached who withdrew do not; what they prove, those to the others prove."""
    to_id = None if one.first else one.id
    waiting = select(Letter).where(Letter.case_id == case.id, Letter.counted_at.is_(None), Letter.state != REPLACED)
    for row in db.scalars(waiting.where(Letter.to_id.is_not_distinct_from(to_id))).all():
        row.state = REPLACED
        prove(db, case, db.get_one(Letter, row.beside_id) if row.beside_id else row, actor=actor, now=now)


def _first(db: Session, case: Case) -> uuid.UUID | None:
    holder = main_holder(db, case)
    return holder.id if holder else None


def _first_name(db: Session, case: Case, keys: Keyring) -> str:
    details = details_of(db, case, keys) or {}
    return str(details.get("full_name") or details.get("name") or "")


def _facts(db: Session, case: Case, keys: Keyring) -> dict[str, object]:
    """What is known today: the points as understood, the procedure, who answers and by when."""
    points = [text for text in keys.open_each(Point.text, points_of(db, case)) if isinstance(text, str)]
    due = next(
        (c.due_on for c in clocks_of(db, case) if c.clock in withdrawing.ANSWERS and c.stopped_on is None), None
    )  # fmt: skip
    route = ROUTES[case.procedure].label if case.procedure in ROUTES else ""
    return {
        "points": points, "route": route, "responder": name_of(db, case.responder_id), "answer_by": due,
        "joined_on": local_day(case.received_at),
    }  # fmt: skip
