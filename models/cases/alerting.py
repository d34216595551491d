"""Safety alerts: kept at once under their own lock, sent to central duty, accepted by a named person (decisions 14)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor, note
from models.cases.alert_mail import tell_duty
from models.cases.climbing import ABOVE, escalate
from models.cases.duty_rota import Duty, duty_now, sending_works
from models.cases.recording import record
from models.cases.telling import behind_wall
from models.cases.walls import find_someone_eligible, raise_for_name, raise_for_text
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role, Safe
from models.sealing import Keyring, Lock, Unreadable
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.safety import SafetyAlert, WallEntry
from models.tables.staff import Staff


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert that is kept. `promised`: the team is there now and its mail is going out."""

    alert: SafetyAlert
    duty: Duty
    promised: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What duty may see of an alert: the words and the safe contact only."""

    said: str
    reach: str
    worker: str


def raise_alert(
    db: Session,
    *,
    council: str,
    kind: Safe,
    said: str,
    reach: str,
    about_worker: bool | None,
    worker: str,
    holder_id: uuid.UUID | None,
    case: Case | None,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    made: uuid.UUID | None = None,
) -> Raised:
    """Keep an alert and tell everyone on duty whom it is not about. The caller commits before it promises."""
    lock = Lock.new("alert")
    ring = keys.plus(alert=lock)
    alert = SafetyAlert(
        id=made or uuid.uuid4(),
        holder_id=holder_id,
        case_id=case.id if case else None,
        kind=kind,
        created_at=now,
        about_worker=about_worker,
        wrapped_by=ring["master"].version,
    )
    ring.wrap(SafetyAlert.wrap, alert, lock)
    ring.seal_json(SafetyAlert.details, alert, {"said": said, "reach": reach, "worker": worker})
    db.add(alert)
    if holder_id is not None and (holder := db.get(Holder, holder_id)):
        holder.alerted = True
    db.flush()
    if about_worker is not False:  # a name typed beside "not sure" walls as well
        raise_for_name(db, worker, now=now, case=case, alert_id=alert.id)
        db.flush()
    if actor.kind != "staff":  # their own words: who is named there is not told of it (AZ-04)
        raise_for_text(db, said, now=now, case=case, alert_id=alert.id)
        db.flush()
    note(db, actor, "alert_raised", now=now, object_kind="alert", object_id=alert.id, reason=kind.value)
    if case is not None:
        link(db, alert, case, actor=actor, now=now)
    told = tell_duty(db, keys, alert, waiting=lambda staff_id: waiting_for(db, staff_id), now=now)
    if not told:
        escalate(db, keys, alert, now=now)  # everyone on duty stands behind the wall: it does not wait 15 minutes
    duty = duty_now(db, council, now=now)
    return Raised(alert, duty, duty.on and bool(told) and sending_works(db, now=now))


def link(db: Session, alert: SafetyAlert, case: Case, *, actor: Actor, now: datetime) -> None:
    """The alert belongs to this case now, and whoever is walled off from the one is walled off from the other."""
    alert.case_id = case.id
    for entry in db.scalars(select(WallEntry).where(WallEntry.alert_id == alert.id)):
        entry.case_id = case.origin_id
    case.safety_waiting = case.safety_waiting or alert.accepted_at is None
    record(db, case, Event.SAFETY_LINKED, actor=actor, now=now, reason="alert_sent")
    if alert.accepted_at is not None:
        reason = "alert_was_closed" if alert.closed_at else "alert_was_accepted"
        record(db, case, Event.SAFETY_LINKED, actor=SYSTEM, now=now, reason=reason)
    find_someone_eligible(db, case)


def may_see(actor: Actor) -> ColumnElement[bool]:
    """Which alerts staff may see: duty all, managers those that went up; never past the wall (AZ-04)."""
    if actor.kind != "staff" or actor.id is None:
        return false()
    reasons: list[ColumnElement[bool]] = []
    if Role.DUTY in actor.roles:
        reasons.append(SafetyAlert.id.is_not(None))
    if actor.roles & {*ABOVE}:
        reasons.append(SafetyAlert.escalated_at.is_not(None))
    return or_(*reasons) & ~behind_wall(actor.id) if reasons else false()


def alerts_for(db: Session, actor: Actor, *, closed: bool = False) -> Sequence[SafetyAlert]:
    """Those nobody has accepted first, the oldest of them at the top; then the others, newest first."""
    query = select(SafetyAlert).where(may_see(actor))
    query = query if closed else query.where(SafetyAlert.closed_at.is_(None))
    rows = db.scalars(query.order_by(SafetyAlert.created_at)).all()
    waiting = [alert for alert in rows if alert.accepted_at is None]
    return waiting + [alert for alert in reversed(rows) if alert.accepted_at is not None]


def alert_for(db: Session, actor: Actor, alert_id: uuid.UUID) -> SafetyAlert:
    """The alert, or `NoResultFound` for one that this person may not see, as for one that does not exist."""
    return db.scalars(select(SafetyAlert).where(SafetyAlert.id == alert_id, may_see(actor))).one()


def words_of(keys: Keyring, alert: SafetyAlert) -> Words | None:
    """What was said, opened with the master key; None where it cannot be shown."""
    try:
        content: dict[str, Any] = _ring(keys, alert).open_json(SafetyAlert.details, alert)
    except Unreadable:
        return None
    return Words(str(content.get("said", "")), str(content.get("reach", "")), str(content.get("worker", "")))


def outcome_of(keys: Keyring, alert: SafetyAlert) -> str | None:
    try:
        return _ring(keys, alert).open_if(SafetyAlert.outcome, alert)
    except Unreadable:
        return None


def accept(db: Session, alert: SafetyAlert, *, actor: Actor, now: datetime) -> None:
    """A named person takes it. Of two at once the second gets `NotAllowed` or `StaleDataError`."""
    if alert.accepted_at is not None:
        raise NotAllowed("Somebody has accepted this alert already.")
    alert.accepted_at, alert.accepted_by = now, actor.id
    note(db, actor, "alert_accepted", now=now, object_kind="alert", object_id=alert.id)
    db.flush()
    if alert.case_id is not None:
        settle_case(db, alert.case_id)
    tell_case(db, alert, "alert_accepted", actor=actor, now=now)


def finish(
    db: Session, alert: SafetyAlert, outcome: str, told: str = "", *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """Keep what duty did, and close the alert. `told`: whether the person heard of it (`their_alerts.TOLD`)."""
    if alert.accepted_at is None or alert.closed_at is not None:
        raise NotAllowed("Accept the alert first." if alert.accepted_at is None else "This alert is closed already.")
    _ring(keys, alert).seal(SafetyAlert.outcome, alert, outcome)
    alert.closed_at, alert.told = now, told or None
    note(db, actor, "alert_closed", now=now, object_kind="alert", object_id=alert.id)
    tell_case(db, alert, "alert_closed", actor=actor, now=now)
    db.flush()


def accepted_by(db: Session, alerts: Sequence[SafetyAlert]) -> dict[uuid.UUID, str]:
    """The names of those who accepted, by their id."""
    ids = {alert.accepted_by for alert in alerts if alert.accepted_by}
    if not ids:
        return {}
    return {row.id: row.name for row in db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))}


def alerts_of(db: Session, case: Case) -> Sequence[SafetyAlert]:
    """For the officer of the case: that there are alerts, and whether someone has them. Not what they say."""
    query = select(SafetyAlert).where(SafetyAlert.case_id == case.id).order_by(SafetyAlert.created_at)
    return db.scalars(query).all()


@dataclass(frozen=True, slots=True)
class Held:
    """What the officer of a case reads of one alert: who has it, since when, and what duty did."""

    alert: SafetyAlert
    by: str
    outcome: str | None


def duty_on(db: Session, case: Case, keys: Keyring) -> list[Held]:
    """The alerts of this case as duty left them. The outcome is theirs to tell; the words stay with duty."""
    alerts = alerts_of(db, case)
    names = accepted_by(db, alerts)
    return [Held(one, names.get(one.accepted_by or one.id, ""), outcome_of(keys, one)) for one in alerts]


def _ring(keys: Keyring, alert: SafetyAlert) -> Keyring:
    return keys.plus(alert=keys.unwrap(SafetyAlert.wrap, alert, "alert"))


def tell_case(db: Session, alert: SafetyAlert, reason: str, *, actor: Actor, now: datetime) -> None:
    """The case hears that duty has it, and when it ended: not a word of what was said."""
    case = db.get(Case, alert.case_id) if alert.case_id else None
    if case is not None:
        record(db, case, Event.SAFETY_LINKED, actor=actor, now=now, reason=reason)


def settle_case(db: Session, case_id: uuid.UUID) -> None:
    waiting = select(SafetyAlert.id).where(SafetyAlert.case_id == case_id, SafetyAlert.accepted_at.is_(None)).limit(1)
    case = db.get(Case, case_id)
    if case is not None:
        case.safety_waiting = db.scalars(waiting).first() is not None
        db.flush()


def waiting_for(db: Session, staff_id: uuid.UUID) -> int:
    """How many alerts nobody has accepted, of those that this member of staff may see."""
    open_ones = select(func.count()).select_from(SafetyAlert).where(SafetyAlert.accepted_at.is_(None))
    return db.scalar(open_ones.where(~behind_wall(staff_id))) or 0
