"""What the page of one child shows their advocate: how it stands, what may be read, and what may be done (A9)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import advocates, attaching, choosing, copies, extending, meeting, pausing, stating, thread, timeline
from models.cases.finding import events_of
from models.cases.policies import holidays
from models.cases.queue_lines import left_words
from models.cases.recording import record
from models.cases.returning import BESIDE
from models.cases.stage_points import stage_points
from models.cases.walls import heed
from models.post.catalogue import CATALOGUE
from models.procedure.lifecycle import PUBLIC
from models.procedure.next_stage import NextStage
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.access import AdvocateAccess
from models.tables.case import Case
from models.tables.following import MeetingDate
from models.tables.history import CaseEvent, Extension
from models.tables.words import Letter, ThreadMessage

HIDDEN = "This cannot be shown."
SHOWN = frozenset({
    Event.RECEIVED, Event.REGISTERED, Event.ROUTED_STATUTORY, Event.ROUTED_CORPORATE, Event.ROUTED_CONCERN,
    Event.ACKNOWLEDGED, Event.REFUSED, Event.REFUSAL_SENT, Event.RESPONDER_ASSIGNED, Event.FREEZE_ASKED,
    Event.FREEZE_DECIDED, Event.EXTENSION_ASKED, Event.EXTENSION_REFUSED, Event.EXTENDED, Event.S1_ANSWERED,
    Event.C1_ANSWERED, Event.CONCERN_ANSWERED, Event.S2_REQUESTED, Event.S2_ACKNOWLEDGED, Event.S2_APPOINTED,
    Event.STATEMENT_OFFERED, Event.STATEMENT_SIGNED, Event.STATEMENT_UNSIGNED, Event.STATEMENT_REOPENED,
    Event.S2_ANSWERED, Event.C2_REQUESTED,
    Event.C2_ACKNOWLEDGED, Event.C2_EXTENDED, Event.C2_ANSWERED, Event.S2_STARTED, Event.S2_EXTENDED, Event.S2_REPORTED,
    Event.WITHDRAWN, Event.REINSTATED, Event.PAUSED, Event.RESUMED,
    Event.S3_REQUESTED, Event.S3_ACKNOWLEDGED, Event.S3_LATE_TAKEN, Event.S3_REFUSED, Event.S3_APPOINTED,
    Event.PANEL_FIXED, Event.PANEL_CANCELLED, Event.S3_PAPERS_SENT, Event.S3_HELD, Event.S3_REPORTED, Event.S3_ANSWERED,
    Event.S3_REFERRED, Event.S3_RESUMED, Event.ADVOCATE_CONFIRMED, Event.CLOSED,
})  # fmt: skip
"""What an advocate reads of what happened: the steps, never a note among staff or who opened it."""


@dataclass(frozen=True, slots=True)
class Whole:
    stands: str
    due_on: date | None
    due: str  # "due in 3 working days"
    initials: str
    confirmed: bool
    points: list[tuple[int, str]]  # those of the stage of now, by their number
    messages: list[tuple[ThreadMessage, str, str]]  # who, and what they wrote
    letters: list[tuple[Letter, str, bool]]  # what it is called, and whether the child lets them have it
    happened: list[tuple[CaseEvent, str]]
    more_time: tuple[Extension, str] | None
    next_stage: NextStage
    statement: list[tuple[str, int, str]]
    signed_on: date | None  # of the statement that stands
    witnessed: bool  # an advocate has said that they saw it
    files: list[attaching.Attached]  # what came with messages
    dates: list[MeetingDate]  # offered, and not answered yet
    fixed: list[MeetingDate]


def whole(db: Session, case: Case, access: AdvocateAccess, keys: Keyring, *, now: datetime) -> Whole:
    """Before the child has said yes: only how it stands."""
    due_on = advocates.owed_on(db, case)
    confirmed, today = access.confirmed_at is not None, local_day(now)
    asked = extending.open_request(db, case) if confirmed else None
    statement = stating.shown(db, case) if confirmed else None
    open_lines = statement is not None and statement.state == stating.OFFERED
    return Whole(
        stands=PUBLIC[case.state],
        due_on=due_on,
        due=left_words(due_on, today, holidays(db)) if due_on else "",
        initials=_text(keys, AdvocateAccess.initials, access),
        confirmed=confirmed,
        points=stage_points(db, case, keys) if confirmed else [],
        messages=_messages(db, case, access, keys) if confirmed else [],
        letters=_letters(db, case, access) if confirmed else [],
        happened=_happened(db, case) if confirmed else [],
        more_time=(asked, _text(keys, Extension.reason, asked)) if asked else None,
        next_stage=choosing.next_stage(db, case, now=now),
        statement=stating.words_of(statement, keys).lines() if statement and open_lines else [],
        signed_on=statement.signed_on if statement else None,
        witnessed=bool(statement and statement.witnessed_at),
        files=files(db, case, keys) if confirmed else [],
        dates=[row for row in meeting.waiting(db, case, now=now) if row.can is None] if confirmed else [],
        fixed=meeting.fixed(db, case, now=now) if confirmed else [],
    )


def say(
    db: Session, case: Case, access: AdvocateAccess, text: str, *, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> ThreadMessage:  # fmt: skip
    """A message from the advocate, which the child reads too. Their access stands where a holder's id would. `made`:
    its number, where the page that it comes from has one (T22)."""
    heed(db, case, text, now=now)
    message = ThreadMessage(id=made or uuid.uuid4(), case_id=case.id, at=now, holder_id=access.id)
    keys.seal(ThreadMessage.body, message, text)
    db.add(message)
    case.waiting_on = "us"
    record(db, case, Event.MESSAGE_FROM_PERSON, actor=actor, now=now, reason="advocate")
    pausing.heard(db, case, actor=actor, now=now)
    return message


def bring(db: Session, case: Case, *, actor: Actor, now: datetime, made: uuid.UUID | None = None) -> None:
    """A file beside what they filed, which needs no yes: they put it in, and read nothing more for it (AZ-14)."""
    case.waiting_on = "us"
    record(db, case, Event.NOTED, actor=actor, now=now, reason="advocate_file", made=made)
    pausing.heard(db, case, actor=actor, now=now)


def _messages(db: Session, case: Case, access: AdvocateAccess, keys: Keyring) -> list[tuple[ThreadMessage, str, str]]:
    rows = thread.messages_of(db, case, all_of_them=False)
    names = thread.names_of(db, rows)
    texts = _texts(keys, ThreadMessage.body, rows)
    parts = thread.parts_of(db, case)
    return [(row, _whose(row, access, names, parts), text) for row, text in zip(rows, texts, strict=True)]


def _whose(row: ThreadMessage, access: AdvocateAccess, names: dict[uuid.UUID, str], parts: dict[uuid.UUID, str]) -> str:
    if row.from_staff_id is not None:
        return names.get(row.from_staff_id, "The complaints team")
    if row.holder_id == access.id:
        return "You"
    if row.holder_id is not None and parts.get(row.holder_id, "helper") in BESIDE:
        return "Somebody else who helps the child"
    return "The child"


def files(db: Session, case: Case, keys: Keyring) -> list[attaching.Attached]:
    """What came with the messages that they may read: never with those of another who complains as well (AZ-03)."""
    messages = {row.id for row in thread.messages_of(db, case, all_of_them=False)}
    rows = [row for row in attaching.rows_of_case(db, case.id) if row.message_id in messages]
    return [found for found in attaching.read(keys, rows) if found.shown]


def _letters(db: Session, case: Case, access: AdvocateAccess) -> list[tuple[Letter, str, bool]]:
    rows = thread.letters_of(db, case)
    return [(row, CATALOGUE[row.kind].label, copies.advocate_may(db, access, row)) for row in rows]


def _happened(db: Session, case: Case) -> list[tuple[CaseEvent, str]]:
    return [(one, timeline.title(one.event)) for one in reversed(events_of(db, case)) if one.event in SHOWN]


def _texts(keys: Keyring, column: Any, rows: Any) -> list[str]:
    return [text if isinstance(text, str) else HIDDEN for text in keys.open_each(column, rows)]


def _text(keys: Keyring, column: Any, row: Any) -> str:
    try:
        return keys.open_if(column, row) or ""
    except Unreadable:
        return HIDDEN
