"""Somebody is away, and a deputy acts meanwhile: what they answer goes over at once, and no day moves (S-35).

An officer stays officer of record: the deputy reads their days in the morning's mail, and the person reads the deputy's
first name. Whoever answers is different: an answer is due on its day, so another has to be able to write it.
"""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.handing_over import Handed, answered_by, caseload, hand_over, receivers
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.staff import Staff


def begin(
    db: Session, staff_id: uuid.UUID, deputy_id: uuid.UUID, until: date, *, actor: Actor, now: datetime
) -> Handed:
    """Away up to and including `until`. Gives back what could not go over, because a wall is in the way."""
    if until < local_day(now):
        raise NotAllowed("Choose today or a later day.")
    if deputy_id not in {person.id for person in receivers(db, actor, staff_id)}:
        raise NotAllowed("Choose somebody who may have these cases.")
    person = db.get_one(Staff, staff_id)
    person.away_until, person.deputy_id = until.isoformat(), deputy_id
    note(db, actor, "deputy_named", now=now, object_kind="staff", object_id=staff_id, reason=until.isoformat())
    everything = [case.reference for case in caseload(db, actor, staff_id)]
    return hand_over(db, staff_id, deputy_id, everything, actor=actor, now=now, only_answers=True)


def lent(db: Session, actor: Actor, person: Staff) -> list[Case]:
    """What the deputy answers now, was given them since they stand in, and was the other one's before."""
    if person.deputy_id is None:
        return []
    named = select(func.max(AuditRow.at)).where(AuditRow.action == "deputy_named", AuditRow.object_id == person.id)
    began = db.scalar(named)
    given = select(CaseEvent.case_id).where(CaseEvent.event == Event.RESPONDER_ASSIGNED)
    before = set(db.scalars(given.where(CaseEvent.reason == str(person.id), CaseEvent.at < began)))
    theirs = before & set(db.scalars(given.where(CaseEvent.reason == str(person.deputy_id), CaseEvent.at >= began)))
    return [case for case in answered_by(db, actor, person.deputy_id) if case.id in theirs]


def end(db: Session, person: Staff, chosen: Collection[str], *, actor: Actor, now: datetime) -> Handed:
    """They are back. Of what the deputy answers for them, `chosen` (references) is theirs again; the rest stays."""
    deputy, back = person.deputy_id, [case.reference for case in lent(db, actor, person) if case.reference in chosen]
    person.away_until = person.deputy_id = None
    note(db, actor, "deputy_ended", now=now, object_kind="staff", object_id=person.id)
    if deputy is None or not back:
        return Handed(0, ())
    return hand_over(db, deputy, person.id, back, actor=actor, now=now, only_answers=True)


def away_until(person: Staff, today: date) -> date | None:
    """The last day they are away; None where they are here."""
    day = date.fromisoformat(person.away_until) if person.away_until else None
    return day if day and day >= today else None


def named(person: Staff, today: date) -> str:
    """As a list to choose from names them: who is away is said, so that no answer is given to an empty desk."""
    if not person.active:
        return f"{person.name} (has left)"
    until = away_until(person, today)
    return f"{person.name} (away until {short_date(until)})" if until else person.name
