"""What one person was given: cases and points to answer, and questions put to them. Ordered by the day they are due."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.earlier_round import OF_NOW
from models.cases.finding import visible
from models.cases.policies import holidays
from models.cases.queue_lines import LOOKS, left_words
from models.cases.releasing import main_holder, ways_of
from models.cases.second_answer import SECOND, stage_now
from models.procedure.deadlines import standing
from models.procedure.terms import Clock, State, Way
from models.procedure.working_days import Holidays
from models.sealing import Keyring, Unreadable
from models.tables.case import NEVER, Case
from models.tables.history import RunningClock
from models.tables.staff import Staff
from models.tables.words import Answer, Contribution, Point

THEIRS = (
    Clock.S1_RESPONSE, Clock.S1_CONFIRM, Clock.C1_RESPONSE, Clock.S2_RESPONSE, Clock.S2_ADJUDICATE, Clock.C2_RESPONSE,
    Clock.CONCERN_ANSWER,
)  # fmt: skip


CHECKING = "to_check"


@dataclass(frozen=True, slots=True)
class Given:
    """One case as it stands for the person who answers it."""

    case: Case
    points: tuple[int, ...]  # the numbers of the points that are theirs
    due: date | None
    left: str  # "late by 3 working days"
    look: str  # ok | soon | late
    answer: str  # writing | to_check | returned | checked


@dataclass(frozen=True, slots=True)
class SafeTo:
    """Whether one way is safe. Never the address itself."""

    way: Way
    allowed: bool
    shared: bool


def given_to(db: Session, actor: Actor, today: date) -> list[Given]:
    """Every open case in which something is theirs and not answered yet, the most urgent first. What the person has
    stopped is not."""
    mine = select(Point.case_id).where(Point.responder_id == actor.id, Point.dropped.is_(False))
    query = select(Case).where(visible(actor), Case.closed_on.is_(None), Case.state != State.WITHDRAWN)
    cases = db.scalars(query.where(or_(Case.responder_id == actor.id, Case.id.in_(mine)))).all()
    ids = [case.id for case in cases]
    rows = db.scalars(select(Answer).where(Answer.case_id.in_(ids), OF_NOW))
    answers = {(row.case_id, row.stage in SECOND): row.state for row in rows}
    dues, points, free = _dues(db, ids), _points(db, ids), holidays(db)
    found = []
    for case in cases:
        second = stage_now(case) is not None
        numbers = tuple(p.number for p in points.get(case.id, ()) if _whose(p, case, second) == actor.id)
        whole = second and case.responder_id == actor.id  # also where stage 1 was left out and has no points (K-19)
        if not (numbers or whole) or answers.get((case.id, second)) == "released":
            continue
        due = dues.get(case.id)
        left, look = how_it_stands(due, today, free) if due else ("", "")
        found.append(Given(case, numbers, due, left, look, answers.get((case.id, second), "writing")))
    return sorted(found, key=lambda one: (one.due or NEVER, one.case.reference))


def how_it_stands(due: date, today: date, free: Holidays) -> tuple[str, str]:
    """How many working days are left or gone, and how the page marks that."""
    return left_words(due, today, free), LOOKS[standing(due, today, free)]


def covered_by(db: Session, actor: Actor, today: date) -> Sequence[uuid.UUID | None]:
    """They, and whoever is away and left it to them (S-35)."""
    away = select(Staff.id).where(Staff.deputy_id == actor.id, Staff.away_until >= today.isoformat())
    return [actor.id, *db.scalars(away)]


def _whose(point: Point, case: Case, second: bool) -> uuid.UUID | None:
    """At stage 2 one person decides on every point."""
    return case.responder_id if second else point.responder_id or case.responder_id


def questions_for(db: Session, actor: Actor) -> list[tuple[Case, Contribution]]:
    """The questions put to them, those without an answer first, then by day."""
    query = (
        select(Case, Contribution)
        .join(Contribution, Contribution.case_id == Case.id)
        .where(Contribution.staff_id == actor.id, visible(actor))
        .where(Case.closed_on.is_(None), Case.state != State.WITHDRAWN)
        .order_by(Contribution.given_at.is_not(None), Contribution.due_on)
    )
    return [(case, row) for case, row in db.execute(query)]


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the page: points to answer or a question, in one order by the day they are due."""

    due: date | None
    given: Given | None = None
    case: Case | None = None
    question: Contribution | None = None

    @property
    def order(self) -> tuple[bool, date, str]:
        """What is answered, or is with a second person, comes last; then late and soonest first."""
        over = bool(self.question and self.question.given_at) or bool(self.given and self.given.answer == CHECKING)
        reference = self.given.case.reference if self.given else self.case.reference if self.case else ""
        return over, self.due or NEVER, reference


def in_order(given: Sequence[Given], questions: Sequence[tuple[Case, Contribution]]) -> list[Task]:
    """Questions and points together, so that nothing late stands below something with time."""
    tasks = [Task(one.due, given=one) for one in given]
    tasks += [Task(row.due_on, case=case, question=row) for case, row in questions]
    return sorted(tasks, key=lambda task: task.order)


def first_words(db: Session, one: Given, keys: Keyring, *, most: int = 80) -> str:
    """How the first point of theirs begins, so that a row is more than a reference. No name and no address."""
    query = select(Point).where(Point.case_id == one.case.id, Point.number == one.points[0])
    point = db.scalars(query).one()
    try:
        text = " ".join(keys.with_case(one.case).open(Point.text, point).split())
    except Unreadable:
        return "This cannot be shown."
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def safe_ways(db: Session, case: Case) -> list[SafeTo]:
    """How the person may be reached: yes or no for each way, and no address (experience 6.3)."""
    holder = main_holder(db, case)
    rows = ways_of(db, case, holder.id if holder else None)
    return [SafeTo(row.way, row.allowed, row.shared) for row in sorted(rows, key=lambda r: list(Way).index(r.way))]


def _dues(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    query = select(RunningClock).where(
        RunningClock.case_id.in_(ids), RunningClock.stopped_on.is_(None), RunningClock.clock.in_(THEIRS)
    )
    dues: dict[uuid.UUID, date] = {}
    for clock in db.scalars(query):
        dues[clock.case_id] = min(clock.due_on, dues.get(clock.case_id, NEVER))
    return dues


def _points(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Point]]:
    found: dict[uuid.UUID, list[Point]] = {}
    query = select(Point).where(Point.case_id.in_(ids), Point.dropped.is_(False)).order_by(Point.number)
    for point in db.scalars(query):
        found.setdefault(point.case_id, []).append(point)
    return found


@dataclass(frozen=True, slots=True)
class Time:
    """One running time limit, in the words of a clock on a page."""

    clock: Clock
    due: date
    left: str
    look: str
    extended: bool


def times_of(db: Session, case: Case, today: date) -> list[Time]:
    """The limits for the answer that still run on one case, the nearest first."""
    query = select(RunningClock).where(
        RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None), RunningClock.clock.in_(THEIRS)
    )
    free = holidays(db)
    return [
        Time(row.clock, row.due_on, *how_it_stands(row.due_on, today, free), extended=row.extended_to is not None)
        for row in db.scalars(query.order_by(RunningClock.due_on))
    ]
