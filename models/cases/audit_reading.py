"""Reading the audit: newest first, by what the auditor asks for, a page at a time however long it is (AUD-08)."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, FromClause, false, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from models.audit import CHAINS, Actor, note
from models.cases.audit_words import action_words, object_words
from models.cases.finding import walled
from models.cases.openings import PIECES
from models.procedure.working_days import ENGLAND, ONE_DAY
from models.tables.account import Account
from models.tables.audit import AuditHead, AuditRow
from models.tables.case import Case
from models.tables.message import Message
from models.tables.safety import WallEntry
from models.tables.staff import Staff

PAGE = 50
KINDS = {"person": "A person", "system": "The system"}
OF_A_CASE = (*PIECES, Message)
SHOWN = (
    AuditRow.at, AuditRow.chain, AuditRow.number, AuditRow.actor_kind, AuditRow.actor_id, AuditRow.role,
    AuditRow.action, AuditRow.object_kind, AuditRow.object_id, AuditRow.request_id, AuditRow.reason,
)  # fmt: skip


class After(NamedTuple):
    """The last row of a page: where the next one begins."""

    at: datetime
    chain: str
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.chain}_{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to show; nothing said is everything."""

    chain: str = ""
    action: str = ""
    staff_id: uuid.UUID | None = None
    case_id: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None

    def codes(self) -> str:
        """The same for the audit's own row of this reading: codes and days, never what was typed."""
        said: list[tuple[str, object]] = [("chain", self.chain), ("action", self.action), ("staff", self.staff_id)]
        said += [("from", self.since), ("to", self.until)]
        return " ".join(f"{name}={value}" for name, value in said if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the audit as it is read: ids as names and references, never content."""

    at: datetime
    chain: str
    who: str
    staff_id: uuid.UUID | None  # of a member of staff, to ask for the rest of theirs
    role: str
    action: str
    code: str
    object: str
    reference: str
    reason: str
    request: str


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    next: str | None


def read_after(text: str | None) -> After | None:
    """A page's address as typed; nonsense begins at the beginning."""
    try:
        at, chain, number = (text or "").split("_")
        moment = datetime.fromisoformat(at)
        return After(moment, chain, int(number)) if moment.tzinfo and 0 < int(number) < 2**31 else None
    except ValueError:
        return None


def page(db: Session, actor: Actor, wanted: Wanted, *, after: After | None = None, size: int = PAGE) -> Page:
    """Newest first. Three statements, one more for a case, and none that grows with the audit."""
    hidden = _about(db, _walled_cases(db, actor))
    found = _source(db, wanted)
    query = select(found).where(*_conditions(found.c, wanted, hidden))
    key = (found.c.at, found.c.chain, found.c.number)
    if after is not None:
        query = query.where(tuple_(*key) < tuple_(*(literal(v, c.type) for v, c in zip(after, key, strict=True))))
    rows = db.execute(query.order_by(*(column.desc() for column in key)).limit(size + 1)).all()
    more, rows = len(rows) > size, rows[:size]
    last = rows[-1] if more else None
    return Page(_lines(db, rows), str(After(last.at, last.chain, last.number)) if last else None)


def note_reading(db: Session, actor: Actor, wanted: Wanted, *, now: datetime) -> None:
    """Reading the audit is in the audit, with what was asked for (AUD-08)."""
    kind = "case" if wanted.case_id else "audit"
    note(db, actor, "audit_read", now=now, object_kind=kind, object_id=wanted.case_id, reason=wanted.codes())


def case_of(db: Session, actor: Actor, reference: str) -> uuid.UUID | None:
    """The case of a reference. One that the wall keeps from this reader is as if it did not exist (AZ-04)."""
    who = ~walled(actor.id) if actor.id else false()
    return db.scalar(select(Case.id).where(Case.reference == reference, who))


def people(db: Session) -> list[tuple[uuid.UUID, str]]:
    """Everybody who has an account: only they can have done something as themselves."""
    rows = db.execute(select(Staff.id, Staff.name).join(Account, Account.staff_id == Staff.id).order_by(Staff.name))
    return [(staff_id, name) for staff_id, name in rows]


def lengths(db: Session) -> dict[str, int]:
    """How many rows each chain has. They are numbered without a gap, so the last number says it."""
    rows = {chain: number for chain, number in db.execute(select(AuditHead.chain, AuditHead.number))}
    return {chain: rows.get(chain, 0) for chain in CHAINS}


def _source(db: Session, wanted: Wanted) -> FromClause:
    """All of it, or first what is about one case: a database left to choose may take every "opened" there ever was."""
    rows = select(*SHOWN)
    if not wanted.case_id:
        return rows.subquery()
    return rows.where(AuditRow.object_id.in_(_about(db, [wanted.case_id]))).cte().prefix_with("MATERIALIZED")


def _conditions(
    row: ReadOnlyColumnCollection[str, Any], wanted: Wanted, hidden: Collection[uuid.UUID]
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.chain:
        conditions.append(row.chain == wanted.chain)
    if wanted.action:
        conditions.append(row.action == wanted.action)
    if wanted.staff_id:
        conditions.append(row.actor_id == wanted.staff_id)
    if wanted.since:
        conditions.append(row.at >= _midnight(wanted.since))
    if wanted.until:
        conditions.append(row.at < _midnight(wanted.until + ONE_DAY))
    if hidden:
        conditions.append(or_(row.object_id.is_(None), row.object_id.not_in(hidden)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ENGLAND)


def _walled_cases(db: Session, actor: Actor) -> Sequence[uuid.UUID]:
    """What the reader is named in. The wall beats every role, the auditor's too (AZ-04)."""
    mine = (WallEntry.staff_id == actor.id, WallEntry.lifted_at.is_(None))
    query: CompoundSelect[Any] = union_all(
        select(WallEntry.case_id).where(*mine, WallEntry.case_id.is_not(None)),
        select(Case.id).join(WallEntry, WallEntry.case_id == Case.part_of_id).where(*mine),
        select(WallEntry.alert_id).where(*mine, WallEntry.alert_id.is_not(None)),
    )
    return [case_id for case_id in db.scalars(query) if case_id]


def _about(db: Session, cases: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """These cases, and the letters, files, reports, mails and alerts that belong to them."""
    if not cases:
        return set()
    parts = [select(table.id).where(table.case_id.in_(cases)) for table in OF_A_CASE]
    return {*cases, *db.scalars(union_all(*parts))}


def _lines(db: Session, rows: Sequence[Any]) -> list[Line]:
    objects = {row.object_id for row in rows if row.object_id}
    names = _names(db, objects | {row.actor_id for row in rows if row.actor_id and row.actor_kind == "staff"})
    references = _references(db, objects)
    return [
        Line(
            at=row.at,
            chain=row.chain,
            who=_who(row, names),
            staff_id=row.actor_id if row.actor_kind == "staff" else None,
            role=row.role.replace("_", " "),
            action=action_words(row.action),
            code=row.action,
            object=_object(row, names),
            reference=references.get(row.object_id, "") if row.object_id else "",
            reason=row.reason,
            request=row.request_id,
        )
        for row in rows
    ]


def _who(row: Any, names: dict[uuid.UUID, str]) -> str:
    if row.actor_kind != "staff":
        return KINDS.get(row.actor_kind, str(row.actor_kind))
    return names.get(row.actor_id, "Somebody who has left") if row.actor_id else "Nobody who is known"


def _object(row: Any, names: dict[uuid.UUID, str]) -> str:
    kind = object_words(row.object_kind)
    name = names.get(row.object_id, "") if row.object_id else ""
    return f"{kind}: {name}" if name else kind


def _names(db: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names of the directory, by the id of the person or of their account."""
    wanted = set(ids)
    found = (
        select(Staff.id, Staff.name).where(Staff.id.in_(wanted)),
        select(Account.id, Staff.name).join(Staff, Staff.id == Account.staff_id).where(Account.id.in_(wanted)),
    )
    return {key: name for key, name in db.execute(union_all(*found))} if wanted else {}


def _references(db: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The case that each of these is, or belongs to."""
    if not ids:
        return {}
    parts = [select(Case.id, Case.reference).where(Case.id.in_(ids))]
    for table in OF_A_CASE:
        belongs = select(table.id, Case.reference).join(Case, Case.id == table.case_id)
        parts.append(belongs.where(table.id.in_(ids)))
    return {key: reference for key, reference in db.execute(union_all(*parts))}
