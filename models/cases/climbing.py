"""An alert that nobody accepts goes up: managers at 15 minutes, then the alternates and who is named last (T38, AZ-04).

Where the wall keeps out every manager and every alternate it is never silence: duty hears again, who is named last at
once, and the administrators are asked for one more alternate, who hears of it as soon as there is one (decisions 12).
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.alert_mail import turn_of
from models.cases.duty_rota import ladder
from models.cases.telling import Told, people_of, walled_off
from models.post.outbox import queue_staff
from models.procedure.terms import Role
from models.sealing import Keyring
from models.tables.account import Account
from models.tables.audit import AuditRow
from models.tables.message import Message
from models.tables.safety import SafetyAlert

PATIENCE = timedelta(minutes=15)
LATE_SUBJECT = "Nobody has accepted an alert"
LATE_BODY = "An alert has waited 15 minutes and nobody has accepted it. Sign in and open Alerts, or ring duty."
AGAIN_BODY = (
    "An alert waits, and nobody above the duty team may open it. Nobody else will take it. Sign in and open Alerts, "
    "and accept it if you can deal with it."
)
ASK_SUBJECT = "One more alternate is needed now"
ASK_BODY = (
    "Something urgent waits that no complaints manager and no alternate may open: they are all kept out of it. Sign "
    "in, open People, and give the role alternate to another senior person. What it says on that page goes away once "
    "somebody is there who may open it."
)
ABOVE = (Role.MANAGER, Role.ALTERNATE)
CLIMBED, NOBODY = "alert_climbed", "alert_nobody_left"


def escalate_due(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Each alert that nobody accepted in 15 minutes goes up, once, and later to the next rung. Returns how many."""
    due = select(SafetyAlert).where(
        SafetyAlert.accepted_at.is_(None), SafetyAlert.escalated_at.is_(None), now - PATIENCE >= SafetyAlert.waits_since
    )
    waiting = db.scalars(due).all()
    for alert in waiting:
        escalate(db, keys, alert, now=now)
    late = now - ladder(db).third_after
    for alert in db.scalars(
        select(SafetyAlert).where(SafetyAlert.accepted_at.is_(None), SafetyAlert.escalated_at.is_not(None))
    ).all():
        if alert not in waiting:
            _see_that_somebody_has_it(db, keys, alert, now=now)
        if alert.waits_since <= late and not _noted(db, alert, CLIMBED):
            _climb(db, keys, alert, now=now)
    db.flush()
    return len(waiting)


def ladder_people(db: Session) -> dict[Role, int]:
    """How many accounts would hear of an alert, by role: an empty rung is a hole in the ladder."""
    return {role: len(people_of(db, role)) for role in (Role.DUTY, *ABOVE)}


def escalate(db: Session, keys: Keyring, alert: SafetyAlert, *, now: datetime) -> None:
    """To the complaints manager, or the alternate where every manager is walled off, and to the second contact."""
    alert.escalated_at = now
    note(db, SYSTEM, "alert_escalated", now=now, object_kind="alert", object_id=alert.id)
    told = _tell(db, keys, alert, Role.MANAGER, "late", now=now) or _tell(
        db, keys, alert, Role.ALTERNATE, "late", now=now
    )
    _mail_once(db, keys, alert, ladder(db).second, "second", now=now)
    if not told:
        _nobody_is_left(db, keys, alert, now=now)


def _see_that_somebody_has_it(db: Session, keys: Keyring, alert: SafetyAlert, *, now: datetime) -> None:
    """A wall may rise round the last of them after they were told; and whoever takes their place has to hear."""
    there = next((role for role in ABOVE if _on_this_side(db, alert, role)), None)
    known = _noted(db, alert, NOBODY)
    if there is None and not known:
        _nobody_is_left(db, keys, alert, now=now)
    elif there is not None and known:
        _tell(db, keys, alert, there, "late", now=now)


def _nobody_is_left(db: Session, keys: Keyring, alert: SafetyAlert, *, now: datetime) -> None:
    """Duty once more, who is named last without waiting, and the administrators, who read nothing of it."""
    note(db, SYSTEM, NOBODY, now=now, object_kind="alert", object_id=alert.id)
    _tell(db, keys, alert, Role.DUTY, "again", now=now, body=AGAIN_BODY)
    _tell(db, keys, alert, Role.ADMINISTRATOR, "nobody", now=now, subject=ASK_SUBJECT, body=ASK_BODY)
    _mail_once(db, keys, alert, ladder(db).third, "third", now=now)


def _climb(db: Session, keys: Keyring, alert: SafetyAlert, *, now: datetime) -> None:
    """The next rung: the alternates, who stand above the managers, and the third contact. Each hears of it once."""
    _tell(db, keys, alert, Role.ALTERNATE, "higher", now=now)
    _mail_once(db, keys, alert, ladder(db).third, "third", now=now)
    note(db, SYSTEM, CLIMBED, now=now, object_kind="alert", object_id=alert.id)


def _mail_once(db: Session, keys: Keyring, alert: SafetyAlert, to: str, rung: str, *, now: datetime) -> None:
    """To an address of the settings, unless it belongs to somebody whom the wall keeps out."""
    theirs = db.scalars(select(Account.staff_id).where(Account.email == to.lower())).first() if to else None
    cause = f"late:{turn_of(alert)}:{rung}"
    if to and theirs not in walled_off(db, alert.case_id, alert.id) and not _gone(db, [cause]):
        about = {"case": alert.case_id, "alert": alert.id}
        queue_staff(
            db, keys, to=to, subject=LATE_SUBJECT, body=LATE_BODY, cause=cause, now=now, kind="alert", about=about
        )


def _tell(
    db: Session, keys: Keyring, alert: SafetyAlert, role: Role, why: str, *, now: datetime,
    subject: str = LATE_SUBJECT, body: str = LATE_BODY,
) -> int:  # fmt: skip
    """How many of `role` stand on this side of the wall. Who heard of it in this way already gets no second mail."""
    people = _on_this_side(db, alert, role)
    causes = {f"{why}:{turn_of(alert)}:{person.account_id}": person for person in people}
    gone = _gone(db, causes)
    for cause, person in causes.items():
        if cause not in gone:
            about = {"case": alert.case_id, "alert": alert.id, "role": role.value}
            queue_staff(
                db, keys, to=person.email, subject=subject, body=body, cause=cause, now=now, kind="alert", about=about
            )
    return len(people)


def _on_this_side(db: Session, alert: SafetyAlert, role: Role) -> list[Told]:
    kept_out = walled_off(db, alert.case_id, alert.id)
    return [person for person in people_of(db, role) if person.staff_id not in kept_out]


def _gone(db: Session, causes: Collection[str]) -> set[str]:
    return set(db.scalars(select(Message.cause).where(Message.cause.in_(causes)))) if causes else set()


def _noted(db: Session, alert: SafetyAlert, action: str) -> bool:
    """Since it waits."""
    same = (AuditRow.object_id == alert.id, AuditRow.action == action, AuditRow.at >= alert.waits_since)
    return db.scalars(select(AuditRow.number).where(*same).limit(1)).first() is not None
