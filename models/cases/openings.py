"""Who on our side has opened a case or anything of it: a page, a file, a letter, a report, a room (AUD-07).

Read from the audit itself and whole: what is many is counted, and nothing is left out after so many.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Subquery, func, literal, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import CTE

from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.incoming import IncomingMail
from models.tables.investigation import Interview, InvestigationReport
from models.tables.outsider import OutsiderLetter
from models.tables.register import OmbudsmanCase
from models.tables.safety import SafetyAlert
from models.tables.staff import Staff
from models.tables.stage_two import ComplaintStatement
from models.tables.upload import Upload
from models.tables.words import Letter, TheirWords

OPENED = (
    "view", "view_letter", "view_outside_letter", "view_facts", "view_report", "view_statement", "view_words",
    "view_alert", "view_file", "file_original", "view_mail", "contact_shown", "ombudsman_file", "access_read",
    "access_taken", "letter_word", "print", "record",
)  # fmt: skip
PIECES: tuple[Any, ...] = (
    Letter, TheirWords, Upload, ComplaintStatement, InvestigationReport, Interview, OutsiderLetter, IncomingMail,
    OmbudsmanCase, SafetyAlert,
)  # fmt: skip
OF_THE_WHOLE = (TheirWords, Upload)  # what was sent stays on the case that it was sent to, when it is split
KINDS = {
    "case": "the case",
    "upload": "files and recordings",
    "letter": "letters",
    "outsider_letter": "letters to people from outside",
    "words": "what they sent",
    "statement": "the statement of complaint",
    "report": "reports",
    "interview": "what somebody said who was spoken with",
    "incoming_mail": "mails",
    "ombudsman": "what the Ombudsman did",
    "alert": "alerts",
}
ROLES = (
    Role.OUTSIDER,
    Role.OFFICER,
    Role.MANAGER,
    Role.RESPONDER,
    Role.ALTERNATE,
    Role.DUTY,
    Role.PROVIDER,
    Role.ADVOCATE,
)
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """Someone on our side opened the case on a day: their role, never their name."""

    role: str
    day: date


@dataclass(frozen=True, slots=True)
class Look:
    """One person of ours in one role: how often they opened what, and when first and last."""

    who: str
    role: str
    times: int
    what: tuple[tuple[str, int], ...]  # what it was and how often, the most first
    first: datetime
    last: datetime


def openings(db: Session, case: Case, *, most: int | None = None) -> Iterator[Opening]:
    """As its person may know it: each role once a day, the newest first, never a name."""
    rows = _rows(*_within(case))
    seen: set[Opening] = set()
    query = select(rows.c.role, rows.c.at).where(*_theirs_to_know(rows)).order_by(rows.c.at.desc())
    with db.execute(query.execution_options(yield_per=AT_ONCE)) as found:
        for role, at in found:
            one = Opening(_role(role), local_day(at))
            if one not in seen:
                seen.add(one)
                yield one
            if len(seen) == most:
                return


def looks(db: Session, case: Case) -> list[Look]:
    """Everybody who has opened any of it, who did last first. One query, whose answer grows with people alone."""
    rows = _rows(*_within(case))
    query = (
        select(Staff.id, Staff.name, rows.c.role, rows.c.object_kind, func.count(), *_ends(rows))
        .join(Staff, Staff.id == rows.c.actor_id)
        .group_by(Staff.id, Staff.name, rows.c.role, rows.c.object_kind)
    )
    each: dict[tuple[uuid.UUID, str], list[Any]] = {}
    for row in db.execute(query):
        each.setdefault((row.id, row.role), []).append(row)
    return sorted((_look(some) for some in each.values()), key=lambda one: one.last, reverse=True)


def moments(db: Session, cases: Collection[uuid.UUID]) -> list[tuple[datetime, str]]:
    """When any of these cases was opened and by whom, as their person may know it: the role alone, the oldest first."""
    rows = _rows(cases)
    query = select(rows.c.at, rows.c.role).where(*_theirs_to_know(rows)).order_by(rows.c.at)
    return [(at, role) for at, role in db.execute(query)]


def moments_apart(db: Session, things: Collection[uuid.UUID]) -> list[tuple[datetime, str]]:
    """The same of what hangs on no case: mail, earlier requests to see records."""
    query = select(AuditRow.at, AuditRow.role).where(
        AuditRow.object_id.in_(things), AuditRow.actor_kind == "staff", AuditRow.object_kind != "alert",
        AuditRow.action.in_((*OPENED, "access_view")),
    )  # fmt: skip
    return [(at, role) for at, role in db.execute(query.order_by(AuditRow.at, AuditRow.number))]


def opened_already(db: Session, case: Case, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these people, who has opened any of it."""
    rows = _rows(*_within(case))
    return set(db.scalars(select(rows.c.actor_id).where(rows.c.actor_id.in_(ids)).distinct()))


def pieces(cases: Collection[uuid.UUID], wholes: Collection[uuid.UUID] = ()) -> Subquery:
    """The ids of these cases and of all that belongs to them; of `wholes`, of what was sent alone."""
    parts: list[Any] = [select(Case.id).where(Case.id.in_(cases))]
    parts += [select(table.id).where(table.case_id.in_(cases)) for table in PIECES]
    parts += [select(table.id).where(table.case_id.in_(wholes)) for table in OF_THE_WHOLE] if wholes else []
    return union_all(*parts).subquery()


def _within(case: Case) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    return [case.id], [case.origin_id] if case.origin_id != case.id else []


def _rows(cases: Collection[uuid.UUID], wholes: Collection[uuid.UUID] = ()) -> CTE:
    """Gathered first: a database left to choose may take every "opened" there ever was."""
    within = pieces(cases, wholes)
    query = select(AuditRow.role, AuditRow.at, AuditRow.actor_id, AuditRow.object_kind).where(
        AuditRow.object_id.in_(select(within.c.id)), AuditRow.actor_kind == "staff", AuditRow.action.in_(OPENED)
    )
    return query.cte().prefix_with("MATERIALIZED")


def _theirs_to_know(rows: CTE) -> tuple[Any, ...]:
    """An alert may be about who complains themselves: that somebody read one is no part of what they are told."""
    return (rows.c.object_kind != literal("alert"),)


def _ends(rows: CTE) -> tuple[Any, ...]:
    return (func.min(rows.c.at).label("first"), func.max(rows.c.at).label("last"))


def _look(rows: Iterable[Any]) -> Look:
    rows = list(rows)
    what: Counter[str] = Counter()
    for row in rows:
        what[KINDS.get(row.object_kind, row.object_kind)] += row.count
    often = tuple(sorted(what.items(), key=lambda one: (-one[1], one[0])))
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    return Look(rows[0].name, rows[0].role.replace("_", " "), what.total(), often, first, last)


def _role(roles: str) -> str:
    held = set(roles.replace("advocate_lead", "advocate").split())
    return next((role.value for role in ROLES if role.value in held), "other")
