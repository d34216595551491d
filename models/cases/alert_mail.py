"""Mail to duty: at once for the first alert; those that come just after it share one, so that none is overlooked."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.telling import Told, people_of, walled_off
from models.post.outbox import queue_staff
from models.procedure.terms import Role
from models.sealing import Keyring
from models.tables.message import Message
from models.tables.safety import SafetyAlert

APART = timedelta(minutes=3)
SUBJECT = "Something needs you now"
BODY = "There is a new alert for the duty team. Sign in and open Alerts. Accept it if you can deal with it."
SEVERAL = "{number} alerts wait for the duty team. Sign in and open Alerts. Accept those that you can deal with."


def tell_duty(
    db: Session, keys: Keyring, alert: SafetyAlert, *, waiting: Callable[[uuid.UUID], int], now: datetime
) -> int:
    """Everyone on duty on this side of the wall; returns how many. `waiting`: how many alerts wait for one of them."""
    kept_out = walled_off(db, alert.case_id, alert.id)
    people = [person for person in people_of(db, Role.DUTY) if person.staff_id not in kept_out]
    recent = _recent(db, people, now)
    for person in people:
        _mail(db, keys, alert, person, recent.get(person.account_id, []), waiting, now)
    return len(people)


def _mail(
    db: Session,
    keys: Keyring,
    alert: SafetyAlert,
    person: Told,
    recent: Sequence[Message],
    waiting: Callable[[uuid.UUID], int],
    now: datetime,
) -> None:
    shared = next((mail for mail in recent if mail.state == "queued" and not mail.attempts and mail.due_at > now), None)
    last = max(map(_goes_at, recent), default=None)
    soon = last is not None and now - last < APART
    body = SEVERAL.format(number=waiting(person.staff_id)) if soon else BODY
    if shared is not None:
        keys.seal_json(Message.work, shared, {"to": person.email, "subject": SUBJECT, "body": body})
        return
    cause = _cause(alert, person)
    about = {"alert": alert.id, "case": alert.case_id, "role": Role.DUTY.value}
    mail = queue_staff(
        db, keys, to=person.email, subject=SUBJECT, body=body, cause=cause, now=now, kind="alert", about=about
    )
    if last is not None and soon:
        mail.due_at = last + APART


def _recent(db: Session, people: Sequence[Told], now: datetime) -> dict[uuid.UUID, list[Message]]:
    """The mail of the last minutes, by whom it is for: found by its cause, which is indexed."""
    alerts = db.scalars(select(SafetyAlert).where(SafetyAlert.waits_since > now - 2 * APART)).all()
    causes = {_cause(alert, person): person.account_id for person in people for alert in alerts}
    found: dict[uuid.UUID, list[Message]] = {}
    for mail in db.scalars(select(Message).where(Message.cause.in_(causes))) if causes else ():
        found.setdefault(causes[mail.cause], []).append(mail)
    return found


def _cause(alert: SafetyAlert, person: Told) -> str:
    """Once, and once more where it waits anew."""
    return f"alert:{turn_of(alert)}:{person.account_id}"


def turn_of(alert: SafetyAlert) -> str:
    return f"{alert.id}:{alert.anew_at:%Y%m%dT%H%M%S}" if alert.anew_at else str(alert.id)


def _goes_at(mail: Message) -> datetime:
    """When it went, or will go; for one that could not go at its first try, when it was meant to."""
    return mail.sent_at or (mail.queued_at if mail.attempts else mail.due_at)
