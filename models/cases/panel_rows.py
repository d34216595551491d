"""The panel of a case that counts now, and its texts: read, and written over with a mark of what their writer saw."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import State
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.panel import Panel, PanelRecommendation, PanelText

STATES = frozenset({State.S3_REQUESTED, State.S3_HELD, State.S3_REPORTED, State.S3_RESPONDED, State.S3_REFERRED})
WISHES, REPORT = "wishes", "report"  # the person reads these
LATE, PAPERS, MINUTES, RESPONSE = "late", "papers", "minutes", "response"
DRAFT = "draft"  # the report as the chair writes it in their room
LEFT = "draft_left"  # the same where the report came another way: closed, and still theirs to read
BEFORE = "report_before"  # and its number: a report that was put right since
THEIRS = frozenset({WISHES, REPORT})


class SavedMeanwhile(ValueError):
    """Somebody else saved the same text after this page was opened; nothing was written over (R4)."""


def panels(db: Session, case: Case) -> Sequence[Panel]:
    """Every panel there was, the newest first."""
    return db.scalars(select(Panel).where(Panel.case_id == case.id).order_by(Panel.number.desc())).all()


def newest(db: Session, case: Case) -> Panel | None:
    return db.scalars(select(Panel).where(Panel.case_id == case.id).order_by(Panel.number.desc()).limit(1)).first()


def current(db: Session, case: Case) -> Panel:
    """The panel that this case is at or has had; refused before stage 3 was asked for."""
    row = newest(db, case)
    if row is None:
        raise NotAllowed("No panel was asked for on this case.")
    return row


def begin(db: Session, case: Case, *, on: date, late: bool) -> Panel:
    """A panel was asked for."""
    before = newest(db, case)
    row = Panel(id=uuid.uuid4(), case_id=case.id, number=before.number + 1 if before else 1, asked_on=on, late=late)
    db.add(row)
    db.flush()
    return row


def text_row(db: Session, panel: Panel, kind: str) -> PanelText | None:
    return db.scalars(select(PanelText).where(PanelText.panel_id == panel.id, PanelText.kind == kind)).one_or_none()


def text_of(db: Session, panel: Panel, kind: str, keys: Keyring) -> dict[str, Any]:
    """What was written; empty where nothing was, or where it cannot be opened."""
    row = text_row(db, panel, kind)
    column = _column(kind)
    if row is None:
        return {}
    try:
        found: dict[str, Any] = keys.open_json(column, row)
    except Unreadable:
        return {}
    return found


def mark(db: Session, panel: Panel, kind: str) -> int:
    """What a page carries to know later whether somebody else wrote meanwhile: 0 where nothing is written yet."""
    row = text_row(db, panel, kind)
    return row.revision if row else 0


def put(
    db: Session, panel: Panel, kind: str, content: dict[str, Any], *, keys: Keyring, seen: int | None = None
) -> None:
    """Write it. `seen` is the mark of the page it was typed on; without one it is written whatever is there."""
    row = text_row(db, panel, kind)
    if seen is not None and seen != (row.revision if row else 0):
        raise SavedMeanwhile("Somebody else saved this while you were writing.")
    if row is None:
        row = PanelText(id=uuid.uuid4(), case_id=panel.case_id, panel_id=panel.id, kind=kind, revision=1)
    keys.seal_json(_column(kind), row, content)
    db.add(row)
    db.flush()


def _column(kind: str) -> Any:
    return PanelText.theirs if kind in THEIRS or kind.startswith(BEFORE) else PanelText.ours


def recommendations(db: Session, panel: Panel, keys: Keyring) -> list[tuple[PanelRecommendation, str]]:
    """What the panel recommended, by number, with its words."""
    query = select(PanelRecommendation).where(PanelRecommendation.panel_id == panel.id)
    rows = db.scalars(query.order_by(PanelRecommendation.number)).all()
    texts = keys.open_each(PanelRecommendation.text, rows)
    return [(row, text if isinstance(text, str) else HIDDEN) for row, text in zip(rows, texts, strict=True)]


HIDDEN = "This cannot be shown."
