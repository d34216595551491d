"""The panel's report as its chair writes it in their room, and hands it in (K-56, REG 20(1))."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import panel_report
from models.cases.panel_report import Found
from models.cases.panel_rows import DRAFT, LEFT, current, mark, newest, put, text_of, text_row
from models.cases.telling import tell_officer
from models.procedure.documents import Document
from models.procedure.independence import Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Finding, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.outsider import Appointment
from models.tables.upload import Upload

SUBJECT = "A panel has reported"
BODY = (
    "The chair has handed in the panel’s report of {reference}. It goes to the person as a letter, and the director’s "
    "response is due by the day that the case shows."
)
ALONE = (
    "The chair has handed in the panel’s report of {reference} as a document. Write down what it says, and the day it "
    "came, under “The panel’s report”: then it goes to the person, and the director’s response is due."
)
ONLY_CHAIR = "Only the chair of this panel writes its report."
NOT_NOW = "The report is written after the panel has met, and is handed in once."


@dataclass(frozen=True, slots=True)
class Written:
    """The report as far as it is written."""

    summary: str = ""
    found: Sequence[Found] = field(default=())
    recommended: Sequence[str] = field(default=())


def may_write(case: Case, mine: Appointment) -> bool:
    """The chair, from the day the panel has met until its report is here."""
    return mine.part is Part.CHAIR and case.state is State.S3_HELD


def alone(db: Session, case: Case, mine: Appointment, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """The report is a document, and nothing beside it: the caller puts it on the case. The officer writes down what it
    says, and from which day the council has had it; the clock of K-56 stops on that day."""
    _check(case, mine)
    note(db, actor, "panel_report_document", now=now, object_kind="case", object_id=case.id)
    case.waiting_on = "us"
    cause = f"panel-document:{current(db, case).id}:{now:%Y%m%d%H%M}"
    tell_officer(db, keys, case, subject=SUBJECT, body=ALONE.format(reference=case.reference), cause=cause, now=now)
    db.flush()


def document(db: Session, case: Case) -> Upload | None:
    """The document that the chair handed in, while nobody has written down what it says."""
    panel = newest(db, case)
    if panel is None or panel.held_on is None or panel.report_on is not None:
        return None
    query = select(Upload).where(Upload.case_id == case.id, Upload.document == Document.PANEL_REPORT)
    return db.scalars(query.where(Upload.dated_on >= panel.held_on).order_by(Upload.added_at.desc())).first()


def leave_draft(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """An officer records the report: what the chair had typed here and not handed in is closed, and stays theirs."""
    row = text_row(db, current(db, case), DRAFT)
    if row is None:
        return
    row.kind = LEFT
    note(db, actor, "panel_draft_left", now=now, object_kind="case", object_id=case.id)
    db.flush()


def left(db: Session, case: Case, keys: Keyring) -> Written | None:
    """What was left so, for the chair and the members."""
    panel = newest(db, case)
    kept = text_of(db, panel, LEFT, keys) if panel else {}
    return _written(kept) if kept else None


def draft(db: Session, case: Case, keys: Keyring) -> tuple[Written, int]:
    """What is written so far, and the mark that a page carries to know later whether it was written over."""
    panel = newest(db, case)
    kept = text_of(db, panel, DRAFT, keys) if panel else {}
    return _written(kept), mark(db, panel, DRAFT) if panel else 0


def _written(kept: dict[str, Any]) -> Written:
    found = [
        Found(one["number"], Finding(one["finding"]) if one["finding"] else None, one["why"])
        for one in kept.get("found", ())
    ]
    return Written(kept.get("summary", ""), found, kept.get("recommended", ()))


def save(
    db: Session, case: Case, mine: Appointment, written: Written, *, seen: int, keys: Keyring, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Keep what was typed. `seen` is the mark of the page: where it was written over meanwhile, it raises."""
    _check(case, mine)
    panel = current(db, case)
    put(db, panel, DRAFT, asdict(written), keys=keys, seen=seen)
    note(db, actor, "panel_report_drafted", now=now, object_kind="case", object_id=case.id)


def hand_in(
    db: Session, case: Case, mine: Appointment, written: Written, *, seen: int, keys: Keyring, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """The council has the report from now on: as when an officer writes down that it came, and the officer is told."""
    _check(case, mine)
    panel = current(db, case)
    put(db, panel, DRAFT, asdict(written), keys=keys, seen=seen)  # refuses an older page, like any saving
    panel_report.receive(
        db, case, on=local_day(now), summary=written.summary, found=written.found, recommended=written.recommended,
        actor=actor, now=now, keys=keys,
    )  # fmt: skip
    db.delete(text_row(db, panel, DRAFT))
    case.waiting_on = "us"
    cause = f"panel-report:{panel.id}"
    tell_officer(db, keys, case, subject=SUBJECT, body=BODY.format(reference=case.reference), cause=cause, now=now)
    db.flush()


def _check(case: Case, mine: Appointment) -> None:
    if mine.part is not Part.CHAIR:
        raise NotAllowed(ONLY_CHAIR)
    if not may_write(case, mine):
        raise NotAllowed(NOT_NOW)
