"""Who is counted: each population once, with the day that brings a case into it and the day it leaves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_

from models.procedure.periods import Period
from models.procedure.report_lists import COMPLAINTS, COMPLIMENT, CONCERN, DUTY, EARLY, MP, OMBUDSMAN, REFUSED
from models.reports.scope import Scope
from models.tables.register import CorrectiveAction, OmbudsmanCase, RegisterPoint, Spend
from models.tables.register import RegisterLine as Line

Day = ColumnElement[date | None]
COHORTS = ("received", "closed", "either")


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """`begun` and `ended` are days of the stage that is counted, wherever the case came from (S-02, S-03)."""

    words: str
    conditions: tuple[ColumnElement[bool], ...]
    begun: Day
    begun_words: str
    ended: Day
    ended_words: str
    points: int | None = None  # counts the points of this stage, not the cases
    rows: str = "cases"  # cases | points | ombudsman

    def cohort(self, cohort: str, period: Period) -> ColumnElement[bool]:
        begun, ended = self.begun.between(*period), self.ended.between(*period)
        return {"received": begun, "closed": ended, "either": or_(begun, ended)}[cohort]

    def cohort_words(self, cohort: str) -> str:
        """Declared beside every table (M-04)."""
        how = {
            "received": self.begun_words,
            "closed": self.ended_words,
            "either": f"{self.begun_words} or {self.ended_words}",
        }[cohort]
        return f"{self.words} {how} in the period"


def _last(*days: Any) -> Day:
    """When it was over: answered, otherwise stopped, otherwise closed."""
    return func.coalesce(*days, Line.withdrawn_on, Line.closed_on)


RECEIVED: Any = Line.received_on
S2: Any = func.coalesce(Line.stage2_requested_on, Line.stage2_started_on)  # the request: 1.5.1, the ombudsman's clock
S3: Any = func.coalesce(Line.stage3_requested_on, Line.stage3_panel_on)
STATUTORY = Line.procedure == "statutory"
CORPORATE = Line.procedure == "corporate"
IS_COMPLAINT = Line.kind.in_(COMPLAINTS)
WENT_ON = or_(
    Line.stage2_started_on.is_not(None), Line.stage2_allocated_on.is_not(None), Line.stage2_responded_on.is_not(None)
)
FELL = and_(
    Line.stage2_requested_on.is_not(None),
    ~WENT_ON,
    or_(Line.stage2_outcome.is_not(None), Line.withdrawn_on.is_not(None), Line.closed_on.is_not(None)),
)


def _kind(kind: str, words: str) -> Population:
    return _received(words, Line.kind == kind)


def _received(words: str, *conditions: ColumnElement[bool]) -> Population:
    return Population(
        words=words,
        conditions=conditions,
        begun=RECEIVED,
        begun_words="received",
        ended=Line.__table__.c.closed_on,
        ended_words="closed",
    )


def _of(points: int | None) -> str:
    return "cases" if points is None else "points"


def _stage_one(words: str, *conditions: ColumnElement[bool], points: int | None = None) -> Population:
    return Population(
        words=words,
        conditions=(IS_COMPLAINT, *conditions),
        begun=RECEIVED,
        begun_words="received",
        ended=_last(Line.stage1_responded_on),
        ended_words="completed",
        points=points,
        rows=_of(points),
    )


def _stage_two(words: str, *conditions: ColumnElement[bool], points: int | None = None) -> Population:
    return Population(
        words=words,
        conditions=(S2.is_not(None), *conditions),
        begun=S2,
        begun_words="asked for",
        ended=_last(Line.stage2_responded_on),
        ended_words="completed",
        points=points,
        rows=_of(points),
    )


def _stage_three(words: str, begun: Any, begun_words: str, points: int | None = None) -> Population:
    return Population(
        words=words,
        conditions=(STATUTORY, begun.is_not(None)),
        begun=begun,
        begun_words=begun_words,
        ended=_last(Line.stage3_responded_on),
        ended_words="completed",
        points=points,
        rows=_of(points),
    )


POPULATIONS: dict[str, Population] = {
    "representations": _received("representations"),
    "complaints": _stage_one("complaints, statutory and corporate,"),
    "s1": _stage_one("statutory complaints at stage 1", STATUTORY),
    "s1_points": _stage_one("points of statutory complaints at stage 1", STATUTORY, points=1),
    "s2": _stage_two("statutory complaints at stage 2", STATUTORY),
    "s2_points": _stage_two("points of statutory complaints at stage 2", STATUTORY, points=2),
    "s2_fell": _stage_two("requests for stage 2 that did not go on", STATUTORY, FELL),
    "s3": _stage_three("statutory complaints at stage 3", S3, "asked for"),
    "s3_points": _stage_three("points of statutory complaints at stage 3", S3, "asked for", points=3),
    "panels": _stage_three("review panels", Line.stage3_panel_on, "that met"),
    "c1": _stage_one("corporate complaints at stage 1", CORPORATE),
    "c1_points": _stage_one("points of corporate complaints at stage 1", CORPORATE, points=1),
    "c2": _stage_two("reviews of corporate complaints at stage 2", CORPORATE),
    "c2_points": _stage_two("points of corporate complaints at stage 2", CORPORATE, points=2),
    "refused": _kind(REFUSED, "representations refused and"),
    "duty": _kind(DUTY, "duty matters"),
    "concerns": _kind(CONCERN, "case concerns"),
    "early": _kind(EARLY, "matters settled early and"),
    "mp": _kind(MP, "enquiries of Members of Parliament"),
    "compliments": _kind(COMPLIMENT, "compliments"),
    "lgo": _kind(OMBUDSMAN, "matters from the ombudsman"),  # where the ombudsman's own cases were not kept
    "others": _received(
        "representations of any other kind",
        not_(or_(and_(IS_COMPLAINT, Line.procedure.is_not(None)), Line.kind.in_((DUTY, COMPLIMENT, OMBUDSMAN)))),
    ),
    "ombudsman": Population(
        words="cases of the ombudsman",
        conditions=(),
        begun=OmbudsmanCase.__table__.c.received_on,
        begun_words="received",
        ended=OmbudsmanCase.__table__.c.decided_on,
        ended_words="decided",
        rows="ombudsman",
    ),
}


def counted(population: Population, scope: Scope, query: Any) -> Any:
    """The query over what is counted: cases, the points of one stage, or what the ombudsman has of them.

    The ombudsman may have a case that we have none of: it counts for the whole council and for no part of it.
    """
    if population.rows == "ombudsman":
        ours = and_(*scope.conditions())
        whole = or_(ours, OmbudsmanCase.case_id.is_(None)) if not scope.part else ours
        query = query.select_from(OmbudsmanCase).outerjoin(Line, Line.case_id == OmbudsmanCase.case_id)
        return query.where(whole, *population.conditions)
    query = query.select_from(Line).where(*scope.conditions(), *population.conditions)
    if population.points is None:
        return query
    return query.join(
        RegisterPoint, and_(RegisterPoint.case_id == Line.case_id, RegisterPoint.stage == population.points)
    ).where(or_(population.ended.is_not(None), RegisterPoint.finding.is_not(None)))  # nothing is found before the end


AGREED: Any = func.coalesce(CorrectiveAction.agreed_on, CorrectiveAction.due_on, CorrectiveAction.completed_on)


def actions_of(population: Population, scope: Scope, period: Period, query: Any) -> Any:
    """The query over the actions agreed in the period, whose case is in the population (K-69)."""
    return (
        query.select_from(CorrectiveAction)
        .join(Line, Line.case_id == CorrectiveAction.case_id)
        .where(*scope.conditions(), *population.conditions, AGREED.between(*period))
    )


def payments(scope: Scope, period: Period, query: Any) -> Any:
    """A payment without a case is the whole council's; one with a case is the council's that the case is of."""
    ours = and_(*scope.conditions())
    whole = ours if scope.part else or_(ours, Spend.case_id.is_(None))
    return (
        query.select_from(Spend)
        .outerjoin(Line, Line.case_id == Spend.case_id)
        .where(Spend.paid_on.between(*period), whole)
    )
