"""Making an empty database ready: the audit chains, the policies that come with the service, the bank holidays."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import CHAINS, Chain, start
from models.policy import bank_holidays, shipped, shipped_data
from models.tables.audit import AuditHead
from models.tables.settings import BankHoliday, CouncilPolicy


def found(db: Session, audit_keys: dict[str, bytes], *, now: datetime) -> dict[str, bytes]:
    """Add what a new version brings and what is missing; what is there stays. May run twice without harm.

    `audit_keys` is each process's audit key. Returns the first key of every chain begun now, which the caller keeps
    for the auditor and for nobody else. Flushes.
    """
    begun = set(db.scalars(select(AuditHead.chain)))
    first_keys = {name: start(db, Chain(name, audit_keys[name])) for name in CHAINS if name not in begun}
    known = {(council, since) for council, since in db.execute(select(CouncilPolicy.council, CouncilPolicy.since))}
    for policy in shipped():
        if (policy.council, policy.since) not in known:
            body = shipped_data(policy.council, policy.since)
            db.add(CouncilPolicy(council=policy.council, since=policy.since, body=body))
    days = set(db.scalars(select(BankHoliday.day)))
    db.add_all(
        BankHoliday(day=day, name=name, added_at=now) for day, name in bank_holidays().items() if day not in days
    )
    db.flush()
    return first_keys
