"""A report of stage 2 is in, from a room or on paper: the officer of record hears of it, and what is next (K-37)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.earlier_round import kind_of
from models.cases.tasks import open_task
from models.cases.telling import tell_officer
from models.procedure.independence import Part
from models.procedure.tasks import DRAFT_IN, REPORTS_IN
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.investigation import InvestigationReport

SUBJECT = "A report was handed in"
BODIES = {
    "draft": "A draft report is in for {reference}. Sign in: the facts in it go to everybody who was spoken with.",
    "first": "The investigating officer’s report is in for {reference}. The independent person’s comes next.",
    "both": "Both reports are in for {reference}. Sign in, and give it to a senior manager to decide.",
}


def tell(db: Session, case: Case, made: InvestigationReport, *, keys: Keyring, now: datetime) -> None:
    """A mail that says nothing of what it is about (PRV-10), and a task where the next step is ours."""
    step = "draft" if kind_of(made) == "draft" else "both" if made.part is Part.INDEPENDENT else "first"
    if step != "first":
        kind = DRAFT_IN if step == "draft" else REPORTS_IN
        open_task(db, case, kind, actor=SYSTEM, now=now, cause=f"report-in:{made.id}")
    body = BODIES[step].format(reference=case.reference)
    tell_officer(db, keys, case, subject=SUBJECT, body=body, cause=f"report-in:{made.id}", now=now)
