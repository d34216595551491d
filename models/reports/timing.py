"""What takes time: working days from one day to another, counted by the limits that a dimension's name carries."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, literal, null, or_

from models.procedure.counting import Band, band_of
from models.procedure.report_lists import OVER, WITHIN
from models.reports.dimensions import DIMENSIONS, NO_BAND, START_1, STATED, Dimension, found_as
from models.reports.fields import RECORDED
from models.reports.populations import S2, S3
from models.tables.register import CorrectiveAction
from models.tables.register import RegisterLine as Line

ANSWERED = "answered"
UNANSWERED = "Not answered"
STOPPED = "withdrawn before an answer"
CLOSED_UNANSWERED = "closed without an answer"
NOT_ANSWERED = "not answered at end of period"
DONE, OVERDUE, STILL_OPEN = "Completed", "Overdue", "Still open"
UNALLOCATED = "awaiting allocation at end of period"  # a state of its own and never a pause (K-43)
INVESTIGATED = "being investigated at end of period"
NO_PANEL = "waiting for a panel at end of period"
PANEL_MET = "waiting for the answer at end of period"
STATES = (NOT_ANSWERED, UNALLOCATED, INVESTIGATED, NO_PANEL, PANEL_MET, STOPPED, CLOSED_UNANSWERED)


Between = Callable[[date, date], int]  # working days from one day to another
Timed = Callable[[list[int], Between], Dimension]


def _days(start: Any, end: Any) -> Timed:
    """Working days from start to answer, banded at the limits; without limits the number of days, for a mean."""

    def made(limits: list[int], between: Between) -> Dimension:
        bands = day_bands(limits) if limits else ()

        def label(first: date | None, last: date | None) -> str:
            if first is None or last is None:
                return UNANSWERED
            took = between(first, last)
            return band_of(took, bands) or NO_BAND if bands else str(took)

        return Dimension((case((end.is_not(None), start)), end), label)

    return made


def day_bands(limits: Sequence[int]) -> tuple[Band, ...]:
    """Exclusive bands, the last one open (M-05); a day before the start, which the checks name, is in the first."""
    lows = [None, *(limit + 1 for limit in limits)]
    names = [
        f"within {limits[0]} working days",
        *(f"{low} to {high} working days" for low, high in zip(limits, limits[1:], strict=False)),
        f"over {limits[-1]} working days",
    ]
    return tuple(Band(*band) for band in zip(names, lows, [*limits, None], strict=True))


def _timescale(start: Any, end: Any, outcome: Any) -> Timed:
    """Within or over one limit, or why there was no answer (5.5). Without a day of sending none is in time (K-18)."""

    def made(limits: list[int], between: Between) -> Dimension:
        state = case((end.is_not(None), literal(ANSWERED)), else_=found_as(outcome, end))

        def label(state: str, first: date | None, last: date | None) -> str:
            if first is None or last is None:
                return state
            return WITHIN if between(first, last) <= limits[0] else OVER

        return Dimension((state, case((end.is_not(None), start)), end), label)

    return made


def _extension(limits: list[int], between: Between) -> Dimension:
    """Within the first limit, within an agreed extension, or late (Q-04, G-03)."""

    def label(first: date | None, last: date | None, due: date | None) -> str:
        if first is None or last is None:
            return UNANSWERED
        if between(first, last) <= limits[0]:
            return WITHIN
        return "Within an agreed extension" if due is not None and last <= due else OVER

    responded: Any = Line.stage1_responded_on
    answered = responded.is_not(None)
    return Dimension((case((answered, START_1)), responded, case((answered, Line.stage1_extended_to))), label)


def _at_end(start: Any, end: Any, *waiting: tuple[Any, str]) -> Timed:
    """Where each case stood on the last day of the period, given first, 20170331: banded if answered (K-43)."""

    def made(limits: list[int], between: Between) -> Dimension:
        last = datetime.strptime(str(limits[0]), "%Y%m%d").date()  # noqa: DTZ007  a day, not a moment
        bands = day_bands(limits[1:]) if limits[1:] else ()
        answered = end <= last
        state = case(
            (answered, literal(ANSWERED)),
            (Line.withdrawn_on <= last, literal(STOPPED)),
            (and_(end.is_(None), Line.closed_on <= last), literal(CLOSED_UNANSWERED)),
            *((or_(day.is_(None), day > last), literal(words)) for day, words in waiting[:-1]),
            else_=literal(waiting[-1][1]),
        )

        def label(state: str, first: date | None, then: date | None) -> str:
            if first is None or then is None:
                return state
            took = between(first, then)
            return band_of(took, bands) or NO_BAND if bands else str(took)

        return Dimension((state, case((answered, start)), case((answered, end))), label)

    return made


def _became(limits: list[int], _between: Between) -> Dimension:
    """What has become of an action by a day, given as 20170331: done, overdue, or still open (K-69)."""
    today = datetime.strptime(str(limits[0]), "%Y%m%d").date()  # noqa: DTZ007  a day, not a moment
    late = CorrectiveAction.due_on < today
    done = CorrectiveAction.completed_on.is_not(None)
    return Dimension((case((done, literal(DONE)), (late, literal(OVERDUE)), else_=literal(STILL_OPEN)),), str)


def _within(start: Any, end: Any) -> Timed:
    """Yes or no, and so cumulative where several limits stand below one another (M-05)."""

    def made(limits: list[int], between: Between) -> Dimension:
        def label(first: date | None, last: date | None) -> str:
            if first is None or last is None:
                return "no"
            return "yes" if between(first, last) <= limits[0] else "no"

        return Dimension((case((end.is_not(None), start)), end), label)

    return made


TIMED: dict[str, Timed] = {
    "s1_within": _within(START_1, Line.stage1_responded_on),
    "s2_within": _within(S2, Line.stage2_responded_on),
    "s3_within": _within(S3, Line.stage3_responded_on),
    "acknowledged_within": _within(Line.received_on, Line.acknowledged_on),
    "triaged_within": _within(Line.received_on, Line.triaged_on),
    "s1_at_end": _at_end(START_1, Line.stage1_responded_on, (None, NOT_ANSWERED)),
    "s2_at_end": _at_end(S2, Line.stage2_responded_on, (Line.stage2_allocated_on, UNALLOCATED), (None, INVESTIGATED)),
    "c2_at_end": _at_end(S2, Line.stage2_responded_on, (None, NOT_ANSWERED)),
    "s3_at_end": _at_end(S3, Line.stage3_responded_on, (Line.stage3_panel_on, NO_PANEL), (None, PANEL_MET)),
    "s1_days": _days(START_1, Line.stage1_responded_on),
    "s2_days": _days(S2, Line.stage2_responded_on),
    "s3_days": _days(S3, Line.stage3_responded_on),
    "s1_timescale": _timescale(START_1, Line.stage1_responded_on, Line.stage1_outcome),
    "s2_timescale": _timescale(S2, Line.stage2_responded_on, Line.stage2_outcome),
    "s3_timescale": _timescale(S3, Line.stage3_responded_on, null()),
    "s1_extension": _extension,
    "action_became": _became,
    "acknowledged": _days(Line.received_on, Line.acknowledged_on),
    "triaged": _days(Line.received_on, Line.triaged_on),
}


def dimension(name: str, between: Between) -> Dimension:
    """A dimension by its name; `s1_days:10,20` carries its limits."""
    plain, _, given = name.partition(":")
    limits = [int(limit) for limit in given.split(",")] if given else []
    if plain in TIMED:
        return TIMED[plain](limits, between)
    return DIMENSIONS.get(plain) or RECORDED[plain]


AT_END = tuple(name for name in TIMED if name.endswith("_at_end"))
MEANS = ("s1_days", "s2_days", "s3_days", "acknowledged", "triaged")  # days, of which there is also a mean
OF_ROWS = {
    "finding": "points", "point_remedy": "points", "point_service": "points", "spend_heading": "payments",
    "action_type": "actions",
}  # fmt: skip


def of_rows(name: str) -> str:
    """Of what a dimension is, as POPULATIONS names its rows; nothing for what every case has."""
    plain = name.partition(":")[0]
    return "ombudsman" if plain.startswith("ombudsman_") else OF_ROWS.get(plain, "")


def of_time(name: str) -> bool:
    """Whether it says how long something took, and so is of those alone who could be answered (2.10)."""
    return name.partition(":")[0] in TIMED and name != "action_became"


def known(name: str) -> bool:
    """Whether a layout may count by this. What needs limits has them, and days of the period itself are not its own."""
    plain, _, given = name.partition(":")
    if plain in TIMED:
        limits = given.split(",") if given else []
        plainly = all(limit.isascii() and limit.isdigit() for limit in limits) and plain != "action_became"
        return plainly and (bool(limits) or plain in MEANS)
    return not given and (plain in DIMENSIONS or plain in RECORDED or plain in STATED)
