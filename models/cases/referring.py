"""Asking a provider for an advocate, the same minute, with only what the person ticked (experience 2.4b, decisions 15).

The public site keeps the request; the worker finds the provider and sends it a mail that says nothing but that there is
something to read. What is shared is read on the provider's own page, from the case, as the ticks allow.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases.recording import record
from models.cases.tasks import open_task
from models.cases.telling import tell, tell_managers, walled_off
from models.post.outbox import queue_staff
from models.procedure.advocacy import ADVOCATE, FINDS, NO_PROVIDER, SHARES
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import NO_ADVOCATE
from models.procedure.terms import Advocate, Event, Role
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.message import Message
from models.tables.staff import Organisation, Staff

KIND = "referral"  # of a message
SUBJECT = "Something new for you to read"
BODY = "There is something new for you to read. Sign in and open Referrals."
CANNOT_SUBJECT = "An advocate must be found by hand"
CANNOT_BODY = "No advocate could be asked for by mail. Ask for one by phone today. Reference {reference}."


def ask_provider(
    db: Session, case: Case, *, kind: str, shares: Iterable[str], wishes: str, keys: Keyring, now: datetime
) -> Referral:
    """Keep the request: the worker sends it at its next turn. `keys` needs the public half of the case's file."""
    ticked = [share for share in SHARES if share in set(shares)]
    if FINDS not in ticked:
        raise NotAllowed("An advocate cannot be asked for until the person lets us say how to reach them.")
    referral = latest(db, case)
    if referral is None or referral.kind != kind or referral.cannot is not None or referral.contacted_on is not None:
        referral = Referral(id=uuid.uuid4(), case_id=case.id, kind=kind, asked_at=now)
    referral.shares = " ".join(ticked)  # asked again while they wait: the same request, with what they tick now
    if wishes:
        keys.seal(Referral.wishes, referral, wishes)
    db.add(referral)
    db.flush()
    return referral


def latest(db: Session, case: Case) -> Referral | None:
    """The newest request that the person has not taken back."""
    query = select(Referral).where(Referral.case_id == case.id, Referral.ended_at.is_(None))
    return db.scalars(query.order_by(Referral.asked_at.desc()).limit(1)).first()


def said_in_letters(db: Session, case: Case) -> str:
    """What our letters say of an advocate, a code: as the person said, or that one was asked for since ("asked")."""
    if case.advocate is Advocate.YES and (row := latest(db, case)) and row.sent_at and not row.cannot:
        return "asked"
    return case.advocate.value if case.advocate else ""


def send_waiting(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Give each new request to a provider; what nobody can take goes to the officers at once. Returns how many."""
    query = select(Referral).where(Referral.sent_at.is_(None), Referral.cannot.is_(None), Referral.ended_at.is_(None))
    sent = 0
    for referral in db.scalars(query.order_by(Referral.asked_at)).all():
        if referral.provider_id is not None and _under_way(db, referral):
            continue
        case = db.get_one(Case, referral.case_id)
        chosen = choose_provider(db, case, referral.provider_id)
        if chosen is None:
            cannot(db, case, referral, NO_PROVIDER, keys=keys, actor=SYSTEM, now=now)
            continue
        give(db, keys, referral, chosen, now=now)
        sent += 1
    return sent


def choose_provider(db: Session, case: Case, wanted: uuid.UUID | None = None) -> Organisation | None:
    """The first open provider by name with somebody who may take it; nobody whom the wall keeps out (E-26)."""
    query = select(Organisation).where(Organisation.active.is_(True)).order_by(Organisation.name)
    if wanted is not None:
        query = query.where(Organisation.id == wanted)
    return next((one for one in db.scalars(query) if people_of(db, one.id, case)), None)


def people_of(db: Session, provider_id: uuid.UUID, case: Case) -> Sequence[Account]:
    """Who of this provider can sign in and is on this side of the wall."""
    kept_out = walled_off(db, case.id)
    return [account for account in db.scalars(_accounts(provider_id)) if account.staff_id not in kept_out]


def give(db: Session, keys: Keyring, referral: Referral, provider: Organisation, *, now: datetime) -> None:
    """To this provider, by a mail to each of its people. The mail names no one and no case (PRV-10)."""
    case = db.get_one(Case, referral.case_id)
    referral.provider_id, referral.sent_at, referral.cannot = provider.id, None, None
    for account in people_of(db, provider.id, case):
        cause = f"{KIND}:{referral.id}:{provider.id}:{account.id}"
        if db.scalars(select(Message.id).where(Message.cause == cause)).first() is None:
            about = {"case": case.id, "role": Role.PROVIDER.value}
            queue_staff(
                db, keys, to=account.email, subject=SUBJECT, body=BODY, cause=cause, now=now, kind=KIND, about=about
            )
    db.flush()


def went(db: Session, message: Message, *, now: datetime) -> None:
    """The mail server took the notice: only now was an advocate asked for (K-05)."""
    referral = _of(db, message)
    if referral is None or referral.sent_at is not None:
        return
    referral.sent_at = now
    case = db.get_one(Case, referral.case_id)
    record(db, case, Event.ADVOCATE_REFERRED, actor=SYSTEM, now=now, reason=referral.kind)


def did_not_go(db: Session, keys: Keyring, message: Message, *, now: datetime) -> None:
    """The mail will never arrive. Where no other of theirs did, an officer asks by phone today."""
    referral = _of(db, message)
    if referral is None or referral.sent_at is not None or referral.cannot is not None or _under_way(db, referral):
        return
    case = db.get_one(Case, referral.case_id)
    cannot(db, case, referral, "not_delivered", keys=keys, actor=SYSTEM, now=now)


def cannot(
    db: Session, case: Case, referral: Referral, why: str, *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """Nobody can be given this way. The officers hear of it at once, and it is a task until somebody asked by phone
    (X-14); the person's page shows who else can help."""
    referral.cannot = why
    happened = record(db, case, Event.ADVOCATE_CANNOT, actor=actor, now=now, reason=why)
    case.waiting_on = "us"
    open_task(db, case, NO_ADVOCATE, actor=SYSTEM, now=now, cause=f"{NO_ADVOCATE}:{happened.id}")
    tell_the_office(db, keys, case, CANNOT_SUBJECT, CANNOT_BODY, f"cannot:{happened.id}", now=now)


def tell_the_office(
    db: Session, keys: Keyring, case: Case, subject: str, body: str, cause: str, *, now: datetime
) -> None:
    """The officers; a manager where every one of them is walled off."""
    text = body.format(reference=case.reference)
    if not tell(db, keys, Role.OFFICER, subject=subject, body=text, cause=cause, now=now, case_id=case.id):
        tell_managers(db, keys, subject=subject, body=text, cause=cause, now=now, case_id=case.id)


def _accounts(provider_id: uuid.UUID) -> Select[Account]:
    query = select(Account).join(Staff, Staff.id == Account.staff_id)
    query = query.join(AccountRole, AccountRole.account_id == Account.id)
    return query.where(
        Staff.organisation_id == provider_id,
        Staff.active.is_(True),
        Account.state == AccountState.ACTIVE,
        AccountRole.role == Role.PROVIDER,
    )


def _under_way(db: Session, referral: Referral) -> bool:
    """Whether a mail of it may still go."""
    same = Message.cause.startswith(f"{KIND}:{referral.id}:{referral.provider_id}:")
    return (
        db.scalars(select(Message.id).where(same, Message.state.in_(("queued", "sending"))).limit(1)).first()
        is not None
    )


def _of(db: Session, message: Message) -> Referral | None:
    return db.get(Referral, uuid.UUID(message.cause.split(":")[1])) if message.kind == KIND else None


__all__ = [
    "ADVOCATE",
    "ask_provider",
    "cannot",
    "choose_provider",
    "did_not_go",
    "give",
    "latest",
    "send_waiting",
    "went",
]
