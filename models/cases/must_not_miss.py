"""What stands above a case until somebody has seen to it: safety from us, and the advocate they wait for."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from models.cases import keeping_from
from models.cases.agreeing import PROPOSED
from models.cases.answering import RELEASED
from models.cases.asking_first import NEVER_REASON
from models.cases.at_a_glance import how_many_out, ways_spelled
from models.cases.coordinating import KIND as LEAD
from models.cases.early_call import call_owed
from models.cases.finding import family
from models.cases.mail_desk import ELSEWHERE, waits_on
from models.cases.policies import holidays
from models.cases.proposing import WAITING
from models.cases.referrals import contact_by
from models.cases.referring import latest
from models.cases.safety_talk import talk_owed
from models.cases.seeing import visit_owed
from models.cases.their_turn import whose_turn
from models.formats import short_date
from models.post.incoming import BROKEN, MAIL
from models.procedure.advocacy import UNDER_10
from models.procedure.terms import Event
from models.procedure.updating import message_answered_by
from models.tables.advocacy import Referral
from models.tables.behaviour import Behaviour
from models.tables.case import Case
from models.tables.following import Pause
from models.tables.history import CaseEvent, Extension
from models.tables.holder import Holder
from models.tables.safety import SafetyAlert
from models.tables.screening import Judgement
from models.tables.staff import Staff
from models.tables.words import BACK, CHECK, HELD, Action, Answer, Letter, Note, PointChange

WATCHED = (
    Event.ASK_FIRST_ANSWERED, Event.GOT_WORSE, Event.WORSE_DEALT_WITH, Event.ADVOCATE_CONSIDERED,
    Event.ADVOCATE_WANTED, Event.ADVOCATE_CONTACTED, Event.NOTED, Event.MESSAGE_FROM_STAFF, Event.MESSAGE_FROM_PERSON,
)  # fmt: skip

DECIDED = (keeping_from.KEPT, keeping_from.TOLD)


@dataclass(frozen=True, slots=True)
class Minded:
    """`said` is for the top of the case; the others are what some of its pages ask."""

    said: tuple[str, ...]
    worse: bool  # something got worse, and no manager has written down what was done
    never: bool  # they do not want the worker to be asked
    kept_from: str  # what was decided about those who must not know: a code, or nothing
    to_keep: bool  # they named who must not know, and nobody has decided whether we can keep it from them


def minded(db: Session, case: Case, details: Mapping[str, Any], today: date) -> Minded:
    """One query for what happened, one for the advocate asked for."""
    query = select(CaseEvent.case_id, CaseEvent.event, CaseEvent.reason, CaseEvent.on)
    query = query.where(CaseEvent.case_id.in_(family(case)), CaseEvent.event.in_(WATCHED))
    last: dict[Event, tuple[int, str | None]] = {}
    wrote: list[date] = []  # the days of what they wrote and nobody has answered
    kept_from = ""
    for place, (of, event, reason, on) in enumerate(db.execute(query.order_by(CaseEvent.at, CaseEvent.number))):
        if of != case.id and not (event is Event.ASK_FIRST_ANSWERED or reason in DECIDED):
            continue  # what they want of us holds for all that they told; what else happened is of its own case
        last[event] = (place, reason)
        wrote = _unanswered(wrote, event, reason, on)
        kept_from = reason if reason in DECIDED else kept_from
    worse = Event.GOT_WORSE in last and last.get(Event.WORSE_DEALT_WITH, (-1, ""))[0] < last[Event.GOT_WORSE][0]
    never = last.get(Event.ASK_FIRST_ANSWERED, (0, ""))[1] == NEVER_REASON
    said = []
    if worse:
        said.append("Something got worse for them since they told us. A manager sees to it today")
    said += _first(case, never)
    said += _message(db, case, min(wrote, default=None), today)
    said += _proceedings(db, case, today)
    to_keep = bool(keeping_from.named(details)) and not kept_from
    if to_keep:
        said.append("They named who must not know. Decide whether we can keep it from them")
    if case.age_band == UNDER_10 and case.closed_on is None and Event.ADVOCATE_CONSIDERED not in last:
        said.append("Under 10: decide whether somebody must speak for them, and write it down")
    if Event.ADVOCATE_WANTED in last and Event.ADVOCATE_CONTACTED not in last:
        said += _advocate(db, case, today)
    return Minded(tuple(said), worse, never, kept_from, to_keep)


def _unanswered(wrote: list[date], event: Event, reason: str | None, on: date) -> list[date]:
    """One message of ours answers all of them; an e-mail that belongs elsewhere is answered there."""
    if event is Event.MESSAGE_FROM_PERSON:
        return [*wrote, on]
    if reason == ELSEWHERE and on in wrote:
        wrote.remove(on)
    return [] if event is Event.MESSAGE_FROM_STAFF else wrote


def _message(db: Session, case: Case, wrote: date | None, today: date) -> list[str]:
    """Their page says by when a message is answered (experience 5.2): the case says the same."""
    if wrote is None or case.waiting_on != "us":
        return []
    by = message_answered_by(wrote, holidays(db))
    late = f"we said by {short_date(by)}" if by < today else f"answer by {short_date(by)}"
    return [f"They wrote to us: {late}"]


def _proceedings(db: Session, case: Case, today: date) -> list[str]:
    """Something waits for other proceedings: nobody may forget that it does (X-10, K-42)."""
    query = select(func.min(Judgement.review_on)).where(Judgement.case_id == case.id, Judgement.ended_on.is_(None))
    day = db.scalar(query)
    if day is None:
        return []
    due = "look at it again today" if day <= today else f"look at it again on {short_date(day)}"
    return [f"It waits for other proceedings: {due}"]


def _first(case: Case, never: bool) -> list[str]:
    if not never:
        return ["Ask them first, before the service hears of it"] if case.ask_first else []
    more = ". Tell them what can be done without it" if case.ask_first else ""
    return [f"They do not want the worker to be asked{more}"]


MEASURED = (Behaviour.measures, Behaviour.ends_on, Behaviour.review_on)


class Beside(NamedTuple):
    """Who has the newest safety alert, how many promises are late, by when they asked to be seen or to be rung, by when
    they are talked to about being safe, whether we wait at their wish, which letters have not left, the language they
    read, measures on contact, mail that waits, and what waits for a second
    person."""

    accepted: str
    late: int
    visit: date | None
    call: date | None
    talk: date | None
    wait: str | None
    wait_until: date | None
    leaves_at: datetime | None  # a letter that can still be called back
    leaving: Event | None  # what the one that leaves first proves when it has gone
    letters: int  # that were called back
    to_check: int  # that wait for a second person
    language: str | None  # that they chose to read in: a code
    measures: str | None  # on contact: codes
    measured_until: date | None
    measured_again: date | None
    mails: int  # that came for it, and nobody has dealt with
    answer: str | None  # how the answer stands that has not gone
    written_by: uuid.UUID | None  # who changed it last
    decided_by: uuid.UUID | None  # who decided what waits for a second person
    more_time: int  # that an officer proposed, and waits for a complaints manager
    walled: int  # how many stand behind the wall
    ways: str | None  # that are safe now, with a space between
    corrected: int  # times they say that a point is wrong or missing, and nobody has settled it
    turn: str  # what else they did on their page and nobody has taken up: a code
    several: int  # whether it is said which service leads, or who coordinates


def beside(db: Session, case: Case, today: date) -> Beside:
    """All of it in one query."""
    told = {"of_case": case.id, "reference": case.reference, "today": today}
    accepted, *others = db.execute(_beside(), told).one()
    return Beside(accepted or "", *others)


@cache
def _beside() -> Select[Any]:
    """Put together once: to do it for every page of a case took a sixth of what the page takes."""
    case: Any = SimpleNamespace(id=bindparam("of_case", type_=Case.id.type), reference=bindparam("reference"))
    name = select(Staff.name).join(SafetyAlert, SafetyAlert.accepted_by == Staff.id)
    name = name.where(SafetyAlert.case_id == case.id).order_by(SafetyAlert.created_at.desc()).limit(1)
    late = select(func.count()).where(
        Action.case_id == case.id, Action.done_on.is_(None), Action.due_on < bindparam("today")
    )
    waits = select(Pause.why, Pause.until_on).where(Pause.case_id == case.id, Pause.ended_on.is_(None)).limit(1)
    why, until = waits.with_only_columns(Pause.why), waits.with_only_columns(Pause.until_on)
    leaving = select(func.min(Letter.leaves_at)).where(Letter.case_id == case.id, Letter.state == HELD)
    first = select(Letter.event).where(Letter.case_id == case.id, Letter.state == HELD, Letter.event.is_not(None))
    first = first.order_by(Letter.leaves_at).limit(1)
    stuck = (select(func.count()).where(Letter.case_id == case.id, Letter.state == how) for how in (BACK, CHECK))
    reads = select(Holder.language).where(Holder.case_id == case.id, Holder.reference == case.reference)
    measured = select(Behaviour.measures).where(Behaviour.case_id == case.id, Behaviour.ended_on.is_(None))
    measured = measured.where(Behaviour.begins_on.is_not(None)).limit(1)
    asked = (
        name,
        late,
        visit_owed(case),
        call_owed(case),
        talk_owed(case),
        why,
        until,
        leaving,
        first,
        *stuck,
        reads,
        *(measured.with_only_columns(one) for one in MEASURED),
    )
    mails = waits_on(case.id, MAIL, BROKEN)
    wrong = select(func.count()).where(PointChange.case_id == case.id, PointChange.settled_at.is_(None))
    several = select(func.count()).where(Note.case_id == case.id, Note.kind == LEAD)
    second = [one.scalar_subquery() for one in _second(case)]
    of_case = [
        select(one).where(Case.id == case.id).scalar_subquery()
        for one in (how_many_out(), ways_spelled(), whose_turn())
    ]
    return select(
        *(one.scalar_subquery() for one in asked),
        mails,
        *second,
        *of_case[:2],
        wrong.scalar_subquery(),
        of_case[2],
        several.scalar_subquery(),
    )


def _second(case: Case) -> list[Select[Any]]:
    """What waits for a second person, and who did the first part of it."""
    answer = select(Answer.state).where(Answer.case_id == case.id, Answer.state != RELEASED)
    answer = answer.order_by(Answer.stage.desc()).limit(1)
    decided = select(Note.staff_id).where(Note.case_id == case.id, Note.kind == WAITING).limit(1)
    more_time = select(func.count()).where(Extension.case_id == case.id, Extension.answer == PROPOSED)
    return [answer, answer.with_only_columns(Answer.written_by), decided, more_time]


def _advocate(db: Session, case: Case, today: date) -> list[str]:
    referral = latest(db, case) if case.young_person else None
    stands = _stands(db, case, referral, today) if referral is not None else ""
    return [stands] if stands else []


def _stands(db: Session, case: Case, referral: Referral, today: date) -> str:
    by = contact_by(db, case, referral)
    if referral.cannot is not None:
        return "No advocate could be given. Find one today"
    if referral.not_heard_at is not None:
        return "They say that no advocate came. Chase it today"
    return f"No advocate was in touch by {short_date(by)}. Chase it today" if by < today else ""
