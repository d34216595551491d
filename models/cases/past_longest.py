"""Stage 2 past the longest time the law gives: there is no more of it, and the person is owed a letter about it (K-41).

An apology, the reason, a new day, and the Ombudsman. The new day moves nothing: late stays late (G-03).
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases import tasks
from models.cases.letter_facts import letter
from models.cases.policies import holidays
from models.cases.recording import record, running_clocks
from models.cases.releasing import release
from models.cases.waits import counted_from
from models.formats import short_date
from models.procedure.deadlines import furthest
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import LATE_DAY, LATE_LETTER
from models.procedure.terms import Clock, Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import RunningClock
from models.tables.task import Task

KIND = "late_stage2"
MAY_TELL = frozenset({Role.MANAGER, Role.ALTERNATE})
SENT = "The letter about the longest time was written, with {day} as the new day."


def longest_passed(db: Session, case: Case, today: date) -> date | None:
    """The last day that the law gave stage 2, where it has passed and nothing was answered."""
    clock = _clock(db, case)
    last = _last(db, clock) if clock else None
    return last if last and last < today else None


def owe_letter(db: Session, case: Case, clock: RunningClock, *, now: datetime) -> None:
    """The letter is somebody's task from the first morning after that day."""
    tasks.open_task(db, case, LATE_LETTER, actor=SYSTEM, now=now, cause=f"{LATE_LETTER}:{clock.id}")


def tell(
    db: Session, case: Case, *, new_day: date, reason: str, actor: Actor, now: datetime, keys: Keyring
) -> None:  # fmt: skip
    """Apologise, say why, and give a day. That day is a task of its own, so that it does not pass unseen as well."""
    clock, today = _clock(db, case), local_day(now)
    last = longest_passed(db, case, today)
    if not MAY_TELL & actor.roles:
        raise NotAllowed("Only a complaints manager writes this letter (K-41).")
    if clock is None or last is None:
        raise NotAllowed("Stage 2 is not past the longest time that the law gives it.")
    if new_day <= today:
        raise NotAllowed("Choose a day after today.")
    details = f"{short_date(new_day)}. {reason}"
    record(db, case, Event.NOTED, actor=actor, now=now, reason="late_told", details=details, keys=keys)
    words = letter(db, case, now, KIND, last=last, new_day=new_day, reason=reason)
    release(db, case, KIND, words.content(), event=None, actor=actor, now=now, keys=keys)
    _done(db, case, new_day, actor=actor, now=now, keys=keys)
    cause = f"{LATE_DAY}:{clock.id}:{new_day}"
    tasks.open_task(db, case, LATE_DAY, actor=actor, now=now, due_on=new_day, cause=cause)


def _done(db: Session, case: Case, new_day: date, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    query = select(Task).where(Task.case_id == case.id, Task.kind.in_((LATE_LETTER, LATE_DAY)), Task.done_at.is_(None))
    for row in db.scalars(query).all():
        tasks.finish(
            db, case, row.id, SENT.format(day=short_date(new_day)), actor=actor, now=now, keys=keys
        )  # fmt: skip


def _clock(db: Session, case: Case) -> RunningClock | None:
    return next((one for one in running_clocks(db, case) if one.clock is Clock.S2_RESPONSE), None)


def _last(db: Session, clock: RunningClock) -> date | None:
    free = holidays(db)
    return furthest(clock.clock, counted_from(clock, free), free)
