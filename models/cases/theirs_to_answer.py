"""What the person's own page asks them now: an advocate again, before the worker hears of it, whether it got worse."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.cases.asking_first import NEVER_REASON, OVERRULED_REASON
from models.procedure.advocacy import MILESTONES, OPEN_TO_AN_OFFER
from models.procedure.aftercare import open_question
from models.procedure.clocks import PRAISE
from models.procedure.terms import Clock, Event, State
from models.procedure.working_days import Holidays
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock

OFFERS = frozenset({Event.ADVOCATE_OFFERED, Event.ADVOCATE_NOT_NOW, Event.ADVOCATE_WANTED})
WORSE = frozenset({Event.GOT_WORSE, Event.NOT_WORSE})


@dataclass(frozen=True, slots=True)
class Newest:
    """The last of each that happened, read with the counts of the page: no query of its own."""

    offer: Event | None
    offered_with: str | None
    worse_answered: date | None
    asked_first: str | None


@dataclass(frozen=True, slots=True)
class ToAnswer:
    offer: str  # the milestone with which an advocate was offered again (T60)
    ask_first: bool  # nobody in the service hears of it until they say
    ask_first_by: date | None  # the day by which we said we would ask
    never: bool  # they said no: we write what we can do without asking the worker
    not_asked: bool  # a manager decided that nobody could wait for their answer: they read so
    worse: str  # the time of asking: day_5 | day_20 | end


def newest(case_id: uuid.UUID) -> list[Any]:
    """The columns of `Newest`, in its order."""

    def last(column: Any, events: Collection[Event]) -> Any:
        query = select(column).where(CaseEvent.case_id == case_id, CaseEvent.event.in_(events))
        return query.order_by(CaseEvent.number.desc()).limit(1).scalar_subquery()

    return [
        last(CaseEvent.event, OFFERS),
        last(CaseEvent.reason, OFFERS),
        last(CaseEvent.on, WORSE),
        last(CaseEvent.reason, {Event.ASK_FIRST_ANSWERED}),
    ]


def to_answer(case: Case, clocks: Sequence[RunningClock], last: Newest, *, today: date, free: Holidays) -> ToAnswer:
    asks = next((clock for clock in clocks if clock.clock is Clock.ASK_FIRST and clock.stopped_on is None), None)
    never = last.asked_first == NEVER_REASON
    answered = [last.worse_answered] if last.worse_answered else []
    about_worse = case.procedure not in PRAISE
    return ToAnswer(
        offer=_offer(case, last),
        ask_first=case.ask_first and not never and case.state is not State.WITHDRAWN,
        ask_first_by=asks.due_on if asks and asks.due_on >= today else None,
        never=never and case.ask_first,
        not_asked=last.asked_first == OVERRULED_REASON and case.closed_on is None,
        worse=open_question(case.received_on, case.closed_on, answered, today, free) if about_worse else "",
    )


def _offer(case: Case, last: Newest) -> str:
    """Open until they say yes or not now; whoever has one, or waits for one, is not asked."""
    again = last.offer is Event.ADVOCATE_OFFERED and last.offered_with in MILESTONES.values()
    return str(last.offered_with) if again and case.young_person and case.advocate in OPEN_TO_AN_OFFER else ""
