"""Dates for a meeting or a panel: we offer, the person says which work, one is fixed; who cancelled is kept (S-04)."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.notifying import tell_person
from models.cases.panel_rows import panels
from models.cases.policies import holidays, policy_of
from models.cases.recording import record, running_clocks
from models.cases.telling import tell_officer
from models.cases.their_turn import BODY, SUBJECT
from models.cases.walls import heed
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.following import MeetingDate

PANEL = "panel"
OVER = "Choose a day that is still to come."
KINDS = {"meeting": "A meeting", "panel": "A review panel"}
PLACES = {"in_person": "In person", "video": "By video", "phone": "By phone"}
WITHOUT = "fixed_without_yes"
BY = {"council": "We did", "panel": "Somebody on the panel did", "person": "The person did"}


def dates_of(db: Session, case: Case) -> Sequence[MeetingDate]:
    """Every date that was ever offered, in the order of the days."""
    query = select(MeetingDate).where(MeetingDate.case_id == case.id)
    return db.scalars(query.order_by(MeetingDate.starts_at, MeetingDate.id)).all()


def offer(
    db: Session, case: Case, kind: str, place: str, moments: Iterable[datetime], *, actor: Actor, now: datetime
) -> None:
    """Some dates to choose from. The person hears of it where writing is safe."""
    given = sorted(set(moments))
    if kind not in KINDS or place not in PLACES or actor.id is None or not given:
        raise NotAllowed("Offer at least one day that is still to come.")
    if given[0] <= now:
        raise NotAllowed(OVER)
    if kind == PANEL:
        _in_time(db, case, given, now=now)
    db.add_all(
        MeetingDate(
            id=uuid.uuid4(), case_id=case.id, kind=kind, place=place, starts_at=moment, offered_at=now,
            offered_by=actor.id,
        )
        for moment in given
    )  # fmt: skip
    if kind == PANEL and case.state is not State.S3_REQUESTED:
        raise NotAllowed("Dates for a panel are offered once a panel was asked for, and before it has met.")
    case.waiting_on = "person"
    happened = record(db, case, Event.DATES_OFFERED, actor=actor, now=now, reason=kind)
    tell_person(db, case, cause=f"dates:{happened.id}", now=now)


def panel_by(db: Session, case: Case) -> date | None:
    """The day by which the panel has to meet (K-54); None where none is owed."""
    return next((row.due_on for row in running_clocks(db, case) if row.clock is Clock.S3_PANEL), None)


def papers_from(db: Session, case: Case, *, now: datetime) -> date:
    """The first day for a panel that leaves its papers the days they have to be out before (K-55)."""
    return add_working_days(local_day(now), abs(policy_of(db, case).lengths[Clock.S3_PAPERS]), holidays(db))


def _in_time(db: Session, case: Case, given: Sequence[datetime], *, now: datetime) -> None:
    """A day that the law allows is offered first. Later ones may follow where those did not suit them (X-05)."""
    by = panel_by(db, case)
    if by is None or by < local_day(now):
        return
    before = [row.starts_at for row in _of_this_panel(db, case)]
    if not any(local_day(moment) <= by for moment in (*given, *before)):
        raise NotAllowed(f"Offer at least one day up to {short_date(by)}: the panel meets by then (K-54).")


def answer(
    db: Session, case: Case, works: Collection[uuid.UUID], *, actor: Actor, now: datetime, made: uuid.UUID | None = None
) -> None:
    """All the dates that work for them; the others do not. None at all is an answer too: we offer others."""
    for row in waiting(db, case, now=now):
        row.can, row.answered_at = row.id in works, now
    case.waiting_on = "us"
    record(db, case, Event.DATES_ANSWERED, actor=actor, now=now, reason="some" if works else "none", made=made)
    db.flush()


def _of_this_panel(db: Session, case: Case) -> list[MeetingDate]:
    """The days for the panel that counts now: that of one which has met stands for that one alone (3.8)."""
    met = {panel.held_on for panel in panels(db, case)}
    return [row for row in dates_of(db, case) if row.kind == PANEL and local_day(row.starts_at) not in met]


def fix(
    db: Session, case: Case, date_id: uuid.UUID, *, actor: Actor, now: datetime, tried: str = "",
    keys: Keyring | None = None,
) -> None:  # fmt: skip
    """This one it is. Only a date that works for the person is fixed; a panel, which the law lets wait for nobody
    (K-54), also without their yes, where what was `tried` is kept. They may come, write, or ask for another day."""
    row = _one(db, case, date_id)
    alone = row.kind == PANEL and bool(tried.strip()) and row.starts_at > now
    if not (row.can or alone) or row.fixed_at or row.cancelled_at:
        raise NotAllowed("Only a date that works for them can be fixed.")
    if row.kind == PANEL and any(_stands(one) for one in _of_this_panel(db, case)):
        raise NotAllowed("Another date for the panel is fixed. Cancel that one first, and say who did.")
    row.fixed_at = now
    if row.kind == PANEL:  # its papers count back from that day (K-55)
        day = local_day(row.starts_at)
        told: dict[str, Any] = {} if row.can else {"reason": WITHOUT, "details": tried, "keys": keys}
        happened = record(db, case, Event.PANEL_FIXED, actor=actor, now=now, starts_on=day, **told)
    else:
        happened = record(db, case, Event.DATE_FIXED, actor=actor, now=now, reason=row.kind)
    tell_person(db, case, cause=f"date:{happened.id}", now=now)


def cancel(
    db: Session, case: Case, date_id: uuid.UUID, *, by: str, why: str, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """It will not be then. Who cancelled, when and why stays; no time limit of ours waits for it (S-04)."""
    row = _one(db, case, date_id)
    if by not in BY or row.cancelled_at or not row.fixed_at:
        raise NotAllowed("There is no fixed date to cancel.")
    if actor.kind == "staff" and not why.strip():
        raise NotAllowed("Say why it was cancelled.")
    row.cancelled_at, row.cancelled_by = now, by
    if actor.kind == "person":
        heed(db, case, why, now=now)
    if why:
        keys.seal(MeetingDate.why, row, why)
    case.waiting_on = "us"
    event = Event.PANEL_CANCELLED if row.kind == PANEL else Event.DATE_CANCELLED
    happened = record(db, case, event, actor=actor, now=now, reason=f"cancelled_by_{by}", made=made)
    if by == "person" and (actor.id is None or actor.id != case.officer_id):
        told = {"subject": SUBJECT, "body": BODY.format(reference=case.reference)}
        tell_officer(db, keys, case, cause=f"cannot-come:{row.id}", now=now, **told)
    if actor.kind == "staff":  # whoever may be on the way reads at once that it is off
        tell_person(db, case, cause=f"date-off:{happened.id}", now=now)


def told(db: Session, case: Case, date_id: uuid.UUID, *, works: bool, actor: Actor, now: datetime) -> None:
    """The person told an officer whether a date works: not everybody has a page (3.1)."""
    row = _one(db, case, date_id)
    if row.fixed_at or row.cancelled_at or row.starts_at <= now:
        raise NotAllowed("This date is not open any more.")
    row.can, row.answered_at = works, now
    case.waiting_on = "us"
    record(db, case, Event.DATES_ANSWERED, actor=actor, now=now, reason="told_us")


def waiting(db: Session, case: Case, *, now: datetime) -> list[MeetingDate]:
    """Those the person may still choose from. Once one of them is fixed, nobody is asked about the others."""
    rows = dates_of(db, case)
    settled = {row.kind: row.fixed_at for row in rows if _stands(row) and row.starts_at > now}
    open_ones = [row for row in rows if row.starts_at > now and not row.fixed_at and not row.cancelled_at]
    return [row for row in open_ones if not (after := settled.get(row.kind)) or row.offered_at > after]


def fixed(db: Session, case: Case, *, now: datetime) -> list[MeetingDate]:
    return [row for row in dates_of(db, case) if row.fixed_at and not row.cancelled_at and row.starts_at > now]


def _stands(row: MeetingDate) -> bool:
    return row.fixed_at is not None and row.cancelled_at is None


def why_of(row: MeetingDate, keys: Keyring) -> str:
    try:
        return keys.open_if(MeetingDate.why, row) or ""
    except Unreadable:
        return "This cannot be shown."


def _one(db: Session, case: Case, date_id: uuid.UUID) -> MeetingDate:
    return db.scalars(select(MeetingDate).where(MeetingDate.id == date_id, MeetingDate.case_id == case.id)).one()
