"""Asking those who can supply it for what a report lacks: one mail a day to each, which names no case (S-14)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.telling import people_of
from models.post.outbox import queue_staff
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.reports.managing import Chase
from models.sealing import Keyring
from models.tables.account import Account, AccountState
from models.tables.case import Case
from models.tables.message import Message

SUBJECT = "Something is missing that the report needs"
BODY = (
    "{cases} of yours lack something that the report needs, like a date or how it ended. Sign in, open Reports, choose "
    "the report, and look under “Lists” at “What is missing”: “Mine” holds them. Please do not guess a date: ask "
    "whoever knows it."
)


def ask_for_it(db: Session, keys: Keyring, missing: Iterable[Chase], *, by: Actor, now: datetime) -> int:
    """How many are asked who were not asked today: the officer of each case, and every officer for those without."""
    ids = [one.case_id for one in missing]
    owners = Counter(db.scalars(select(Case.officer_id).where(Case.id.in_(ids))))
    query = select(Account.staff_id, Account.id, Account.email).where(Account.state == AccountState.ACTIVE)
    known = {staff_id: (account_id, email) for staff_id, account_id, email in db.execute(query)}
    asked: Counter[tuple[object, str]] = Counter()
    for officer_id, number in owners.items():
        if officer_id in known:
            asked[known[officer_id]] += number
        else:
            asked.update({(person.account_id, person.email): number for person in people_of(db, Role.OFFICER)})
    today = {f"chase:{account_id}:{local_day(now)}" for account_id, _ in asked}
    done = set(db.scalars(select(Message.cause).where(Message.cause.in_(today))))
    people = 0
    for (account_id, email), number in asked.items():
        body = BODY.format(cases=f"{number} complaint{'' if number == 1 else 's'}")
        once = f"chase:{account_id}:{local_day(now)}"
        if once in done:
            continue
        people += 1
        queue_staff(db, keys, to=email, subject=SUBJECT, body=body, cause=once, now=now, kind="staff")
    note(db, by, "chased", now=now, object_kind="report", reason=f"{len(ids)} cases, {people} people")
    return people
