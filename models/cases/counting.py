"""How much there is behind each link of a person's own page, and whether we wait: one query for all of it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case as when
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.cases.afterwards import ANSWERS
from models.cases.theirs_to_answer import Newest, newest
from models.cases.thread import theirs_alone
from models.procedure.ombudsman import DECIDED, GOES_ON
from models.procedure.terms import Event
from models.procedure.updating import HEARD
from models.tables.access import AdvocateAccess
from models.tables.case import Case
from models.tables.following import MeetingDate, Pause, ToldBack
from models.tables.history import CaseEvent
from models.tables.register import OmbudsmanCase
from models.tables.stage_two import ComplaintStatement
from models.tables.together import Complainant
from models.tables.words import GONE, Action, Letter, Point, ThreadMessage

WRITTEN = (Event.ACKNOWLEDGED, Event.S2_ACKNOWLEDGED, Event.C2_ACKNOWLEDGED, Event.S3_ACKNOWLEDGED)
CHILD_WORDS = "child_words_asked"  # the reason of what is noted then


@dataclass(frozen=True, slots=True)
class Counts:
    points: int
    open_points: int  # neither agreed nor corrected yet
    messages: int
    new_messages: int
    letters: int
    new_letters: int
    written: int  # letters on their page that say we have it, and wait for hands before they count (K-18)
    answers: int  # the same of our answer
    told_back: int  # "because of you"
    kept: int  # promises done
    promised: int  # promises not done yet
    pause: str | None  # why we wait, where we do
    pause_until: date | None
    answered_on: date | None
    heard_on: date | None  # the last day on which they had something from us
    passed_on: date | None  # thanks or an idea: the day whom it is about was given it
    helpers: int  # advocates with an account who may open it
    helpers_wait: int  # of these, who wait for the person's yes
    dates: int  # offered for a meeting, not answered yet
    dates_fixed: int
    panel_at: datetime | None  # the day of a panel that is fixed
    ombudsman: str | None  # how it stands at the Ombudsman, where they were asked
    child_words_on: date | None  # who speaks for a child asked for the child's own words: the day of the first time
    parts: int  # points that went another way and are cases of their own (E-56)
    statement: str | None  # how the newest statement of complaint that was offered stands
    newest: Newest


def counts(db: Session, case_id: uuid.UUID, theirs: Complainant | None = None, *, now: datetime) -> Counts:
    """`theirs`: of one of several who complain together; letters and messages are each one's own (S-39).

    Days to meet that have passed are not counted, nor others once one is fixed: a link never leads to none (5.2)."""

    def how_many(table: type, *conditions: object) -> object:
        query = select(func.count()).select_from(table).where(table.case_id == case_id, *conditions)  # type: ignore[attr-defined, arg-type]
        return query.scalar_subquery()

    with_parts = select(Case.id).where(or_(Case.id == case_id, Case.part_of_id == case_id))  # one page for both (E-56)
    letters = select(func.count()).select_from(Letter).where(Letter.case_id.in_(with_parts), Letter.state == GONE)
    letters = letters.where(Letter.to_id.is_not_distinct_from(theirs.id if theirs and not theirs.first else None))
    there_already = (Letter.case_id == case_id) & Letter.counted_at.is_(None)
    ours, mine = ThreadMessage.from_staff_id.is_not(None), theirs_alone(case_id, theirs)
    paused = (Pause.case_id == case_id) & Pause.ended_on.is_(None)
    answered = (CaseEvent.case_id == case_id) & CaseEvent.event.in_(ANSWERS)
    heard = (CaseEvent.case_id == case_id) & CaseEvent.event.in_(HEARD)
    handed = (CaseEvent.case_id == case_id) & (CaseEvent.event == Event.PASSED_ON)
    wanted = (CaseEvent.case_id == case_id) & (CaseEvent.reason == CHILD_WORDS)
    offered = (ComplaintStatement.case_id == case_id) & ComplaintStatement.state.in_(("offered", "signed", "own_words"))
    statement = select(ComplaintStatement.state).where(offered).order_by(ComplaintStatement.number.desc()).limit(1)
    stands = MeetingDate.fixed_at.is_not(None) & MeetingDate.cancelled_at.is_(None) & (MeetingDate.kind == "panel")
    panel = select(func.max(MeetingDate.starts_at)).where(MeetingDate.case_id == case_id, stands)
    ahead = (MeetingDate.cancelled_at.is_(None), MeetingDate.starts_at > now)
    other = aliased(MeetingDate)
    settled = exists().where(
        other.case_id == case_id, other.kind == MeetingDate.kind, other.fixed_at >= MeetingDate.offered_at,
        other.cancelled_at.is_(None), other.starts_at > now,
    )  # fmt: skip
    goes_on = OmbudsmanCase.decided_on.is_(None) | OmbudsmanCase.finding.in_(GOES_ON)
    there = select(when((goes_on, OmbudsmanCase.status), else_=DECIDED)).where(OmbudsmanCase.case_id == case_id)
    there = there.order_by(OmbudsmanCase.received_on.desc()).limit(1)
    row = db.execute(
        select(
            how_many(Point, Point.dropped.is_(False)),  # type: ignore[call-overload]
            how_many(Point, Point.dropped.is_(False), Point.agreed.is_(None)),
            how_many(ThreadMessage, mine),
            how_many(ThreadMessage, mine, ours, ThreadMessage.seen_at.is_(None)),
            letters.scalar_subquery(),
            letters.where(Letter.seen_at.is_(None)).scalar_subquery(),
            letters.where(there_already, Letter.event.in_(WRITTEN)).scalar_subquery(),
            letters.where(there_already, Letter.event.in_(ANSWERS)).scalar_subquery(),
            how_many(ToldBack),
            how_many(Action, Action.done_on.is_not(None)),
            how_many(Action, Action.done_on.is_(None)),
            select(Pause.why).where(paused).limit(1).scalar_subquery(),
            select(Pause.until_on).where(paused).limit(1).scalar_subquery(),
            select(func.max(CaseEvent.on)).where(answered).scalar_subquery(),
            select(func.max(CaseEvent.on)).where(heard).scalar_subquery(),
            select(func.min(CaseEvent.on)).where(handed).scalar_subquery(),
            how_many(AdvocateAccess, AdvocateAccess.ended_at.is_(None)),
            how_many(AdvocateAccess, AdvocateAccess.ended_at.is_(None), AdvocateAccess.confirmed_at.is_(None)),
            how_many(MeetingDate, MeetingDate.can.is_(None), *ahead, ~settled),
            how_many(MeetingDate, MeetingDate.fixed_at.is_not(None), *ahead),
            panel.scalar_subquery(),
            there.scalar_subquery(),
            select(func.min(CaseEvent.on)).where(wanted).scalar_subquery(),
            select(func.count()).select_from(Case).where(Case.part_of_id == case_id).scalar_subquery(),
            statement.scalar_subquery(),
            *newest(case_id),
        )
    ).one()
    *found, offer, offered_with, worse, first = row
    return Counts(*found, Newest(offer, offered_with, worse, first))  # type: ignore[call-arg]
