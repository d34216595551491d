"""What follows when something did not reach the person: a task on the case, and a mail to its officer (PRV-10, R3)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.tasks import open_task
from models.cases.telling import tell_officer
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.message import Message

SUBJECT = "A notice did not arrive"
BODY = (
    "A notice of ours did not reach the person of {reference}. They do not know that there is something to read. "
    "Ring them or write to them by another way that is safe, and say in the task on the case what you did."
)


def not_reached(db: Session, keys: Keyring, case: Case, sent: Message, kind: str, *, now: datetime) -> None:
    """Somebody has to find another way; once for each thing that was sent."""
    open_task(db, case, kind, actor=SYSTEM, now=now, about_id=sent.id, cause=f"{kind}:{sent.id}")
    body = BODY.format(reference=case.reference)
    tell_officer(db, keys, case, subject=SUBJECT, body=body, cause=f"returned:{sent.id}", now=now)
