"""What may happen to a case, and what it becomes. The whole workflow is this one table."""

from datetime import date

from models.procedure.event_words import LABELS
from models.procedure.panel_steps import PANEL_PUBLIC, PANEL_STAFF, PANEL_STEPS
from models.procedure.terms import Event, State
from models.procedure.working_days import Holidays, working_days_between

MEANWHILE = "Perhaps somebody moved it on meanwhile: open the case again and look where it stands."
CHANGE_OF_MIND = 10  # working days in which a person who stopped may start again (experience 5.3)

_ROUTES: dict[Event, State] = {
    Event.ROUTED_STATUTORY: State.S1_OPEN,
    Event.ROUTED_CORPORATE: State.C1_OPEN,
    Event.ROUTED_CONCERN: State.CONCERN_OPEN,
    Event.ROUTED_PRAISE: State.PRAISE_OPEN,
    Event.ROUTED_ASIDE: State.ASIDE_OPEN,
    Event.REFUSED: State.REFUSED,
}
_STOP_OR_REROUTE: dict[Event, State] = {Event.WITHDRAWN: State.WITHDRAWN, Event.RECLASSIFIED: State.RECEIVED}
_S1_UNANSWERED: dict[Event, State] = {
    Event.EXTENDED: State.S1_EXTENDED,
    Event.S1_ANSWERED: State.S1_RESPONDED,
    Event.CONFIRMATION_SENT: State.S1_RESPONDED,
    Event.S2_REQUESTED: State.S2_REQUESTED,  # late, or by agreement: next_stage.py says when
    **_STOP_OR_REROUTE,
}
_C1_UNANSWERED: dict[Event, State] = {
    Event.EXTENDED: State.C1_EXTENDED,
    Event.C1_ANSWERED: State.C1_RESPONDED,
    Event.C2_REQUESTED: State.C2_REQUESTED,
    **_STOP_OR_REROUTE,
}

STAGE_TWO = frozenset({State.S2_REQUESTED, State.S2_INVESTIGATING, State.S2_FACT_CHECK, State.S2_ADJUDICATION})
"""Statutory stage 2 from the request until its answer."""


def _stage_two(state: State, steps: dict[Event, State]) -> dict[Event, State]:
    """What may happen all through stage 2, and this state's own steps. An amended statement stops nobody (S-23)."""
    always = dict.fromkeys(
        (
            Event.S2_ACKNOWLEDGED, Event.S2_APPOINTED, Event.S2_EXTENDED, Event.STATEMENT_OFFERED,
            Event.STATEMENT_CORRECTED, Event.STATEMENT_SIGNED, Event.STATEMENT_UNSIGNED, Event.STATEMENT_REOPENED,
            Event.S1_ANSWERED,  # the late answer is still owed to the person, and changes nothing
            Event.ACKNOWLEDGED,  # it went after the answer
        ),
        state,
    )  # fmt: skip
    return {**always, **steps, Event.WITHDRAWN: State.WITHDRAWN}


ASIDE_STEPS = (
    Event.ACKNOWLEDGED, Event.CHASED, Event.PERMISSION_GIVEN, Event.PERMISSION_REFUSED, Event.SENT_ON,
    Event.PERMISSION_NOT_NEEDED, Event.REGULATOR_TOLD, Event.ROUTE_OURS,
    Event.HOLDING_SENT, Event.ROUTE_ANSWERED, Event.LOCAL_ANSWERED,
)  # fmt: skip
"""What may happen on a route beside the stages; in which order: models/procedure/routes.py."""

TRANSITIONS: dict[State, dict[Event, State]] = {
    State.NEW: {Event.RECEIVED: State.RECEIVED, Event.REGISTERED: State.RECEIVED},
    State.RECEIVED: {
        **_ROUTES,
        Event.ACKNOWLEDGED: State.RECEIVED,
        Event.S2_REQUESTED: State.S2_REQUESTED,
        Event.WITHDRAWN: State.WITHDRAWN,
    },
    State.S1_OPEN: {
        Event.ACKNOWLEDGED: State.S1_OPEN,
        Event.OUTCOME_TOLD: State.S1_OPEN,  # the written confirmation answers it (K-17, K-18)
        **_S1_UNANSWERED,
    },
    State.S1_EXTENDED: {
        Event.ACKNOWLEDGED: State.S1_EXTENDED,
        Event.OUTCOME_TOLD: State.S1_EXTENDED,
        **_S1_UNANSWERED,
    },
    State.S1_RESPONDED: {
        Event.ACKNOWLEDGED: State.S1_RESPONDED,  # two letters do not always go in their order (K-18)
        Event.S2_REQUESTED: State.S2_REQUESTED,
        Event.CLOSED: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.S2_REQUESTED: _stage_two(
        State.S2_REQUESTED,
        {
            Event.S2_STARTED: State.S2_INVESTIGATING,
            Event.S2_ANSWERED: State.S2_RESPONDED,  # in an earlier register; one of ours goes through every step
        },
    ),
    State.S2_INVESTIGATING: _stage_two(State.S2_INVESTIGATING, {Event.S2_DRAFTED: State.S2_FACT_CHECK}),
    State.S2_FACT_CHECK: _stage_two(
        State.S2_FACT_CHECK,
        {
            Event.S2_DRAFTED: State.S2_FACT_CHECK,  # a better draft, before it is final
            Event.FACT_CHECK_ASKED: State.S2_FACT_CHECK,
            Event.S2_IO_REPORTED: State.S2_FACT_CHECK,
            Event.S2_REPORTED: State.S2_ADJUDICATION,
        },
    ),
    State.S2_ADJUDICATION: _stage_two(State.S2_ADJUDICATION, {Event.S2_ANSWERED: State.S2_RESPONDED}),
    State.S2_RESPONDED: {
        Event.S2_ACKNOWLEDGED: State.S2_RESPONDED,
        Event.S3_REQUESTED: State.S3_REQUESTED,
        Event.CLOSED: State.CLOSED,
        Event.WITHDRAWN: State.WITHDRAWN,
    },
    **PANEL_STEPS,
    State.C1_OPEN: {Event.ACKNOWLEDGED: State.C1_OPEN, **_C1_UNANSWERED},
    State.C1_EXTENDED: {Event.ACKNOWLEDGED: State.C1_EXTENDED, **_C1_UNANSWERED},
    State.C1_RESPONDED: {
        Event.ACKNOWLEDGED: State.C1_RESPONDED,
        Event.C2_REQUESTED: State.C2_REQUESTED,
        Event.CLOSED: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.C2_REQUESTED: {
        Event.ACKNOWLEDGED: State.C2_REQUESTED,
        Event.C2_ACKNOWLEDGED: State.C2_REQUESTED,
        Event.C1_ANSWERED: State.C2_REQUESTED,
        Event.C2_EXTENDED: State.C2_REQUESTED,
        Event.C2_ANSWERED: State.C2_RESPONDED,
        **_STOP_OR_REROUTE,  # to the children's procedure alone, at its stage 2
    },
    State.C2_RESPONDED: {
        Event.C2_ACKNOWLEDGED: State.C2_RESPONDED,
        Event.CLOSED: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.CONCERN_OPEN: {
        Event.ACKNOWLEDGED: State.CONCERN_OPEN,
        Event.CONCERN_ANSWERED: State.CONCERN_ANSWERED,
        **_STOP_OR_REROUTE,
    },
    State.CONCERN_ANSWERED: {
        Event.ACKNOWLEDGED: State.CONCERN_ANSWERED,
        Event.CLOSED: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.PRAISE_OPEN: {
        Event.THANKED: State.PRAISE_OPEN,
        Event.PASSED_ON: State.PRAISE_OPEN,
        Event.IDEA_ANSWERED: State.PRAISE_OPEN,
        Event.CLOSED: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.ASIDE_OPEN: {
        **dict.fromkeys(ASIDE_STEPS, State.ASIDE_OPEN),
        Event.CLOSED: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.REFUSED: {
        Event.ACKNOWLEDGED: State.REFUSED,
        Event.REFUSAL_SENT: State.CLOSED,
        **_STOP_OR_REROUTE,
    },
    State.WITHDRAWN: {Event.CLOSED: State.CLOSED},  # and REINSTATED, to the state it came from
    State.CLOSED: {
        Event.S2_REQUESTED: State.S2_REQUESTED,  # a late request is never refused by the calendar (K-25)
        Event.S3_REQUESTED: State.S3_REQUESTED,
        Event.C2_REQUESTED: State.C2_REQUESTED,
        Event.RESUBMITTED: State.RECEIVED,  # the proceedings it waited for have ended (K-73)
    },
}

NOTHING_MORE_TO_ANSWER: dict[Event, tuple[State, ...]] = {
    Event.ACKNOWLEDGED: (State.C1_RESPONDED, State.C2_REQUESTED),
    Event.C2_ACKNOWLEDGED: (State.C2_RESPONDED,),
}
"""An acknowledgement that goes only now starts no clock of the answer, which went before it."""

AFTER_CLOSING = frozenset({
    Event.CORRECTED, Event.NOTED, Event.MESSAGE_FROM_PERSON, Event.MESSAGE_FROM_STAFF, Event.GOT_WORSE,
    Event.SAFETY_LINKED, Event.WALL_RAISED, Event.WALL_LIFTED, Event.WORDS_REISSUED, Event.CONTACT_CHANGED,
    Event.OFFICER_ASSIGNED, Event.ADVOCATE_OFFERED, Event.ADVOCATE_WANTED, Event.ADVOCATE_REFERRED,
    Event.ADVOCATE_APPOINTED, Event.ADVOCATE_NOT_NOW, Event.CHANGE_TOLD, Event.TOLD_BACK,
    Event.ADVOCATE_CONTACTED, Event.ADVOCATE_CANNOT,
    Event.ADVOCATE_NOT_HEARD, Event.ADVOCATE_CONSIDERED,
    Event.ADVOCATE_CONFIRMED, Event.ADVOCATE_ENDED,
    Event.WORSE_ASKED, Event.NOT_WORSE, Event.WORSE_DEALT_WITH, Event.JUDGED, Event.PROCEEDINGS_ENDED,
    Event.FREEZE_LIFTED, Event.OMBUDSMAN,
    Event.SPLIT,  # what waited for other proceedings goes on by itself (K-73)
})  # fmt: skip

HOUSEKEEPING = AFTER_CLOSING | frozenset({
    Event.ASK_FIRST_WANTED, Event.ASK_FIRST_ANSWERED, Event.ASK_FIRST_TOLD,
    Event.RESPONDER_ASSIGNED, Event.CONTRIBUTION_ASKED, Event.CONTRIBUTION_GIVEN,
    Event.INTEREST_QUESTIONED, Event.INTEREST_DECIDED, Event.FREEZE_ASKED, Event.FREEZE_DECIDED,
    Event.FREEZE_WENT_UP,
    Event.VISIT_ASKED, Event.VISIT_DONE,
    Event.POINTS_CHANGED, Event.POINTS_CORRECTED, Event.POINTS_AGREED, Event.EXTENSION_ASKED, Event.EXTENSION_REFUSED,
    Event.CHECK_ASKED, Event.CHECK_RETURNED, Event.CHECKED, Event.HOLIDAY_MOVED_DATES, Event.PAUSED, Event.RESUMED,
    Event.DATES_OFFERED, Event.DATES_ANSWERED, Event.DATE_FIXED, Event.DATE_CANCELLED,
    Event.CALL_WANTED, Event.CALL_MADE, Event.EARLY_AGREED, Event.EARLY_ENDED, Event.SAFETY_UNSURE, Event.SAFETY_TALKED,
})  # fmt: skip
"""May happen to any open case and moves nothing; AFTER_CLOSING may happen to a closed one too."""


class NotAllowed(ValueError):
    """This cannot happen to a case in this state."""


def next_state(state: State, event: Event, before: State | None = None) -> State:
    """What the case becomes. `before` is the state a stopped case came from, needed to take it up again."""
    if event in _housekeeping(state):
        return state
    if state is State.WITHDRAWN and event is Event.REINSTATED and before is not None:
        return before
    try:
        return TRANSITIONS[state][event]
    except KeyError:
        raise NotAllowed(f"“{LABELS[event]}” cannot happen to a case that is “{STAFF[state]}”. {MEANWHILE}") from None


def allowed(state: State) -> list[Event]:
    """Everything that may happen now, the steps that move the case first; pages draw their buttons from this."""
    back = [Event.REINSTATED] if state is State.WITHDRAWN else []
    return [*TRANSITIONS[state], *back, *(event for event in Event if event in _housekeeping(state))]


def may_reinstate(withdrawn_on: date, today: date, holidays: Holidays) -> bool:
    """Whether the person may still change their mind by themselves."""
    return working_days_between(withdrawn_on, today, holidays) <= CHANGE_OF_MIND


def _housekeeping(state: State) -> frozenset[Event]:
    if state is State.NEW:
        return frozenset()
    return AFTER_CLOSING if state is State.CLOSED else HOUSEKEEPING


STAFF: dict[State, str] = {
    State.NEW: "New",
    State.RECEIVED: "Received, not yet decided",
    State.S1_OPEN: "Stage 1",
    State.S1_EXTENDED: "Stage 1, more time",
    State.S1_RESPONDED: "Stage 1 answered",
    State.S2_REQUESTED: "Stage 2 asked for",
    State.S2_INVESTIGATING: "Stage 2, investigated",
    State.S2_FACT_CHECK: "Stage 2, draft report and fact check",
    State.S2_ADJUDICATION: "Stage 2, to be adjudicated",
    State.S2_RESPONDED: "Stage 2 answered",
    **PANEL_STAFF,
    State.C1_OPEN: "Corporate stage 1",
    State.C1_EXTENDED: "Corporate stage 1, more time",
    State.C1_RESPONDED: "Corporate stage 1 answered",
    State.C2_REQUESTED: "Corporate stage 2 asked for",
    State.C2_RESPONDED: "Corporate stage 2 answered",
    State.CONCERN_OPEN: "Case concern",
    State.CONCERN_ANSWERED: "Case concern answered",
    State.PRAISE_OPEN: "Thanks or idea",
    State.ASIDE_OPEN: "Another way",
    State.REFUSED: "Refused, letter not sent",
    State.WITHDRAWN: "Stopped by the person",
    State.CLOSED: "Closed",
}

PUBLIC: dict[State, str] = {
    State.NEW: "We got it",
    State.RECEIVED: "We got it",
    State.S1_OPEN: "Someone is looking",
    State.S1_EXTENDED: "Someone is looking and needs more time",
    State.S1_RESPONDED: "You have an answer",
    State.S2_REQUESTED: "You asked for people from outside to look",
    State.S2_INVESTIGATING: "People from outside are looking",
    State.S2_FACT_CHECK: "People from outside are writing what they found",
    State.S2_ADJUDICATION: "A senior manager is reading what they found",
    State.S2_RESPONDED: "You have the answer after people from outside looked",
    **PANEL_PUBLIC,
    State.C1_OPEN: "Someone is looking",
    State.C1_EXTENDED: "Someone is looking and needs more time",
    State.C1_RESPONDED: "You have an answer",
    State.C2_REQUESTED: "You asked for someone else to look",
    State.C2_RESPONDED: "You have the answer after someone else looked",
    State.CONCERN_OPEN: "A manager is looking",
    State.CONCERN_ANSWERED: "You have an answer",
    State.PRAISE_OPEN: "We are passing it on",
    State.ASIDE_OPEN: "We are dealing with it in another way",
    State.REFUSED: "We are writing to tell you why we can not look at it",
    State.WITHDRAWN: "You asked us to stop",
    State.CLOSED: "This is finished",
}
