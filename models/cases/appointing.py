"""Stage 2 begins: the request acknowledged by letter, and two people from outside appointed (K-27, K-28, K-30)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.cases import asked
from models.cases.allocating import kept_out
from models.cases.earlier_round import NEW_PEOPLE, ordered, stage_two_now, took_part_before
from models.cases.finding import clocks_of
from models.cases.investigating import TWO, start_if_ready
from models.cases.letter_facts import letter
from models.cases.outsiders import against, ask, who_may, wrong_now
from models.cases.policies import holidays, policy_of
from models.cases.recording import record
from models.cases.releasing import letters_of, release
from models.cases.waits import counted_from
from models.post.letters import Composed
from models.procedure.deadlines import due_on, furthest
from models.procedure.independence import Part
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.terms import Clock, Event, State, Unit
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider

AGAIN = "ordered_again"
KINDS: dict[State, tuple[str, Event, Event]] = {  # the letter, what it proves, and what it answers
    **dict.fromkeys(STAGE_TWO, ("acknowledgement_stage2", Event.S2_ACKNOWLEDGED, Event.S2_REQUESTED)),
    State.C2_REQUESTED: ("acknowledgement_corporate2", Event.C2_ACKNOWLEDGED, Event.C2_REQUESTED),
}


@dataclass(frozen=True, slots=True)
class Appointed:
    row: Appointment
    why_ended: str
    wrong: tuple[str, ...] = ()  # what stands against them today


def acknowledgement(db: Session, case: Case, *, now: datetime) -> Composed | None:
    """The letter as it would go today; None where stage 2 was not asked for, or a letter has gone already."""
    if case.state not in KINDS or sent(db, case):
        return None
    return words(db, case, now=now)


def words(db: Session, case: Case, *, now: datetime) -> Composed:
    """The same, whether one has gone or not."""
    answer_by, last = _days(db, case, local_day(now))
    return letter(db, case, now, KINDS[case.state][0], asked_on=asked_on(db, case), answer_by=answer_by, last=last)


def asked_on(db: Session, case: Case) -> date:
    """The day the stage was asked for."""
    return asked.asked_on(db, case, KINDS[case.state][2]) or case.received_on


def acknowledge(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Send it. The clock stops on the day the letter counts (K-18)."""
    made = acknowledgement(db, case, now=now)
    if made is None:
        raise NotAllowed("This request has its letter already, or no next stage was asked for.")
    kind, event, _ = KINDS[case.state]
    release(db, case, kind, made.content(), event=event, actor=actor, now=now, keys=keys)


def sent(db: Session, case: Case) -> bool:
    """Whether the acknowledgement of this request, and not of one before it, was let go."""
    kind, since = KINDS[case.state][0], asked_on(db, case)
    told = (kind, AGAIN)  # where the Ombudsman had it done over, the letter that says so
    return any(one.kind in told and local_day(one.released_at) >= since for one in letters_of(db, case))


def appointed(db: Session, case: Case, keys: Keyring) -> list[Appointed]:
    """Everybody who has or had a part in this case, the newest first: why they ended, what stands against them now."""
    rows, walled = _rows(db, case), set(db.scalars(kept_out(case)))
    return [Appointed(row, _why(row, keys), _wrong(row, rows, walled)) for row in rows]


def _wrong(row: Appointment, rows: Sequence[Appointment], walled: Collection[uuid.UUID]) -> tuple[str, ...]:
    if row.ended_on is not None:
        return ()
    held = [other.part for other in rows if other.outsider_id == row.outsider_id]
    return tuple(wrong_now(row, held, walled))


def candidates(db: Session, case: Case, part: Part, *, today: date) -> list[tuple[Outsider, list[str]]]:
    """Who could be asked, each with what bars them from this case."""
    held: dict[uuid.UUID, list[Part]] = {}
    for row in _rows(db, case):
        held.setdefault(row.outsider_id, []).append(row.part)
    walled = set(db.scalars(kept_out(case)))
    before = took_part_before(_rows(db, case), ordered(db, case, Event.S2_REQUESTED))
    return [
        (one, against(part, one, held.get(one.id, ()), walled) + [NEW_PEOPLE] * (one.id in before))
        for one in who_may(db, part, today=today)
    ]


def appoint(
    db: Session, case: Case, part: Part, outsider_id: uuid.UUID, *, on: date, actor: Actor, now: datetime
) -> Appointment:
    """Appoint somebody. With both parts filled for the first time, the clock of K-30 stops on the later day."""
    if case.state not in STAGE_TWO:
        raise NotAllowed("Nobody is appointed before stage 2 is asked for, or after it has ended.")
    rows = _rows(db, case)
    if any(row.part is part and row.ended_on is None for row in rows):
        raise NotAllowed("Somebody has this part already. End their appointment first.")
    among = candidates(db, case, part, today=local_day(now))
    made = ask(db, case, part, outsider_id, among, on=on, actor=actor)
    now_filled = {row.part for row in (*rows, made) if row.ended_on is None}
    first = not any(event.event is Event.S2_APPOINTED for event in stage_two_now(db, case))
    if now_filled >= set(TWO) and first:
        day = max(row.appointed_on for row in (*rows, made) if row.ended_on is None)
        record(db, case, Event.S2_APPOINTED, actor=actor, now=now, on=day)
    else:
        record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason=f"appointed_{part}")
    start_if_ready(db, case, actor=actor, now=now)
    return made


def end(
    db: Session,
    case: Case,
    appointment_id: uuid.UUID,
    why: str,
    *,
    on: date,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> None:
    """Somebody leaves the case. No clock starts again because of it (S-21)."""
    row = next((one for one in _rows(db, case) if one.id == appointment_id and one.ended_on is None), None)
    if row is None:
        raise NotAllowed("This appointment has ended already.")
    if on < row.appointed_on:
        raise NotAllowed("An appointment cannot end before the day it began.")
    row.ended_on, row.room_until = on, None
    keys.seal(Appointment.why_ended, row, why)
    record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason=f"ended_{row.part}")


def _days(db: Session, case: Case, today: date) -> tuple[date, date]:
    """When the answer is due, and the last day that more time may reach."""
    free, policy = holidays(db), policy_of(db, case)
    if case.state is State.C2_REQUESTED:  # counted from this letter (K-82)
        clock, start = Clock.C2_RESPONSE, today
        due = due_on(Unit.WORKING_DAYS, policy.lengths[clock], start, free)
    else:
        running = next(one for one in clocks_of(db, case) if one.clock is Clock.S2_RESPONSE and one.stopped_on is None)
        clock, start, due = running.clock, counted_from(running, free), running.due_on
    return due, furthest(clock, start, free, policy.ceilings.get(clock)) or due


def _rows(db: Session, case: Case) -> Sequence[Appointment]:
    query = select(Appointment).where(Appointment.case_id == case.id).options(joinedload(Appointment.outsider))
    return db.scalars(query.order_by(Appointment.appointed_on.desc(), Appointment.id)).all()


def _why(row: Appointment, keys: Keyring) -> str:
    try:
        return keys.open_if(Appointment.why_ended, row) or ""
    except Unreadable:
        return "This cannot be shown."
