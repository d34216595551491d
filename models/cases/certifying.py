"""The certificate of an erasure, or of making anonymous: what went, what stays, who decided, and until when a backup
may still hold it."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.audit import Actor
from models.cases.finding import on_record
from models.procedure.retention import BACKUPS
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.retention import RetentionDecision
from models.tables.staff import Staff

GROUPS: Mapping[str, tuple[str, ...]] = {  # in the words of somebody who never saw a table
    "What was said: by the person, by us, and among ourselves": (
        "their_words", "translation", "thread_message", "note", "contribution", "answer", "statement_reply",
        "complaint_statement", "afterwards", "told_back", "passed_on", "point_change", "transcript", "interview",
        "investigation_report", "panel_text", "panel_recommendation", "judgement", "freeze", "behaviour", "pause",
    ),
    "Letters, and notices that were sent": ("letter", "message", "extension"),
    "Who they are and how to reach them": ("confidential", "safe_way", "reach_card", "notice_to", "tag"),
    "Ways in: words of theirs, and of those who stood beside them": (
        "holder", "words_request", "advocate_access", "advocate_draft", "referral", "complainant", "letter_leave",
    ),
    "Files": ("upload",),
    "Who of ours was kept from it, and who from outside was appointed": ("wall", "appointment"),
}  # fmt: skip
OTHER = "Other records of it"


@dataclass(frozen=True, slots=True)
class Certificate:
    case: Case
    row: RetentionDecision
    decided_by: str
    agreed_by: str
    parts: list[str]
    gone: list[tuple[str, int]]
    backups_until: date


def certificate(db: Session, actor: Actor, row_id: uuid.UUID) -> Certificate | None:
    """None where `actor` may not know of it, or it is not erased."""
    first, second = aliased(Staff), aliased(Staff)
    query = (
        select(RetentionDecision, Case, first.name, second.name)
        .join(Case, Case.id == RetentionDecision.case_id)
        .outerjoin(first, first.id == RetentionDecision.decided_by)
        .outerjoin(second, second.id == RetentionDecision.agreed_by)
        .where(RetentionDecision.id == row_id, RetentionDecision.erased_at.is_not(None), on_record(actor))
    )
    found = db.execute(query).one_or_none()
    if found is None:
        return None
    row, case, decided_by, agreed_by = found
    if row.erased_at is None:
        return None
    parts = list(db.scalars(select(Case.reference).where(Case.part_of_id == case.id).order_by(Case.reference)))
    until = local_day(row.erased_at) + timedelta(days=BACKUPS)
    gone = grouped(json.loads(row.gone or "{}"))
    return Certificate(case, row, decided_by or "", agreed_by or "", parts, gone, until)


def grouped(rows: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts of tables as counts of things. A file is counted once, by its row."""
    named = {table for tables in GROUPS.values() for table in tables}
    found = [(words, sum(rows.get(table, 0) for table in tables)) for words, tables in GROUPS.items()]
    rest = sum(count for table, count in rows.items() if table not in named and table != "files")
    return [(words, count) for words, count in [*found, (OTHER, rest)] if count]
