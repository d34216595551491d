"""What a person may do with their own case: agree, correct, ask for more, stop, start again."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import panel_rows, pausing, together
from models.cases.asked import LEFT_OUT, NEXT_STAGES, answer_clock, check_day, past_window
from models.cases.asked import answered_on as answered_on
from models.cases.asked import ask_by as ask_by
from models.cases.asked import beyond as beyond
from models.cases.asked import furthest as furthest
from models.cases.finding import clocks_of, points_of
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.referring import ask_provider
from models.cases.returning import BESIDE
from models.cases.stage_points import named
from models.cases.telling import tell_managers
from models.cases.walls import heed
from models.cases.withdrawing import reinstate, stopped_on, withdraw
from models.formats import near_date
from models.procedure.advocacy import ADVOCATE
from models.procedure.lifecycle import NotAllowed, allowed, may_reinstate
from models.procedure.next_stage import NextStage, next_stage_open
from models.procedure.terms import Advocate, Clock, Event, Procedure, State
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.holder import Holder
from models.tables.together import Complainant
from models.tables.words import Point, PointChange, ThreadMessage
from models.words import deck

TODAY_SUBJECT = "Something needs a manager today"
TODAY_BODY = "Something needs a manager today. Sign in and open {reference}."  # what it is stands in the case alone


def say(
    db: Session, case: Case, text: str, *, holder: Holder, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> ThreadMessage:  # fmt: skip
    """A message from the person to the team. Opening the thread to write counts as having read it. `made`: its number,
    here and below, where the page that it comes from has one (T22)."""
    heed(db, case, text, now=now)
    message = ThreadMessage(id=made or uuid.uuid4(), case_id=case.id, at=now, holder_id=holder.id)
    keys.seal(ThreadMessage.body, message, text)
    db.add(message)
    case.waiting_on = "us"
    record(db, case, Event.MESSAGE_FROM_PERSON, actor=actor, now=now, made=made)
    pausing.heard(db, case, actor=actor, now=now)
    return message


def agree_points(db: Session, case: Case, *, actor: Actor, now: datetime, number: int | None = None) -> None:
    """ "That is right": of one point, or of all. The event is recorded when the last one is agreed."""
    points = points_of(db, case)
    chosen = [point for point in points if number in (None, point.number)]
    if not chosen:
        raise NotAllowed("There is no such point.")
    if all(point.agreed for point in chosen):
        return  # a second press says nothing new (T22)
    for point in chosen:
        point.agreed = True
    db.flush()
    if all(point.agreed for point in points):
        record(db, case, Event.POINTS_AGREED, actor=actor, now=now)


def correct_point(
    db: Session, case: Case, number: int | None, text: str, *, keys: Keyring, actor: Actor, now: datetime,
    holder_id: uuid.UUID | None = None, made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """ "Change this", or, without a number, "You missed something". The officer settles it; nothing is overwritten.
    `holder_id`: on whose page it was said, who alone reads it there (S-39)."""
    point = _point(points_of(db, case), number) if number is not None else None
    heed(db, case, text, now=now)
    change = PointChange(
        id=made or uuid.uuid4(), case_id=case.id, point_id=point.id if point else None, holder_id=holder_id, at=now
    )
    keys.seal(PointChange.text, change, text)
    db.add(change)
    if point is not None:
        point.agreed = False
    case.waiting_on = "us"
    record(db, case, Event.POINTS_CORRECTED, actor=actor, now=now)


def want_advocate(
    db: Session, case: Case, *, shares: Iterable[str], wishes: str, keys: Keyring, actor: Actor, now: datetime,
    kind: str = ADVOCATE, wait: bool = False, made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """Yes to an advocate, or to a chat with one. Only what is ticked may go to the provider (decisions 15).

    `wait`: stage 1 starts when the advocate does, if nobody has answered yet (K-11b).
    """
    case.advocate = Advocate.YES if kind == ADVOCATE else Advocate.NOT_SURE
    case.wait_for_advocate = wait
    record(db, case, Event.ADVOCATE_WANTED, actor=actor, now=now, reason=kind, made=made)
    ask_provider(db, case, kind=kind, shares=shares, wishes=wishes, keys=keys, now=now)


def next_stage(db: Session, case: Case, *, now: datetime) -> NextStage:
    """Whether the next stage may be asked for today, and why (K-15, K-16, K-25)."""
    clocks = clocks_of(db, case)
    return next_stage_of(case, clocks, furthest(db, case, clocks), today=local_day(now))


def next_stage_of(case: Case, clocks: Sequence[RunningClock], limit: date | None, *, today: date) -> NextStage:
    clock = answer_clock(case, clocks)
    due = clock.due_on if clock and clock.stopped_on is None else None
    the_last = Clock.C2_RESPONSE if case.procedure is Procedure.CORPORATE else Clock.S3_RESPONSE
    last = answered_on(clocks, the_last) is not None
    return next_stage_open(case.procedure, case.state, today, due, None, limit=limit, last=last)


def may_leave_out(case: Case) -> bool:
    """Whether stage 1 runs and the law lets both sides leave it out (K-19)."""
    return case.procedure is Procedure.STATUTORY and case.state in (State.S1_OPEN, State.S1_EXTENDED)


def said_ahead(ahead: NextStage) -> str:
    """The line that says why, to whoever reads the page now."""
    return deck("tracking")["ahead"].said(ahead.why, date=near_date(ahead.day))


def ask_next_stage(
    db: Session,
    case: Case,
    *,
    points: Iterable[int],
    why: str,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    spoken: bool = False,
    agreed: bool = False,
    recorded: bool = False,
    on: date | None = None,
    made: uuid.UUID | None = None,
) -> CaseEvent:
    """The person is not happy, or has waited long enough. However late it is, its clocks start on the day that it
    reached the council: `on`, where that was before today (K-25, REG 19(4)).

    `recorded`: they say why in a recording that stands among their files. `spoken`: an officer writes down what was
    said by phone or in person (K-16). `agreed`: they and the complaints team agree to leave stage 1 out (K-19).
    """
    day = on or local_day(now)
    answer = next_stage(db, case, now=now)
    if not answer and not (agreed and may_leave_out(case)):
        raise NotAllowed(said_ahead(answer))
    check_day(db, case, day, local_day(now), leave_out=not answer)
    heed(db, case, why, now=now)
    pausing.finish(db, case, actor=actor, now=now)
    event = beyond(case, clocks_of(db, case))
    if case.procedure is None:
        case.procedure = Procedure.STATUTORY  # nobody has decided yet: waiting to decide holds no one back
    heard = "They say why in a recording, among the files." if recorded else ""
    said = "\n\n".join(filter(None, [named(db, case, [*points], keys), heard, why.strip()]))
    late = past_window(db, case, day)
    reason = LEFT_OUT if not answer else ("spoken" if spoken else "written") + ("_late" if late else "")
    case.waiting_on = "us"
    if event is Event.S3_REQUESTED:
        panel_rows.begin(db, case, on=day, late=late)
    return record(db, case, event, actor=actor, now=now, on=day, reason=reason, details=said, keys=keys, made=made)


def stop(
    db: Session, case: Case, *, pressed: str, keys: Keyring, actor: Actor, now: datetime, one: Complainant | None = None
) -> date:
    """Stop, and confirm it in writing at once (E-32). Returns the last day for changing one's mind with one tap.

    `pressed` is yes, no or skip. A yes still stops, as whoever stands behind the person may be looking; a manager
    hears of it the same day. `one` of several stops for themselves alone (S-39).
    """
    if Event.WITHDRAWN not in allowed(case.state):
        raise NotAllowed("This has stopped already.")
    if pressed == "yes":
        record(db, case, Event.GOT_WORSE, actor=actor, now=now, reason="made_to_stop")
        _managers(db, case, keys, now=now)
    if one is not None:
        return together.leave(db, case, one, how="page", keys=keys, actor=actor, now=now)
    return withdraw(db, case, how="page", actor=actor, now=now, keys=keys)


def start_again(
    db: Session, case: Case, *, keys: Keyring, actor: Actor, now: datetime, one: Complainant | None = None
) -> None:
    """Change of mind: back to where it was, its clocks going on from where they stood."""
    if one is not None and one.left_on is not None:
        return together.come_back(db, case, one, keys=keys, actor=actor, now=now)
    stopped = stopped_on(db, case)
    if case.state is not State.WITHDRAWN or stopped is None:
        raise NotAllowed("This has not stopped.")
    if not may_reinstate(stopped, local_day(now), holidays(db)):
        raise NotAllowed("Too many days have passed to start again here. Send us a message.")
    case.waiting_on = "us"
    reinstate(db, case, actor=actor, now=now, keys=keys)
    return None


def got_worse(
    db: Session, case: Case, text: str, *, keys: Keyring, actor: Actor, now: datetime, made: uuid.UUID | None = None
) -> None:
    """Something got worse since they told us: a manager hears of it the same day (experience 2.4)."""
    heed(db, case, text, now=now)
    record(db, case, Event.GOT_WORSE, actor=actor, now=now, details=text or None, keys=keys, made=made)
    case.waiting_on = "us"
    _managers(db, case, keys, now=now)


def not_worse(db: Session, case: Case, *, actor: Actor, now: datetime, made: uuid.UUID | None = None) -> None:
    """Nothing got worse: they are not asked again until the next time (experience 2.4)."""
    record(db, case, Event.NOT_WORSE, actor=actor, now=now, made=made)


def advocates_of(db: Session, case: Case) -> Sequence[Holder]:
    """Those beside the person who have words of their own for this case."""
    return db.scalars(select(Holder).where(Holder.case_id == case.id, Holder.part.in_(BESIDE))).all()


def end_consent(db: Session, case: Case, holder: Holder, *, actor: Actor, now: datetime) -> None:
    """The advocate sees nothing from now on: their way in is deleted, with every visit of it (sealing.md 2.10)."""
    if holder.case_id != case.id or holder.part not in BESIDE:
        raise NotAllowed("This is not an advocate of this case.")
    record(db, case, Event.NOTED, actor=actor, now=now, reason="advocate_ended")
    db.delete(holder)
    db.flush()


def _managers(db: Session, case: Case, keys: Keyring, *, now: datetime) -> None:
    cause = f"worse:{case.id}:{case.event_count}"
    text = TODAY_BODY.format(reference=case.reference)
    tell_managers(db, keys, subject=TODAY_SUBJECT, body=text, cause=cause, now=now, case_id=case.id)


def why_asked(db: Session, case: Case, keys: Keyring) -> str:
    """What they said when they asked for the stage that goes on now, and of which points."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.event.in_(NEXT_STAGES))
    row = db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()
    try:
        return (keys.open_if(CaseEvent.details, row) or "") if row else ""
    except Unreadable:
        return ""


def _point(points: Sequence[Point], number: int) -> Point:
    for point in points:
        if point.number == number:
            return point
    raise NotAllowed("There is no such point.")
