"""What may happen to a case at stage 3, and how each of its states is called. Part of the one table in lifecycle.py."""

from models.procedure.terms import Event, State

_WHILE_ASKED = (
    Event.S3_ACKNOWLEDGED, Event.S3_LATE_TAKEN, Event.S3_CHAIR_APPOINTED, Event.S3_APPOINTED, Event.PANEL_WISHES,
    Event.PANEL_FIXED, Event.PANEL_CANCELLED, Event.S3_PAPERS_SENT,
)  # fmt: skip

PANEL_STEPS: dict[State, dict[Event, State]] = {
    State.S3_REQUESTED: {
        **dict.fromkeys(_WHILE_ASKED, State.S3_REQUESTED),
        Event.S3_HELD: State.S3_HELD,
        Event.S3_REFUSED: State.S2_RESPONDED,  # a late request, with reasons
        Event.S3_REFERRED: State.S3_REFERRED,
        Event.WITHDRAWN: State.WITHDRAWN,
    },
    State.S3_HELD: {
        Event.S3_ACKNOWLEDGED: State.S3_HELD,
        Event.S3_REPORTED: State.S3_REPORTED,
        Event.WITHDRAWN: State.WITHDRAWN,
    },
    State.S3_REPORTED: {Event.S3_ANSWERED: State.S3_RESPONDED, Event.WITHDRAWN: State.WITHDRAWN},
    State.S3_RESPONDED: {Event.CLOSED: State.CLOSED},
    State.S3_REFERRED: {
        Event.S3_RESUMED: State.S3_REQUESTED,
        Event.CLOSED: State.CLOSED,
        Event.WITHDRAWN: State.WITHDRAWN,
    },
}
OPEN = frozenset({State.S3_REQUESTED, State.S3_HELD, State.S3_REPORTED})  # the council or the panel owes something

PANEL_STAFF: dict[State, str] = {
    State.S3_REQUESTED: "Panel asked for",
    State.S3_HELD: "Panel met, report to come",
    State.S3_REPORTED: "Panel reported, response to come",
    State.S3_RESPONDED: "Stage 3 answered",
    State.S3_REFERRED: "At the Ombudsman instead of a panel",
}
PANEL_PUBLIC: dict[State, str] = {
    State.S3_REQUESTED: "You asked for a panel",
    State.S3_HELD: "The panel has met",
    State.S3_REPORTED: "The panel has written its report",
    State.S3_RESPONDED: "You have the answer to the panel",
    State.S3_REFERRED: "The Ombudsman is looking",
}
