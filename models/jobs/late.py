"""What follows when a day passes: the person is told where it is safe, and their managers the next working morning."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases import past_longest
from models.cases.complainants import everybody
from models.cases.lateness import overdue
from models.cases.notifying import tell_person
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.releasing import main_holder
from models.cases.tasks import open_task
from models.cases.telling import tell, tell_managers
from models.cases.waits import counted_from
from models.post.machine_ways import machine_ways
from models.post.notices import is_morning
from models.procedure.deadlines import furthest
from models.procedure.lifecycle import may_reinstate
from models.procedure.tasks import ADVOCATE_LATE, WITHDRAWN
from models.procedure.terms import Clock, Event, Role, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.following import Pause
from models.tables.history import CaseEvent, RunningClock
from models.tables.message import Message
from models.tables.task import Task
from models.tables.words import SafeWay

OWED_TO_THE_PERSON = (
    Clock.ACKNOWLEDGE, Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.S2_RESPONSE, Clock.C2_RESPONSE, Clock.S3_PANEL,
    Clock.S3_RESPONSE, Clock.ROUTE_ANSWER, Clock.CONCERN_ANSWER,
)  # fmt: skip
OVER_SUBJECT = "Stage 2 has passed the longest time the law gives"
OVER = (
    "{reference} had to be answered at stage 2 by {day} at the latest, 65 working days after it was asked for. "
    "There is no more time to give. The person is owed an apology, a new date, and how to reach the Ombudsman."
)


def tell_people(db: Session, *, now: datetime) -> int:
    """A notice to each person whose answer is late, once for each missed day; their page says so by itself (T58)."""
    if not is_morning(now):
        return 0
    missed = (
        select(RunningClock, Case, SafeWay.holder_id)
        .join(Case, Case.id == RunningClock.case_id)
        .join(
            SafeWay,
            (SafeWay.case_id == Case.origin_id)  # a part is told of as the first is (E-56)
            & SafeWay.way.in_(machine_ways(db))
            & SafeWay.allowed,
        )
        .where(
            RunningClock.stopped_on.is_(None),
            RunningClock.due_on < local_day(now),
            Case.held_at.is_(None),  # nobody writes to an address that a machine typed in
            RunningClock.clock.in_(OWED_TO_THE_PERSON),
        )
    )
    told = 0
    for clock, case, holder_id in db.execute(missed).all():
        cause = f"late:{clock.id}:{clock.due_on}"
        holder, together = main_holder(db, case), everybody(db, case)
        if holder_id in {one.holder_id for one in together if one.left_on}:
            continue
        if holder is None or holder.id != holder_id:
            if holder_id not in {one.holder_id for one in together}:
                continue
            cause = f"{cause}:{holder_id}"  # another of several, who is owed it just as much (S-39)
        if holder_id is None or db.scalars(select(Message.id).where(Message.cause == cause)).first():
            continue
        whose = next((one.id for one in together if one.holder_id == holder_id and not one.first), None)
        told += tell_person(db, case, cause=cause, now=now, to_id=whose) is not None
    return told


def tell_over(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Stage 2 has gone past the last day that the law gives it, counted from the request: the director and the managers
    hear of it once, by reference alone, each on their side of the wall, and the letter is a task (K-41). How many."""
    if not is_morning(now):
        return 0
    today, free, told = local_day(now), holidays(db), 0
    running = select(RunningClock, Case).join(Case, Case.id == RunningClock.case_id)
    running = running.where(RunningClock.clock == Clock.S2_RESPONSE, RunningClock.stopped_on.is_(None))
    running = running.where(RunningClock.cancelled.is_(False), RunningClock.due_on < today, Case.closed_on.is_(None))
    for clock, case in db.execute(running).all():
        last, cause = furthest(clock.clock, counted_from(clock, free), free), f"over:{clock.id.hex}"
        done = select(Message.id).where(Message.cause.startswith(cause)).limit(1)
        if last is None or today <= last or db.scalars(done).first():
            continue
        body = OVER.format(reference=case.reference, day=f"{last:%A} {last.day} {last:%B %Y}")
        tell_managers(
            db, keys, subject=OVER_SUBJECT, body=body, cause=f"{cause}:managers", now=now, case_id=case.id
        )  # fmt: skip
        tell(
            db, keys, Role.DIRECTOR, subject=OVER_SUBJECT, body=body, cause=f"{cause}:director", now=now,
            case_id=case.id,
        )  # fmt: skip
        past_longest.owe_letter(db, case, clock, now=now)
        told += 1
    return told


def ring_for_advocates(db: Session, *, now: datetime) -> int:
    """An advocate who was not in touch by the day that the child was told is somebody's task, once for each day."""
    late = select(RunningClock, Case).join(Case, Case.id == RunningClock.case_id)
    late = late.where(overdue((Clock.ADVOCATE_CONTACT,), local_day(now)), Case.closed_on.is_(None))
    opened = 0
    for clock, case in db.execute(late.where(Case.held_at.is_(None))).all():
        cause = f"{ADVOCATE_LATE}:{clock.id}:{clock.due_on}"
        if db.scalars(select(Task.id).where(Task.cause == cause)).first() is None:
            open_task(db, case, ADVOCATE_LATE, actor=SYSTEM, now=now, cause=cause)
            opened += 1
    return opened


def review_withdrawn(db: Session, *, now: datetime) -> int:
    """Who stops may have raised what must be looked into all the same: to decide that is somebody's task, once for each
    time (S-22, E-32). Who starts again needs no such look."""
    back = select(Case.id).where(Case.state.not_in((State.WITHDRAWN, State.CLOSED)))
    db.execute(delete(Task).where(Task.kind == WITHDRAWN, Task.done_at.is_(None), Task.case_id.in_(back)))
    opened = 0
    for case in db.scalars(select(Case).where(Case.state == State.WITHDRAWN, Case.held_at.is_(None))).all():
        last = select(func.max(CaseEvent.number)).where(CaseEvent.case_id == case.id)
        number = db.scalars(last.where(CaseEvent.event == Event.WITHDRAWN)).one()
        cause = f"{WITHDRAWN}:{case.id}:{number}"
        if db.scalars(select(Task.id).where(Task.cause == cause)).first() is None:
            open_task(db, case, WITHDRAWN, actor=SYSTEM, now=now, cause=cause)
            opened += 1
    return opened


def ask_again(db: Session, *, now: datetime) -> int:
    """The day until which a person asked us to wait has passed: they are asked once, where writing is safe (S-06)."""
    if not is_morning(now):
        return 0
    over = (
        select(Pause, Case)
        .join(Case, Case.id == Pause.case_id)
        .join(SafeWay, (SafeWay.case_id == Case.id) & SafeWay.way.in_(machine_ways(db)) & SafeWay.allowed)
        .where(Pause.ended_on.is_(None), Pause.until_on < local_day(now))
    )
    asked: set[str] = set()
    for pause, case in db.execute(over).all():
        cause, holder = f"pause:{pause.id.hex}", main_holder(db, case)
        if holder is None or cause in asked or db.scalars(select(Message.id).where(Message.cause == cause)).first():
            continue
        if tell_person(db, case, cause=cause, now=now):
            asked.add(cause)
    return len(asked)


def close_withdrawn(db: Session, *, now: datetime) -> int:
    """A case that its person stopped closes once the days for changing their mind are over (experience 5.3)."""
    closed = 0
    for case in db.scalars(select(Case).where(Case.state == State.WITHDRAWN)):
        stopped = db.scalars(
            select(CaseEvent.on)
            .where(CaseEvent.case_id == case.id, CaseEvent.event == Event.WITHDRAWN)
            .order_by(CaseEvent.number.desc())
            .limit(1)
        ).one()
        if not may_reinstate(stopped, local_day(now), holidays(db)):
            record(db, case, Event.CLOSED, actor=SYSTEM, now=now, reason="withdrawn")
            closed += 1
    return closed
