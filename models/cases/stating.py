"""The statement of complaint: drafted, offered, put right line by line, signed, and versioned (K-31, rules 1.5.1)."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import looked_into, points_of
from models.cases.investigating import start_if_ready
from models.cases.notifying import tell_person
from models.cases.panel_rows import SavedMeanwhile
from models.cases.recording import record
from models.cases.walls import heed
from models.cases.wishes import wishes_of
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.terms import Event, State
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.stage_two import ComplaintStatement, StatementReply
from models.tables.words import Point

DRAFTING, OFFERED, SIGNED, REPLACED = "drafting", "offered", "signed", "replaced"
OWN_WORDS = "own_words"  # they will not sign, and it goes on
STANDS = (SIGNED, OWN_WORDS)
POINT, WISH, MISSED = "point", "wish", "missed"
HOW = {"paper": "On paper", "meeting": "At a meeting", "phone": "By phone", "advocate": "Through their advocate"}


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be looked into, and what the person wants to happen."""

    points: tuple[str, ...]
    wishes: tuple[str, ...]

    def json(self) -> dict[str, list[str]]:
        return {"points": [*self.points], "wishes": [*self.wishes]}

    def lines(self) -> list[tuple[str, int, str]]:
        """Every line that must be right, by its part and number."""
        points = [(POINT, number, text) for number, text in enumerate(self.points, 1)]
        return points + [(WISH, number, text) for number, text in enumerate(self.wishes, 1)]


@dataclass(frozen=True, slots=True)
class Reply:
    row: StatementReply
    text: str | None


def versions(db: Session, case: Case) -> Sequence[ComplaintStatement]:
    """All of them, the newest first."""
    query = select(ComplaintStatement).where(ComplaintStatement.case_id == case.id)
    return db.scalars(query.order_by(ComplaintStatement.number.desc())).all()


def newest(db: Session, case: Case) -> ComplaintStatement | None:
    return next(iter(versions(db, case)), None)


def shown(db: Session, case: Case) -> ComplaintStatement | None:
    """The one the person reads: the newest that was offered. A draft of ours is not theirs to see yet."""
    return next((row for row in versions(db, case) if row.state in (OFFERED, *STANDS)), None)


def words_of(row: ComplaintStatement, keys: Keyring) -> Words:
    column = ComplaintStatement.draft if row.state == DRAFTING else ComplaintStatement.body
    kept = keys.open_json(column, row)
    return Words(tuple(kept["points"]), tuple(kept["wishes"]))


def begin(db: Session, case: Case, *, keys: Keyring, actor: Actor, now: datetime) -> ComplaintStatement:
    """The next version to draft. The first starts from the points and wishes we have; a later one from the last."""
    before = newest(db, case)
    if case.state not in STAGE_TWO or actor.id is None:
        raise NotAllowed("A statement belongs to stage 2.")
    if case.state is State.S2_ADJUDICATION:
        raise NotAllowed("The reports are final. What is new in it is a complaint of its own.")
    if before is not None and before.state == DRAFTING:
        raise NotAllowed("There is a draft already.")
    words = words_of(before, keys) if before else _from_case(db, case, keys)
    row = ComplaintStatement(
        id=uuid.uuid4(), case_id=case.id, number=before.number + 1 if before else 1, state=DRAFTING,
        drafted_by=actor.id, drafted_at=now, revision=1,
    )  # fmt: skip
    keys.seal_json(ComplaintStatement.draft, row, words.json())
    db.add(row)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="statement_drafted")
    db.flush()
    return row


def mark(row: ComplaintStatement) -> str:
    """Which version, and how many-th text of it."""
    return f"{row.number}.{row.revision}"


def save(db: Session, row: ComplaintStatement, words: Words, *, keys: Keyring, seen: str | None = None) -> None:
    """Keep the draft. `seen` is the mark of the page it was typed on: what somebody else saved since is not written
    over (R4). Without one it is written whatever is there."""
    if row.state != DRAFTING:
        raise NotAllowed("This version was offered already. Make the next one.")
    if seen is not None and seen != mark(row):
        raise SavedMeanwhile("Somebody else saved this while you were writing.")
    if not words.points:
        raise NotAllowed("A statement needs at least one point.")
    keys.seal_json(ComplaintStatement.draft, row, words.json())
    db.flush()


def offer(db: Session, case: Case, row: ComplaintStatement, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """Put it before the person. A version they signed before no longer stands, and its clock starts over when they
    sign this one (rules 1.5.1)."""
    words = words_of(row, keys)
    if row.state != DRAFTING or not words.points:
        raise NotAllowed("There is nothing to offer.")
    reopened = False
    for older in versions(db, case):
        if older.id != row.id and older.state in (OFFERED, *STANDS):
            reopened = reopened or older.state in STANDS
            older.state = REPLACED
    row.state, row.offered_at = OFFERED, now
    keys.seal_json(ComplaintStatement.body, row, words.json())
    case.waiting_on = "person"
    event = Event.STATEMENT_REOPENED if reopened else Event.STATEMENT_OFFERED
    record(db, case, event, actor=actor, now=now)
    tell_person(db, case, cause=f"statement:{row.id}", now=now)
    db.flush()


def reply(
    db: Session,
    case: Case,
    row: ComplaintStatement,
    *,
    part: str,
    number: int,
    right: bool,
    text: str,
    by: str,
    holder_id: uuid.UUID | None,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    made: uuid.UUID | None = None,
) -> None:
    """ "That is right", or what it should say. An advocate's is a remark beside it: only the person's own counts."""
    known = {(line, place) for line, place, _ in words_of(row, keys).lines()} | {(MISSED, 0)}
    if row.state != OFFERED or (part, number) not in known:
        raise NotAllowed("This line is not open any more.")
    said = StatementReply(
        id=made or uuid.uuid4(), case_id=case.id, statement_id=row.id, holder_id=holder_id, by=by, at=now, part=part,
        number=number, right=right,
    )  # fmt: skip
    if text:
        heed(db, case, text, now=now)
        keys.seal(StatementReply.text, said, text)
    db.add(said)
    if not right:
        case.waiting_on = "us"
        record(db, case, Event.STATEMENT_CORRECTED, actor=actor, now=now, reason=by)
    db.flush()


def replies(db: Session, row: ComplaintStatement, keys: Keyring) -> list[Reply]:
    """Everything said to this version, in the order it was said."""
    query = select(StatementReply).where(StatementReply.statement_id == row.id)
    return [Reply(said, _text(said, keys)) for said in db.scalars(query.order_by(StatementReply.at, StatementReply.id))]


def settled(words: Words, said: Sequence[Reply]) -> dict[tuple[str, int], bool | None]:
    """How each line stands with the person: right, to be changed, or not answered yet."""
    stands: dict[tuple[str, int], bool | None] = {(part, number): None for part, number, _ in words.lines()}
    for one in said:
        if one.row.by != "advocate":
            stands[one.row.part, one.row.number] = one.row.right
    return stands


def may_sign(words: Words, said: Sequence[Reply]) -> bool:
    """Every line is right, and nothing is missing."""
    return all(settled(words, said).values())


def sign(
    db: Session,
    case: Case,
    row: ComplaintStatement,
    name: str,
    *,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    how: str = "page",
    on: date | None = None,
    made: uuid.UUID | None = None,
) -> None:
    """Signed: the text, its hash, the name and the moment are kept. From this day the procedure's clock counts; the
    Ombudsman's has run since the request."""
    day = on or local_day(now)
    if row.state != OFFERED:
        raise NotAllowed("There is nothing to sign.")
    if actor.kind == "staff" and how not in HOW:
        raise NotAllowed("Only the person signs. Say how they did.")
    if actor.kind != "staff" and not may_sign(words_of(row, keys), replies(db, row, keys)):
        raise NotAllowed("Tell us for each part whether it is right first.")
    if row.offered_at is None or not local_day(row.offered_at) <= day <= local_day(now):
        raise NotAllowed("Choose the day they signed: not before it was offered, and not after today.")
    row.state, row.signed_at, row.signed_on, row.how = SIGNED, now, day, how
    row.body_hash = hashlib.sha256(bytes(row.body or b"")).hexdigest()
    signed: dict[str, Any] = {"name": name, "looked_at": True, "happen": True, "hash": row.body_hash}
    keys.seal_json(ComplaintStatement.signature, row, signed)
    case.waiting_on = "us"
    record(db, case, Event.STATEMENT_SIGNED, actor=actor, now=now, on=day, reason=how, made=made)
    db.flush()
    start_if_ready(db, case, actor=actor, now=now)


def go_on(
    db: Session, case: Case, row: ComplaintStatement, why: str, *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """They will not sign, or nobody reaches them: it is looked into in their own words, so that it does not drag
    (X-08). Nothing of it counts as signed, and a new version can still be signed."""
    if row.state != OFFERED:
        raise NotAllowed("Offer it to them first: only what they could read and sign goes on without it.")
    if not why.strip():
        raise NotAllowed("Say what was tried, and why they do not sign.")
    row.state = OWN_WORDS
    case.waiting_on = "us"
    happened = record(db, case, Event.STATEMENT_UNSIGNED, actor=actor, now=now, details=why, keys=keys)
    tell_person(db, case, cause=f"statement-unsigned:{happened.id}", now=now)
    db.flush()
    start_if_ready(db, case, actor=actor, now=now)


def witness(
    db: Session, case: Case, row: ComplaintStatement, name: str, *, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """An advocate says that they were there when it was signed (experience 5.3). It adds to the signature, which stands
    without it."""
    if row.state != SIGNED or row.witnessed_at is not None or not name:
        raise NotAllowed("There is nothing to witness.")
    row.witnessed_at = now
    keys.seal_json(ComplaintStatement.witness, row, {"name": name, "hash": row.body_hash})
    record(db, case, Event.NOTED, actor=actor, now=now, reason="statement_witnessed", made=made)
    db.flush()


def witness_of(row: ComplaintStatement, keys: Keyring) -> str:
    return _name(ComplaintStatement.witness, row, keys) if row.witnessed_at else ""


def signature_of(row: ComplaintStatement, keys: Keyring) -> str:
    return _name(ComplaintStatement.signature, row, keys)


def _name(column: Any, row: ComplaintStatement, keys: Keyring) -> str:
    try:
        return str(keys.open_json(column, row)["name"])
    except Unreadable:
        return ""


def _from_case(db: Session, case: Case, keys: Keyring) -> Words:
    texts = [
        text for text in keys.open_each(Point.text, looked_into(case, points_of(db, case))) if isinstance(text, str)
    ]
    return Words(tuple(texts), tuple(wish.asked for wish in wishes_of(db, case, keys)))


def _text(said: StatementReply, keys: Keyring) -> str | None:
    try:
        return keys.open_if(StatementReply.text, said) or ""
    except Unreadable:
        return None
