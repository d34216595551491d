"""Advocacy in figures for a manager: offered, wanted, in touch in time, wanted when offered again (experience 2.4b)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.procedure.advocacy import MILESTONES
from models.procedure.shares import percents
from models.procedure.terms import Clock, Event
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock


@dataclass(frozen=True, slots=True)
class Rate:
    words: str
    part: int
    whole: int

    @property
    def percent(self) -> str:
        return f"{percents([self.part, self.whole - self.part])[0]}%" if self.whole else "–"


def rates(db: Session, actor: Actor, *, since: date, today: date) -> list[Rate]:
    """Of young people's cases received since that day, those this person may see."""
    theirs = (Case.young_person.is_(True), Case.received_on >= since, visible(actor))
    offered = _happened(Event.ADVOCATE_OFFERED, Event.ADVOCATE_WANTED)
    wanted = _happened(Event.ADVOCATE_WANTED)
    again = exists().where(
        CaseEvent.case_id == Case.id,
        CaseEvent.event == Event.ADVOCATE_OFFERED,
        CaseEvent.reason.in_(set(MILESTONES.values())),
    )
    count = [func.count(case((condition, 1))) for condition in (offered, wanted, again, and_(again, wanted))]
    total, *found = db.execute(select(func.count(), *count).select_from(Case).where(*theirs)).one()
    offers, yes, asked_again, yes_again = found
    late = or_(RunningClock.stopped_on > RunningClock.due_on, RunningClock.due_on < today)
    touched = (
        select(
            func.count(),
            func.count(
                case((and_(RunningClock.stopped_on.is_not(None), RunningClock.stopped_on <= RunningClock.due_on), 1))
            ),
        )
        .select_from(RunningClock)
        .join(Case, Case.id == RunningClock.case_id)
        .where(RunningClock.clock == Clock.ADVOCATE_CONTACT, RunningClock.cancelled.is_(False), *theirs)
        .where(or_(RunningClock.stopped_on.is_not(None), late))
    )
    due, in_time = db.execute(touched).one()
    return [
        Rate("Were offered an advocate", offers, total),
        Rate("Wanted one, of those offered", yes, offers),
        Rate("An advocate was in touch by the day they were told", in_time, due),
        Rate("Wanted one, of those offered again at a milestone", yes_again, asked_again),
    ]


def _happened(*events: Event) -> ColumnElement[bool]:
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.event.in_(events))
