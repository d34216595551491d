"""The council's own periods: one asks for each, another agrees, and only then it counts (RET-01, AZ-10)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import KEEPERS
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import (
    ACTIONS,
    TRIGGERS,
    Action,
    Facts,
    Kind,
    Period,
    Trigger,
    doubts,
    fault,
    kind_of,
)
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.retention import RetentionPeriod
from models.tables.safety import SafetyAlert
from models.tables.staff import Staff

THEMSELVES = "You asked for this yourself. Somebody else has to agree."


@dataclass(frozen=True, slots=True)
class Row:
    """One period with the names of who asked and who agreed."""

    row: RetentionPeriod
    asked_by: str
    agreed_by: str

    @property
    def words(self) -> str:
        one = self.row
        years = f"{one.years} year{'' if one.years == 1 else 's'}"
        return f"{years} from {TRIGGERS[Trigger(one.trigger)]}; then {ACTIONS[Action(one.action)]}"

    @property
    def doubts(self) -> list[str]:
        return doubts(Kind(self.row.kind), period_of(self.row))


def period_of(row: RetentionPeriod) -> Period:
    return Period(Trigger(row.trigger), row.years, Action(row.action))


def ask(db: Session, kind: Kind, period: Period, authority: str, *, actor: Actor, now: datetime) -> RetentionPeriod:
    """Put a period forward. One that waits for the same kind gives way to it."""
    _only_a_keeper(actor)
    if problem := fault(period, kind):
        raise NotAllowed(problem)
    for waiting in db.scalars(_waiting().where(RetentionPeriod.kind == kind.value)):
        waiting.refused_at = now
    row = RetentionPeriod(
        id=uuid.uuid4(), kind=kind.value, trigger=period.trigger.value, years=period.years,
        action=period.action.value, authority=authority, asked_by=actor.id, asked_at=now,
    )  # fmt: skip
    db.add(row)
    note(db, actor, "period_asked", now=now, object_kind="period", object_id=row.id, reason=_coded(row))
    return row


def settle(db: Session, row_id: uuid.UUID, *, agree: bool, actor: Actor, now: datetime) -> RetentionPeriod | None:
    """The second person's yes, or anybody's no. None where it no longer waits."""
    _only_a_keeper(actor)
    row = db.scalars(_waiting().where(RetentionPeriod.id == row_id)).one_or_none()
    if row is None:
        return None
    if agree and row.asked_by == actor.id:
        raise NotAllowed(THEMSELVES)
    if agree:
        row.agreed_by, row.agreed_at = actor.id, now
    else:
        row.refused_at = now
    action = "period_agreed" if agree else "period_refused"
    note(db, actor, action, now=now, object_kind="period", object_id=row.id, reason=_coded(row))
    return row


def in_force(db: Session) -> dict[Kind, Row]:
    """The newest agreed period of each kind; a kind without one is kept for ever, and the page says so."""
    agreed = RetentionPeriod.agreed_at.is_not(None)
    return {Kind(one.row.kind): one for one in _rows(db, agreed, RetentionPeriod.agreed_at)}


def periods(db: Session) -> dict[Kind, Period]:
    return {kind: period_of(one.row) for kind, one in in_force(db).items()}


def proposed(db: Session) -> Sequence[Row]:
    """Those that wait for a second person."""
    condition = RetentionPeriod.agreed_at.is_(None) & RetentionPeriod.refused_at.is_(None)
    return _rows(db, condition, RetentionPeriod.asked_at)


def facts_of(db: Session, cases: Sequence[Case]) -> Mapping[uuid.UUID, Facts]:
    """What decides the day of each closed case, in one question more however many there are."""
    ids = [case.id for case in cases]
    alerted = set(db.scalars(select(SafetyAlert.case_id).where(SafetyAlert.case_id.in_(ids))))
    return {case.id: _facts(case, case.closed_on, alert=case.id in alerted) for case in cases if case.closed_on}


def _facts(case: Case, closed_on: date, *, alert: bool) -> Facts:
    return Facts(
        kind_of(case.procedure, alert=alert), case.received_on, closed_on, local_day(case.last_event_at),
        case.young_person, case.age_band,
    )  # fmt: skip


def _waiting() -> Select[RetentionPeriod]:
    open_one = (RetentionPeriod.agreed_at.is_(None), RetentionPeriod.refused_at.is_(None))
    return select(RetentionPeriod).where(*open_one)


def _rows(db: Session, condition: ColumnElement[bool], order: object) -> list[Row]:
    names = {row_id: name for row_id, name in db.execute(select(Staff.id, Staff.name).where(_named_here()))}
    found = db.scalars(select(RetentionPeriod).where(condition).order_by(order))  # type: ignore[arg-type]
    return [Row(one, names.get(one.asked_by, ""), names.get(one.agreed_by, "")) for one in found]  # type: ignore[arg-type]


def _named_here() -> ColumnElement[bool]:
    return exists().where((RetentionPeriod.asked_by == Staff.id) | (RetentionPeriod.agreed_by == Staff.id))


def _coded(row: RetentionPeriod) -> str:
    return f"{row.kind} {row.years} {row.trigger} {row.action}"


def _only_a_keeper(actor: Actor) -> None:
    if not actor.roles & KEEPERS:
        raise NotAllowed("Only a records officer or a complaints manager decides how long cases are kept.")
