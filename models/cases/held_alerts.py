"""Safety alerts that hang on no case, as who keeps records sees them: their days, and holding one of them (RET-02).

A records officer reads dates and codes here and no word of any alert. What the wall keeps from them is not there.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.legal_holds import begin, only_a_keeper
from models.cases.retaining import periods
from models.cases.telling import behind_wall
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import Kind, Period, apart_ends_on
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.retention import LegalHold
from models.tables.safety import SafetyAlert

MOST = 200  # the newest


@dataclass(frozen=True, slots=True)
class Apart:
    """One alert that hangs on no case; `ends`: the day it goes, None while duty has it or no period is decided."""

    row: SafetyAlert
    ends: date | None
    held: bool


def held_alone() -> ColumnElement[bool]:
    """Whether a hold stands over this one alert."""
    here = (LegalHold.alert_id == SafetyAlert.id, LegalHold.lifted_at.is_(None))
    return select(LegalHold.id).where(*here).correlate(SafetyAlert).exists()


def apart(db: Session, actor: Actor) -> list[Apart]:
    only_a_keeper(actor)
    period = periods(db).get(Kind.ALERT)
    query = select(SafetyAlert, held_alone()).where(SafetyAlert.case_id.is_(None), ~behind_wall(actor.id))
    rows = db.execute(query.order_by(SafetyAlert.created_at.desc(), SafetyAlert.id).limit(MOST))
    return [Apart(row, ends_on(row, period), held) for row, held in rows]


def ends_on(alert: SafetyAlert, period: Period | None) -> date | None:
    """The day its period is over, counted from the day duty closed it."""
    if period is None or alert.closed_at is None:
        return None
    return apart_ends_on(Kind.ALERT, local_day(alert.created_at), local_day(alert.closed_at), period)


def hold(
    db: Session, alert_id: uuid.UUID | None, why: str, words: str, review_on: date | None, *, actor: Actor,
    now: datetime, keys: Keyring,
) -> LegalHold:  # fmt: skip
    """From now on this one alert stays, whatever its period. One person is enough; ending it needs two (AZ-10)."""
    one = next((one for one in apart(db, actor) if one.row.id == alert_id), None)
    if one is None:
        raise NotAllowed("There is no such alert that you may hold. It may be on a case now: hold that.")
    if one.held:
        raise NotAllowed("It is held already. Look at it above.")
    row = begin(db, why, words, review_on, actor=actor, now=now, keys=keys, alert_id=one.row.id)
    note(db, actor, "hold_placed", now=now, object_kind="alert", object_id=one.row.id, reason=why)
    return row
