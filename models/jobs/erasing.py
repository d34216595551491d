"""Erasing what two people agreed to erase: keys destroyed, rows and files gone, facts kept to be counted (RET-04).

What stays of a case is its row and those of `KEPT`: days, codes and numbers, so that every figure is what it was.
Their texts are emptied, or replaced by one word under a key that never opened anything else. Everything else that
belongs to a case goes, also from a table that nobody thought of when this was written. The worker does it without
reading a word: it holds no key that opens one.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, or_, select, text, update
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.legal_holds import family_of, held, still_needed
from models.cases.quarantining import due
from models.db import Sessions
from models.files.store import Store
from models.jobs.anonymising import make_anonymous
from models.jobs.taking_away import catch_up
from models.procedure.retention import GOING, Action
from models.procedure.working_days import local_day
from models.sealing import Keyring, Lock
from models.tables.base import Base
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.incoming import IncomingMail
from models.tables.learning import LearningMeeting, SaidAndDone
from models.tables.ombudsman import OmbudsmanRemedy, OmbudsmanStep
from models.tables.outsider import Appointment
from models.tables.register import CorrectiveAction, OmbudsmanCase, RegisterLine, RegisterPoint
from models.tables.retention import RetentionDecision
from models.tables.safety import SafetyAlert, WallEntry
from models.tables.upload import Upload
from models.tables.words import Action as Promise
from models.tables.words import Point

ERASED = "Erased."
KEPT: dict[str, str] = {  # what is counted, and what keeps a wall standing
    "case": "reference, days and codes, with new keys that open nothing",
    "case_event": "what happened on which day",
    "running_clock": "every time limit, and whether it was kept",
    "register_line": "the line that every report counts",
    "register_point": "findings and remedies, as codes",
    "point": "kind, service and finding, without its words",
    "action": "what was promised by when, and done when, without its words",
    "corrective_action": "type and days, without its words",
    "learning_meeting": "that it was held, and when",
    "said_and_done": "a line that was published, which names nobody",
    "ombudsman_case": "status, finding and days",
    "spend": "what it cost",
    "appointment": "who from outside was appointed, and when",
    "wall": "whom the facts that stay are kept from",
    "retention_decision": "that two people decided this",
}
EMPTIED = (
    (CaseEvent, {"details": None, "actor_id": None, "actor_name": ""}),
    (RegisterLine, {"equality": None}),
    (RegisterPoint, {"text": None}),
    (CorrectiveAction, {"words": None}),
    (OmbudsmanCase, {"recommendation": None}),
    (LearningMeeting, {"noted": None}),
    (SaidAndDone, {"draft": None}),
    (Appointment, {"why_ended": None}),
    (RetentionDecision, {"words": None}),
)


@dataclass(frozen=True, slots=True)
class Gone:
    """What went with one case and its parts."""

    cases: tuple[uuid.UUID, ...]
    rows: dict[str, int]
    files: tuple[uuid.UUID, ...]


def erase_agreed(sessions: Sessions, keys: Keyring, store: Store, *, now: datetime) -> int:
    """Everything that was agreed and may still go, each in a transaction of its own. Returns how many cases.

    A run that was missed is made up for by the next. What a hold stopped since it was agreed stays, and waits.
    """
    with sessions.reading() as db:
        ids = [row.id for row in db.scalars(agreed_now().order_by(RetentionDecision.agreed_at, RetentionDecision.id))]
    if not ids:
        return 0
    catch_up(sessions)  # what is counted of it is as it was at its end
    done = 0
    for decision_id in ids:
        with sessions() as db, db.begin():
            gone = _erase_decided(db, decision_id, keys, now=now)
        if gone is not None:
            _from_the_disk(store, gone)
            done += len(gone.cases)
    if done:
        leave_no_trace(sessions)
    return done


def erase_machines(sessions: Sessions, keys: Keyring, store: Store, *, now: datetime) -> int:
    """What an officer has read and called a machine's goes after ninety days; what nobody has read never does (RET-06).
    A hold stops it as it stops everything."""
    done = 0
    with sessions.reading() as db:
        ids = [case.id for case in due(db, now=now)]
    for case_id in ids:
        with sessions() as db, db.begin():
            case = db.scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
            if case.held_at is None or case.erased_on or _on_hold(db, case):
                continue
            gone = erase(db, case, keys, now=now)
            note(db, SYSTEM, "erased", now=now, object_kind="case", object_id=case.id, reason="machine")
        _from_the_disk(store, gone)
        done += len(gone.cases)
    if done:
        leave_no_trace(sessions)
    return done


def _on_hold(db: Session, case: Case) -> bool:
    return db.scalars(select(Case.id).where(Case.id == case.id, held())).first() is not None


def agreed_now() -> Any:
    """The decisions that the worker has still to carry out: agreed by two, and who asked for it was told (RET-07)."""
    told = or_(RetentionDecision.asked_on.is_(None), RetentionDecision.told_on.is_not(None))
    wanted = (RetentionDecision.decision.in_(GOING), RetentionDecision.agreed_at.is_not(None), told)
    return select(RetentionDecision).where(*wanted, RetentionDecision.erased_at.is_(None))


def erase(db: Session, case: Case, keys: Keyring, *, now: datetime) -> Gone:
    """Destroy what opens `case` and its parts, and everything that was said in them. `keys`: the master's public half.

    The caller commits, and takes the files from the disk afterwards. Nobody is asked here: who calls has asked.
    """
    family = family_of(db, case)
    ids = [one.id for one in family]
    mails = select(IncomingMail.id).where(IncomingMail.case_id.in_(ids))  # what a case had no room for stays with them
    files = tuple(db.scalars(select(Upload.id).where(or_(Upload.case_id.in_(ids), Upload.incoming_id.in_(mails)))))
    _empty(db, ids)
    rows = _delete(db, ids)
    for one in family:
        _new_locks(db, one, keys, now)
    db.flush()
    return Gone(tuple(ids), rows, files)


def leave_no_trace(sessions: Sessions) -> None:
    """What was deleted leaves the files of the database too (ENC-09). PostgreSQL skips what this role may not tidy."""
    theirs = [table.name for table in Base.metadata.sorted_tables if pointing(table) or table.name == "case"]
    vacuum = "VACUUM " + ", ".join(f'"{name}"' for name in theirs)
    tidy = "PRAGMA wal_checkpoint(TRUNCATE)" if sessions.sqlite else vacuum
    with sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(tidy))


def _erase_decided(db: Session, decision_id: uuid.UUID, keys: Keyring, *, now: datetime) -> Gone | None:
    row = db.scalars(agreed_now().where(RetentionDecision.id == decision_id).with_for_update()).one_or_none()
    if row is None:
        return None
    case = db.scalars(select(Case).where(Case.id == row.case_id).with_for_update()).one()
    if case.erased_on or still_needed(db, case) or _uncounted(db, case):
        return None
    gone, anonymous = erase(db, case, keys, now=now), row.decision == Action.ANONYMISE
    more = make_anonymous(db, gone.cases) if anonymous else {}
    row.erased_at, row.words = now, None
    row.gone = json.dumps({**gone.rows, **more, "files": len(gone.files)}, sort_keys=True)
    note(
        db,
        SYSTEM,
        "anonymised" if anonymous else "erased",
        now=now,
        object_kind="case",
        object_id=case.id,
        reason=row.cause,
    )
    return gone


def _uncounted(db: Session, case: Case) -> bool:
    """Its line is not as it was at its end yet: the next run will find it so."""
    ids = [one.id for one in family_of(db, case)]
    right = select(RegisterLine.case_id).join(Case, Case.id == RegisterLine.case_id)
    found = db.scalars(right.where(Case.id.in_(ids), RegisterLine.case_version == Case.version)).all()
    return len(found) != len(ids)


def _empty(db: Session, ids: Sequence[uuid.UUID]) -> None:
    for table, values in EMPTIED:
        db.execute(update(table).where(table.case_id.in_(ids)).values(values))
    alerts = select(SafetyAlert.id).where(SafetyAlert.case_id.in_(ids))
    db.execute(delete(WallEntry).where(WallEntry.alert_id.in_(alerts), WallEntry.case_id.is_(None)))
    db.execute(update(WallEntry).where(WallEntry.alert_id.in_(alerts)).values(alert_id=None))
    db.execute(delete(SaidAndDone).where(SaidAndDone.case_id.in_(ids), SaidAndDone.released_at.is_(None)))


def _delete(db: Session, ids: Sequence[uuid.UUID]) -> dict[str, int]:
    """Every row that points at one of these cases, but for what is kept; how many of which table."""
    rows: dict[str, int] = {}
    theirs = select(OmbudsmanCase.id).where(OmbudsmanCase.case_id.in_(ids))
    for child in (OmbudsmanStep, OmbudsmanRemedy):
        rows[child.__tablename__] = _count(db, delete(child).where(child.ombudsman_id.in_(theirs)))
    for table in reversed(Base.metadata.sorted_tables):
        columns = pointing(table)
        if columns and table.name not in KEPT:
            rows[table.name] = _count(db, delete(table).where(or_(*(column.in_(ids) for column in columns))))
    return {name: count for name, count in rows.items() if count}


def pointing(table: Table) -> list[Any]:
    """Its columns that name a case."""
    return [key.parent for key in table.foreign_keys if key.column.table is Case.__table__]


def _new_locks(db: Session, case: Case, keys: Keyring, now: datetime) -> None:
    """Locks that never opened anything take the place of the old ones; what must have words says that they are gone.
    The line that reports count stays the one of its last day."""
    fresh = keys.plus(thread=Lock.new("thread"), file=Lock.new("file"))
    for kind, column in ((Point, Point.text), (Promise, Promise.text)):
        for row in db.scalars(select(kind).where(kind.case_id == case.id)):
            fresh.seal(column, row, ERASED)
    fresh.wrap(Case.thread_wrap, case, fresh["thread"])
    fresh.wrap(Case.file_wrap, case, fresh["file"])
    case.wrapped_by, case.erased_on = keys["master"].version, local_day(now)
    case.form_instance = case.officer_id = case.responder_id = case.looked_at = None
    db.flush()
    db.execute(update(RegisterLine).where(RegisterLine.case_id == case.id).values(case_version=case.version))


def _from_the_disk(store: Store, gone: Gone) -> None:
    for file_id in gone.files:
        store.remove(file_id)


def _count(db: Session, statement: Any) -> int:
    return int(db.execute(statement.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]
