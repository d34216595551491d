"""Where asking for an advocate stands for the person who waits; their word that nobody came; a change of mind."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.choosing import say
from models.cases.policies import holidays, policy_of
from models.cases.recording import record, running_clocks
from models.cases.referrals import Named, contact_by, named, organisation_of
from models.cases.referring import latest, tell_the_office
from models.procedure.advocacy import CHAT
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Advocate, Clock, Event
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.holder import Holder

SUBJECT = "No advocate was in touch yet"
BODY = "Someone asked for an advocate and says that nobody was in touch. Chase it today. Reference {reference}."
NOT_ASKED = frozenset({None, Advocate.NOT_NOW, Advocate.KNOWN_PERSON})


@dataclass(frozen=True, slots=True)
class Asked:
    """An advocate was asked for: when, by when they should be in touch, and whether there is one now."""

    on: date
    by: date | None
    found: date | None  # an officer or the provider wrote down that there is one
    chat: bool = False  # only a chat about what an advocate is
    contacted: date | None = None
    cannot: bool = False
    provider: str = ""
    provider_phone: str = ""
    named: Named = Named()

    @property
    def waits(self) -> bool:
        """Whether there is still somebody to wait for."""
        return self.contacted is None and not self.cannot

    def late(self, today: date) -> bool:
        return self.waits and self.by is not None and self.by < today


def asked(db: Session, case: Case, keys: Keyring | None = None) -> Asked | None:
    """None for whoever asked for none; then the database is not asked either. `keys`: the thread, to read the name."""
    if case.advocate in NOT_ASKED:
        return None
    days = _days(db, case)
    referral = latest(db, case)
    if referral is None:
        on = days.get(Event.ADVOCATE_WANTED)
        found = days.get(Event.ADVOCATE_APPOINTED)
        return Asked(on, None, found, contacted=days.get(Event.ADVOCATE_CONTACTED)) if on else None
    provider = organisation_of(db, referral)
    return Asked(
        on=local_day(referral.asked_at),
        by=contact_by(db, case, referral),
        found=days.get(Event.ADVOCATE_APPOINTED),
        chat=referral.kind == CHAT,
        contacted=referral.contacted_on or days.get(Event.ADVOCATE_CONTACTED),
        cannot=referral.cannot is not None,
        provider=provider.name if provider else "",
        provider_phone=provider.phone if provider else "",
        named=named(keys, referral) if keys is not None else Named(),
    )


def start_or_wait(db: Session, case: Case, *, now: datetime) -> dict[str, date] | None:
    """The day of an answer if we go on now, and if we wait for an advocate who comes on the last day (K-11b)."""
    clock = next((row for row in running_clocks(db, case) if row.clock is Clock.S1_RESPONSE), None)
    if clock is None or clock.extended_to is not None:
        return None
    policy, free = policy_of(db, case), holidays(db)
    by = add_working_days(local_day(now), policy.lengths[Clock.ADVOCATE_CONTACT], free)
    waiting = add_working_days(by, policy.lengths[Clock.S1_RESPONSE], free)
    return {"if_now": clock.due_on, "by": by, "if_wait": waiting} if waiting > clock.due_on else None


def not_heard(
    db: Session, case: Case, text: str, *, holder: Holder, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """A message in the thread, so that the case waits on us, and a mail to the team: once a day at most."""
    referral = latest(db, case)
    if referral is not None:
        referral.not_heard_at = now
    say(db, case, text, holder=holder, keys=keys, actor=actor, now=now, made=made)
    record(db, case, Event.ADVOCATE_NOT_HEARD, actor=actor, now=now)
    cause = f"not-heard:{case.id}:{local_day(now)}"
    if not _told_today(db, case, now):
        tell_the_office(db, keys, case, SUBJECT, BODY, cause, now=now)


def not_now(db: Session, case: Case, *, actor: Actor, now: datetime, made: uuid.UUID | None = None) -> None:
    """ "Not now", never "declined": asked again at the next milestone (T60). What was asked for ends with it."""
    referral = latest(db, case)
    if referral is not None and referral.contacted_on is not None:
        raise NotAllowed("Your advocate is there already. Talk to them, or send us a message.")
    if referral is not None:
        referral.ended_at = now
    case.advocate, case.wait_for_advocate = Advocate.NOT_NOW, False
    record(db, case, Event.ADVOCATE_NOT_NOW, actor=actor, now=now, made=made)


def _days(db: Session, case: Case) -> dict[Event, date]:
    wanted = (Event.ADVOCATE_WANTED, Event.ADVOCATE_APPOINTED, Event.ADVOCATE_CONTACTED)
    query = select(CaseEvent.event, func.max(CaseEvent.on)).where(
        CaseEvent.case_id == case.id, CaseEvent.event.in_(wanted)
    )
    return {event: day for event, day in db.execute(query.group_by(CaseEvent.event))}


def _told_today(db: Session, case: Case, now: datetime) -> bool:
    query = select(func.count()).select_from(CaseEvent)
    query = query.where(CaseEvent.case_id == case.id, CaseEvent.event == Event.ADVOCATE_NOT_HEARD)
    return (db.scalar(query.where(CaseEvent.on == local_day(now))) or 0) > 1
