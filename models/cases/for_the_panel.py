"""What a panel has before it from the person: what they want it to know, why they asked for it, what helps them on the
day, and the day (REG 19(6), K-55). Their page says that the panel reads it, so it stands in every room of the panel;
it can go out as a paper as well."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases import meeting
from models.cases.panel_choices import chosen
from models.cases.panel_rows import WISHES, newest, text_of, text_row
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.following import MeetingDate
from models.tables.history import CaseEvent
from models.tables.panel import Panel

COMMENTS, REQUEST = "comments", "request"  # kinds of a paper in a room
TITLES = {COMMENTS: "What they want the panel to know", REQUEST: "Their request for the panel"}
HIDDEN = "This cannot be shown."


@dataclass(frozen=True, slots=True)
class Theirs:
    kind: str
    id: uuid.UUID
    on: date
    text: str

    @property
    def title(self) -> str:
        return TITLES[self.kind]


@dataclass(frozen=True, slots=True)
class ForPanel:
    """What a room of the panel shows of it."""

    day: MeetingDate | None
    chosen: list[dict[str, str]]  # how they come, with whom, who speaks, what helps
    written: list[Theirs]


def for_the_panel(db: Session, case: Case, keys: Keyring) -> ForPanel:
    panel = newest(db, case)
    if panel is None:
        return ForPanel(None, [], [])
    dates = [row for row in meeting.dates_of(db, case) if row.kind == meeting.PANEL]
    since = [
        row for row in dates if row.fixed_at and not row.cancelled_at and local_day(row.offered_at) >= panel.asked_on
    ]
    wishes = {name: said for name, said in text_of(db, panel, WISHES, keys).items() if name != "say"}
    return ForPanel(next(iter(since), None), chosen(wishes), written(db, case, keys))


def written(db: Session, case: Case, keys: Keyring) -> list[Theirs]:
    """Their own words to the panel that counts now: those that there are."""
    panel = newest(db, case)
    return [*_comments(db, panel, keys), *_request(db, case, panel, keys)] if panel else []


def _comments(db: Session, panel: Panel, keys: Keyring) -> list[Theirs]:
    row, said = text_row(db, panel, WISHES), str(text_of(db, panel, WISHES, keys).get("say") or "").strip()
    if row is None or not said:
        return []
    query = select(CaseEvent.on).where(CaseEvent.case_id == panel.case_id, CaseEvent.event == Event.PANEL_WISHES)
    on = db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first() or panel.asked_on
    return [Theirs(COMMENTS, row.id, on, said)]


def _request(db: Session, case: Case, panel: Panel, keys: Keyring) -> list[Theirs]:
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.S3_REQUESTED)
    row = db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()
    if row is None:
        return []
    try:
        said = keys.open_if(CaseEvent.details, row) or ""
    except Unreadable:
        said = HIDDEN
    return [Theirs(REQUEST, row.id, row.on, said)] if said.strip() else []
