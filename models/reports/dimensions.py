"""What cases are counted by: each dimension once, as columns that the database groups and the label they give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal

from models.procedure.counting import NOT_RECORDED, Band, band_of
from models.procedure.report_lists import (
    ADVOCATE,
    AGES,
    AGES_13,
    COMPLAINTS,
    ENTRIES,
    LEARNING,
    NO_ADVOCATE,
    OUTSTANDING,
    PERSON,
    REMAINS_ONGOING,
    UNROUTED,
    WITHDRAWN,
)
from models.procedure.terms import Event
from models.reports.populations import S2, S3, WENT_ON
from models.tables.history import CaseEvent
from models.tables.register import CorrectiveAction, OmbudsmanCase, RegisterPoint, Spend
from models.tables.register import RegisterLine as Line

NO_BAND = "In no band"
NO_TEAM = "No team recorded"


@dataclass(frozen=True, slots=True)
class Dimension:
    columns: tuple[Any, ...]
    label: Callable[..., str]


STATED = ("disability", "gender", "age_group", "ethnicity")  # sealed: counted by opening each, in a stream


def _text(column: Any) -> Dimension:
    return Dimension((column,), lambda value: value or NOT_RECORDED)


def yes_or_no(condition: Any) -> Dimension:
    return Dimension((case((condition, 1), else_=0),), lambda value: "yes" if value else "no")


def _bands(column: Any, bands: Sequence[Band]) -> Dimension:
    def label(value: int | None) -> str:
        return NOT_RECORDED if value is None else band_of(value, bands) or NO_BAND

    return Dimension((column,), label)


def _representation(kind: str, procedure: str | None) -> str:
    """Statutory or other (2.8). A complaint that is not statutory is said to be what it is."""
    if kind in (*COMPLAINTS, *UNROUTED):
        if procedure == "statutory" or (procedure is None and kind in UNROUTED):
            return f"Statutory: {kind}"
        return f"Other: {kind} ({procedure or 'procedure not recorded'})"
    return f"Other: {kind}"


def found_as(outcome: Any, responded: Any, unanswered: str = OUTSTANDING) -> ColumnElement[Any]:
    """How a stage ended: as recorded, else stopped, else closed without saying how, else not at all yet."""
    return case(
        (outcome.is_not(None), outcome),
        (and_(responded.is_(None), Line.withdrawn_on.is_not(None)), literal(WITHDRAWN)),
        (func.coalesce(responded, Line.closed_on).is_not(None), literal(NOT_RECORDED)),
        else_=literal(unanswered),
    )


def _advocate(advocacy: str | None, organisation: str | None) -> str:
    """Whether there was an advocate, and of which kind (4.20); one that was offered and not wanted was none."""
    said = (advocacy or "").casefold()
    if not said:
        return ADVOCATE[0] if organisation else NO_ADVOCATE
    return NO_ADVOCATE if said.startswith(("offered", "no", "declined", "refused", "wait")) else advocacy or ""


def _person(young: bool, on_behalf: bool | None) -> str:
    """A child counts as one also where somebody wrote for them."""
    return PERSON[0 if young else 1 if on_behalf else 2]


ANSWERABLE: Any = Line.anonymous.is_not(True)  # nobody else is owed a letter (K-94)
START_1: Any = func.coalesce(Line.stage1_started_on, Line.received_on)
DIMENSIONS: dict[str, Dimension] = {
    "channel": _text(Line.channel),
    "received_from": _text(Line.received_from),
    "nature": _text(Line.nature),
    "outcome_sought": _text(Line.outcome_sought),
    "refusal_reason": _text(Line.refusal_reason),
    "kind": _text(Line.kind),
    "procedure": Dimension((Line.procedure,), lambda value: (value or NOT_RECORDED).capitalize()),
    "legal_status": _text(Line.legal_status),
    "delay_reason": _text(Line.delay_reason),
    "delay_given": yes_or_no(Line.delay_reason.is_not(None)),
    "visit_offered": _text(Line.visit_offered),
    "representation": Dimension((Line.kind, Line.procedure), _representation),
    "service": _text(Line.service),
    "directorate": _text(Line.directorate),
    "team_alone": Dimension((Line.team,), lambda team: team or NO_TEAM),
    "team": Dimension((Line.directorate, Line.team), lambda directorate, team: team or directorate or NOT_RECORDED),
    "remedy": Dimension(
        (
            case(
                (Line.stage1_remedy.is_not(None), Line.stage1_remedy),
                (and_(Line.stage1_responded_on.is_(None), Line.withdrawn_on.is_not(None)), literal(WITHDRAWN)),
                (func.coalesce(Line.stage1_responded_on, Line.closed_on).is_not(None), literal(NOT_RECORDED)),
                else_=literal(OUTSTANDING),
            ),
        ),
        str,
    ),
    "s1_outcome": Dimension((found_as(Line.stage1_outcome, Line.stage1_responded_on),), str),
    "c1_outcome": Dimension((found_as(Line.stage1_outcome, Line.stage1_responded_on, REMAINS_ONGOING),), str),
    "s2_outcome": Dimension((found_as(Line.stage2_outcome, Line.stage2_responded_on),), str),
    "c2_outcome": Dimension((found_as(Line.stage2_outcome, Line.stage2_responded_on, REMAINS_ONGOING),), str),
    "disposition": Dimension((found_as(Line.stage2_outcome, Line.stage2_responded_on),), str),
    "action_type": _text(CorrectiveAction.type),
    "spend_heading": _text(Spend.heading),
    "ombudsman_reference": _text(OmbudsmanCase.ombudsman_reference),
    "ombudsman_status": _text(OmbudsmanCase.status),
    "ombudsman_finding": _text(OmbudsmanCase.finding),
    "ombudsman_service": _text(OmbudsmanCase.service),
    "finding": _text(RegisterPoint.finding),
    "point_remedy": _text(RegisterPoint.remedy),
    "point_service": _text(RegisterPoint.service),
    "answerable": yes_or_no(ANSWERABLE),
    "person": Dimension((Line.young_person, Line.on_behalf), _person),
    "worse": yes_or_no(
        exists().where(CaseEvent.case_id == Line.case_id, CaseEvent.event == Event.GOT_WORSE).correlate(Line)
    ),
    "age": _bands(Line.record_age, AGES),
    "age_13": _bands(Line.record_age, AGES_13),
    "advocate": Dimension((Line.advocacy, Line.advocate_organisation), _advocate),
    "learning": Dimension((Line.learning,), lambda value: LEARNING[2 if value is None else 0 if value else 1]),
    "entries": _bands(Line.entries, (Band("Under 10", None, 9), *ENTRIES)),
    "young_person": yes_or_no(Line.young_person),
    "on_behalf": yes_or_no(Line.on_behalf.is_(True)),
    "s1_answered": yes_or_no(Line.stage1_responded_on.is_not(None)),
    "s2_answered": yes_or_no(Line.stage2_responded_on.is_not(None)),
    "s3_answered": yes_or_no(Line.stage3_responded_on.is_not(None)),
    "to_s2": yes_or_no(S2.is_not(None)),
    "to_s3": yes_or_no(S3.is_not(None)),
    "s2_began": yes_or_no(WENT_ON),
    "extended": yes_or_no(Line.stage1_extended_to.is_not(None)),
    "has_advocate": Dimension(
        (Line.advocacy, Line.advocate_organisation),
        lambda advocacy, organisation: "no" if _advocate(advocacy, organisation) == NO_ADVOCATE else "yes",
    ),
}
