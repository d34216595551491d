"""What a person's own page says: where things are, who, by when, and only the steps that they can take today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.cases.advocacy import Asked, asked
from models.cases.afterwards import SETTLED, ask_from
from models.cases.choosing import ask_by, furthest, next_stage_of
from models.cases.contacting import ask_whether_safe, ways_of
from models.cases.counting import Counts, counts
from models.cases.extending import open_request
from models.cases.finding import clocks_of
from models.cases.investigating import INVESTIGATED, names
from models.cases.moving import by_holiday
from models.cases.openings import Opening, openings
from models.cases.policies import holidays
from models.cases.returning import Theirs
from models.cases.their_alerts import Alert, alerts
from models.cases.theirs_to_answer import ToAnswer, to_answer
from models.cases.withdrawing import stopped_on
from models.procedure.lifecycle import CHANGE_OF_MIND, STAGE_TWO, allowed, may_reinstate
from models.procedure.next_stage import NextStage
from models.procedure.pausing import reasons
from models.procedure.progress import Step, steps_for
from models.procedure.terms import Clock, Event, Procedure, State, Way
from models.procedure.updating import WORKED_ON, next_update
from models.procedure.working_days import Holidays, add_working_days, local_day, working_days_between
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import Extension, RunningClock
from models.tables.staff import Staff
from models.tables.words import SafeWay

WRITE = (Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE)
ANSWER = (Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.ROUTE_ANSWER, Clock.MP_RESPONSE, Clock.CONCERN_ANSWER)
JUST_ASKED = frozenset({State.S2_REQUESTED, State.C2_REQUESTED, State.S3_REQUESTED})
BEYOND_WRITE = (Clock.S2_ACKNOWLEDGE, Clock.C2_ACKNOWLEDGE, Clock.S3_ACKNOWLEDGE)
BEYOND_ANSWER = (
    Clock.S2_RESPONSE,
    Clock.C2_RESPONSE,
    Clock.S3_PANEL,
)  # the earlier of the two of stage 2 is the request's
OWED = (*WRITE, *ANSWER, Clock.S1_CONFIRM, *BEYOND_WRITE, *BEYOND_ANSWER, Clock.S3_REPORT, Clock.S3_RESPONSE)
PANEL = {State.S3_HELD: ("panel_met", Clock.S3_REPORT), State.S3_REPORTED: ("panel_report", Clock.S3_RESPONSE)}
BY_OTHERS = {Clock.S3_PANEL: "panel", Clock.S3_REPORT: "report"}  # what is late there is no answer of ours
ENDED = {
    State.S1_RESPONDED: "answered",
    State.C1_RESPONDED: "answered",
    State.S2_RESPONDED: "answered",
    State.C2_RESPONDED: "answered",
    State.S3_RESPONDED: "answered_last",
    State.S3_REFERRED: "referred",
    State.CONCERN_ANSWERED: "answered",
    State.PRAISE_OPEN: "praise",
    State.REFUSED: "refused",
    State.WITHDRAWN: "stopped",
    State.CLOSED: "closed",
}
BEYOND = {State.C2_REQUESTED: "beyond_corporate", State.S3_REQUESTED: "beyond_panel"}
PRAISE = (Procedure.COMPLIMENT, Procedure.COMMENT)
THANKED = ("message",)  # thanks and ideas: there is nothing to wait for, to stop or to take further
EXTENDED = (State.S1_EXTENDED, State.C1_EXTENDED)


@dataclass(frozen=True, slots=True)
class Where:
    """One sentence: its code in the deck, who is named in it, and the day it promises."""

    code: str
    who: str
    due: date | None = None
    days: int = 0  # working days from today until then
    then: str = ""  # what follows it, as a code of the deck, by `then_due`
    then_due: date | None = None

    @property
    def when(self) -> str:
        """How the days read: a code of the deck."""
        if self.due is None:
            return ""
        return "today" if self.days <= 0 else "tomorrow" if self.days == 1 else "in_days"


@dataclass(frozen=True, slots=True)
class Late:
    """A day we named has passed. Shown by itself, and by nobody's leave (T58)."""

    what: str  # write | answer | panel | report
    promised: date


@dataclass(frozen=True, slots=True)
class Page:
    """The whole of the first page. Nothing in it is the person's own text (TRK-07)."""

    theirs: Theirs
    where: Where
    update: date | None  # the day by which they hear again, even if nothing changed
    late: Late | None
    hear_by: date  # whoever waits although we are late hears by then, even if there is no answer
    ask_by: date | None  # there is an answer: the day by which the next stage is best asked for (K-25, K-50)
    by_holiday: bool  # the day they read now is a later one, because a bank holiday was announced (S-40)
    steps: Sequence[Step]
    counts: Counts
    more_time: Extension | None
    next_stage: NextStage
    can: frozenset[str]
    ways: Sequence[SafeWay]
    ask_safe: Sequence[Way]
    alerts: Sequence[Alert]
    openings: Sequence[Opening]
    back_until: date | None  # stopped: the last day to start again with one tap
    advocate: Asked | None  # where asking for one stands
    asks: ToAnswer  # an advocate again, before the worker hears of it, whether something got worse (experience 2.4)
    ask_after: bool  # some weeks after the answer: did anything change?
    waiting: date | None  # we wait at their wish, until this day
    wait_over: bool  # and that day has come: go on, or wait longer?

    @property
    def case(self) -> Case:
        return self.theirs.case


def follow(db: Session, theirs: Theirs, *, now: datetime, keys: Keyring | None = None, after: int = 0) -> Page:
    """Everything the first page shows, in at most eight queries. `after`: as in `ask_whether_safe`."""
    case, today = theirs.case, local_day(now)
    clocks = clocks_of(db, case)
    ahead = next_stage_of(case, clocks, furthest(db, case, clocks), today=today)
    until = None if theirs.helper else _back_until(db, theirs, today)
    request = open_request(db, case) if Event.EXTENDED in allowed(case.state) else None
    ways = ways_of(db, case.id, theirs.holder.id) if theirs.main else []
    there = counts(db, case.id, theirs.several, now=now)
    outside = [name for _, name in names(db, case)] if case.state in INVESTIGATED else []
    stands = where(theirs, clocks, today=today, days_off=holidays(db), outside=outside, written=bool(there.written))
    if there.answers and case.state not in ENDED:  # it lies on their page, and counts when hands have told them (K-18)
        stands = Where("answered", stands.who)
    if there.panel_at and case.state is State.S3_REQUESTED:
        stands = replace(stands, then="panel_on", then_due=local_day(there.panel_at))
    settled = ask_from(there.answered_on, db)
    return Page(
        theirs=theirs,
        where=stands,
        update=_update(case, stands, there, today, holidays(db)),
        by_holiday=bool(stands.due and by_holiday(db, case, stands.due)),
        late=None if theirs.left else late(clocks, today),
        hear_by=next_update(there.heard_on or local_day(case.received_at), None, today, holidays(db)),
        ask_by=ask_by(db, case, clocks) if ahead and case.state in SETTLED else None,
        steps=steps_for(case.procedure, case.state, there.ombudsman),
        counts=there,
        more_time=request,
        next_stage=ahead,
        can=frozenset(THANKED if case.procedure in PRAISE or theirs.left else _can(theirs, ahead, until, there)),
        ways=[way for way in ways if way.allowed],
        ask_safe=ask_whether_safe(theirs.holder, ways, now, after=after),
        alerts=alerts(db, theirs),
        openings=list(openings(db, case, most=5)),
        back_until=until,
        advocate=asked(db, case, keys) if theirs.main and not theirs.equal else None,
        asks=to_answer(case, clocks, there.newest, today=today, free=holidays(db)),
        ask_after=bool(settled and settled <= today and case.state in SETTLED and theirs.main),
        waiting=there.pause_until,
        wait_over=bool(there.pause_until and there.pause_until < today),
    )


def asks(db: Session, theirs: Theirs, *, now: datetime) -> ToAnswer:
    """What the person is asked now, without the rest of the page."""
    case, newest = theirs.case, counts(db, theirs.case.id, theirs.several, now=now).newest
    return to_answer(case, clocks_of(db, case), newest, today=local_day(now), free=holidays(db))


def where(
    theirs: Theirs, clocks: Iterable[RunningClock], *, today: date, days_off: Holidays, outside: Sequence[str] = (),
    written: bool = False,
) -> Where:  # fmt: skip
    """The one sentence, from the state and the clock that matters to the person now. `outside`: who investigates.
    `written`: the letter that says we have it lies on their page already, so nobody "will write" it (T30)."""
    case = theirs.case
    officer = _officer(theirs, today)
    done = (*WRITE, *BEYOND_WRITE) if written else ()
    running = {clock.clock: clock for clock in clocks if clock.stopped_on is None and clock.clock not in done}
    if theirs.left:
        return Where("stopped", officer)
    if case.state in ENDED:
        return Where(ENDED[case.state], officer)
    if case.procedure in PRAISE:
        return Where("praise", officer)
    if case.state in PANEL:
        code, clock = PANEL[case.state]
        return _dated(code, officer, running.get(clock), today, days_off)
    if case.state in {*STAGE_TWO, *JUST_ASKED}:
        stands = _beyond(case, officer, running, today, days_off)
        step = INVESTIGATED.get(case.state)
        return replace(stands, code=step, who=", ".join(outside), due=None, days=0) if step else stands
    if writing := _first(running, WRITE):
        return _dated("got", officer, writing, today, days_off)
    who = _first_name(case.responder) or officer
    code = "more_time" if case.state in EXTENDED else "looking"
    return _dated(code, who, _first(running, ANSWER), today, days_off)


def late(clocks: Iterable[RunningClock], today: date) -> Late | None:
    """The oldest promise that was missed: an answer before anything else."""
    missed = [clock for clock in clocks if clock.stopped_on is None and clock.clock in OWED and clock.due_on < today]
    answers = [clock for clock in missed if clock.clock not in (*WRITE, Clock.S1_CONFIRM, *BEYOND_WRITE)]
    clock = min(answers or missed, key=lambda clock: clock.due_on, default=None)
    if clock is None:
        return None
    what = BY_OTHERS.get(clock.clock, "answer" if clock in answers else "write")
    return Late(what, clock.due_on)


def asker(db: Session, asked: Extension) -> str:
    """The first name of who asks for more time."""
    return _first_name(db.get(Staff, asked.asked_by))


def _can(theirs: Theirs, ahead: NextStage, until: date | None, there: Counts) -> Iterable[str]:
    """The buttons that apply today (experience 5.2, point 4)."""
    case, may = theirs.case, allowed(theirs.case.state)
    yield "message"
    if case.young_person:  # always: who has one may want another, and who waits may ask again (2.4b, T55)
        yield "advocate"
    if theirs.main and case.young_person and Event.VISIT_ASKED in may:
        yield "visit"
    if ahead:
        yield "next_stage"
    if theirs.main and theirs.several is None and reasons(case.state) and there.pause_until is None:
        yield "pause"
    if theirs.main and not theirs.helper and Event.WITHDRAWN in may:  # only the child stops what is the child's
        yield "stop"
    if theirs.main and not theirs.helper and until is not None:
        yield "start_again"
    if Event.GOT_WORSE in may and case.state is not State.PRAISE_OPEN:
        yield "worse"


def _update(case: Case, stands: Where, there: Counts, today: date, free: Holidays) -> date | None:
    """From the day after they last heard from us, while we look and do not wait at their wish. Who has just asked to go
    further reads who writes to them and when, and not that nothing is new."""
    if case.state in JUST_ASKED and stands.due is not None:
        return None
    if case.state not in WORKED_ON or there.pause_until or there.heard_on is None or there.heard_on >= today:
        return None
    return next_update(there.heard_on, stands.then_due or stands.due, today, free)


def _back_until(db: Session, theirs: Theirs, today: date) -> date | None:
    if theirs.case.state is not State.WITHDRAWN and not theirs.left:
        return None
    stopped = theirs.several.left_on if theirs.several and theirs.left else stopped_on(db, theirs.case)
    days_off = holidays(db)
    if stopped is None or not may_reinstate(stopped, today, days_off):
        return None
    return add_working_days(stopped, CHANGE_OF_MIND, days_off)


def _first(running: dict[Clock, RunningClock], wanted: Iterable[Clock]) -> RunningClock | None:
    return next((running[clock] for clock in wanted if clock in running), None)


def _dated(code: str, who: str, clock: RunningClock | None, today: date, days_off: Holidays) -> Where:
    if clock is None or clock.due_on < today:
        return Where(f"{code}_no_date", who)
    return Where(code, who, clock.due_on, working_days_between(today, clock.due_on, days_off))


def _beyond(case: Case, officer: str, running: dict[Clock, RunningClock], today: date, days_off: Holidays) -> Where:
    """First who writes and when; then who looks, and the day of their answer. Each day is a clock's."""
    then = BEYOND.get(case.state, "beyond_statutory")
    answer = _first(running, BEYOND_ANSWER)
    due = answer.due_on if answer and answer.due_on >= today else None
    first = _dated("beyond", officer, _first(running, BEYOND_WRITE), today, days_off)
    return replace(first, then=then if due else f"{then}_no_date", then_due=due)


def _officer(theirs: Theirs, today: date) -> str:
    """The officer of record, or whoever acts for them while they are away (S-35)."""
    officer = theirs.case.officer
    if officer is not None and officer.away_until and officer.away_until >= today.isoformat() and theirs.deputy:
        officer = theirs.deputy
    return _first_name(officer)


def _first_name(person: Staff | None) -> str:
    return person.name.split()[0] if person and person.name else ""
