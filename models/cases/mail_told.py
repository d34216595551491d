"""What follows when something did not reach the person: a task on the case, and a mail to its officer (PRV-10, R3)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.tasks import open_task
from models.cases.telling import tell_managers, walled_off
from models.post.outbox import queue_staff
from models.sealing import Keyring
from models.tables.account import Account, AccountState
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
    _tell(db, keys, case, sent, now=now)


def _tell(db: Session, keys: Keyring, case: Case, notice: Message, *, now: datetime) -> None:
    """A mail to the officer of record, once for each notice; to the managers where nobody has the case."""
    cause, body = f"returned:{notice.id}", BODY.format(reference=case.reference)
    if db.scalars(select(Message.id).where(Message.cause.startswith(cause)).limit(1)).first():
        return
    theirs = (Account.staff_id == case.officer_id, Account.state == AccountState.ACTIVE)
    account = db.scalars(select(Account).where(*theirs)).first() if case.officer_id else None
    if account is not None and account.staff_id not in walled_off(db, case.id):
        queue_staff(db, keys, to=account.email, subject=SUBJECT, body=body, cause=f"{cause}:{account.id}", now=now)
    else:
        tell_managers(db, keys, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)
