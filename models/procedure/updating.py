"""How often a person hears something: at least every five working days, even if nothing changed (experience 2.10)."""

from datetime import date, datetime, time

from models.procedure.lifecycle import STAGE_TWO
from models.procedure.panel_steps import OPEN as PANEL_OPEN
from models.procedure.terms import Event, State
from models.procedure.working_days import ENGLAND, Holidays, add_working_days, is_working_day, working_days_between

EVERY = 5  # working days
MESSAGE = 2  # working days in which a message is answered (experience 5.2)
WORKED_ON = (
    STAGE_TWO
    | PANEL_OPEN
    | frozenset(
        {State.S1_OPEN, State.S1_EXTENDED, State.C1_OPEN, State.C1_EXTENDED, State.C2_REQUESTED, State.CONCERN_OPEN}
    )
)
HEARD = frozenset(
    {Event.ACKNOWLEDGED, Event.MESSAGE_FROM_STAFF, Event.EXTENSION_ASKED, Event.EXTENDED, Event.ASK_FIRST_TOLD}
    | {Event.OUTCOME_TOLD, Event.S1_ANSWERED, Event.C1_ANSWERED, Event.CONFIRMATION_SENT, Event.REINSTATED}
    | {Event.S2_ACKNOWLEDGED, Event.C2_ACKNOWLEDGED, Event.STATEMENT_OFFERED, Event.DATES_OFFERED, Event.DATE_FIXED}
    | {Event.S2_STARTED, Event.S2_EXTENDED, Event.S2_ANSWERED, Event.C2_EXTENDED, Event.C2_ANSWERED}
    | {Event.S3_ACKNOWLEDGED, Event.S3_LATE_TAKEN, Event.PANEL_FIXED, Event.S3_PAPERS_SENT, Event.S3_REPORTED}
    | {Event.RESUMED, Event.CALL_MADE, Event.SAFETY_TALKED, Event.VISIT_DONE, Event.TOLD_BACK}
)  # what the person had from us, or saw happen


def next_update(heard: date, due: date | None, today: date, free: Holidays) -> date:
    """The next fifth working day since they last heard from us, after today; never past the day of the answer."""
    passed = max(working_days_between(heard, today, free), 0)
    planned = add_working_days(heard, (passed // EVERY + 1) * EVERY, free)
    return min(planned, due) if due and due > today else planned


def message_answered_by(sent: date, free: Holidays) -> date:
    """The day by which a message of that day has an answer."""
    return add_working_days(sent, MESSAGE, free)


def a_day_ago(now: datetime, free: Holidays) -> datetime:
    """One working day ago: what came before it, and nobody has looked at, is seen in red (experience 2.10)."""
    local = now.astimezone(ENGLAND)
    before = add_working_days(local.date(), -1, free)
    at = local.time() if is_working_day(local.date(), free) else time()
    return datetime.combine(before, at.replace(tzinfo=None), ENGLAND)


def silent(heard: date, today: date, free: Holidays) -> int:
    """For how many working days nobody wrote, once that is as long as it may be; 0 before."""
    passed = working_days_between(heard, today, free)
    return passed if passed >= EVERY else 0
