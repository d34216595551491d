"""Waiting at the person's own wish, or because they cannot be reached: for what, until when, which days move (K-42)."""

from enum import StrEnum

from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import Clock, State


class Why(StrEnum):
    """What the person waits for."""

    RECORDS = "records"  # a request for their records is not answered yet (S-05)
    EXAMS = "exams"  # exams, or ill
    ADVOCATE = "advocate"
    OTHER = "other"
    THINKING = "thinking"  # an answer is there and they are not sure about the next stage (S-06)
    NOT_REACHED = "not_reached"  # "not engaging": a manager decides it, after we tried (K-42 c)


SAID: dict[Why, str] = {  # for staff
    Why.RECORDS: "waiting for their records",
    Why.EXAMS: "exams or ill",
    Why.ADVOCATE: "waiting for an advocate",
    Why.OTHER: "for a reason of their own",
    Why.THINKING: "still thinking about the next stage",
    Why.NOT_REACHED: "we do not reach them",
}
WORKING_DAYS: dict[Why, int] = {  # until we ask again. Ours: no rule gives a figure
    Why.RECORDS: 20,
    Why.EXAMS: 10,
    Why.ADVOCATE: 5,
    Why.OTHER: 10,
    Why.THINKING: 5,
    Why.NOT_REACHED: 10,
}
TRIES = 2  # on as many different days, before a case may wait because nobody is reached. Ours, too
TRIED = {
    "tried_phone": "By phone",
    "tried_writing": "In writing, in a way they said is safe",
    "tried_in_person": "In person, or through somebody who sees them",
    "tried_advocate": "Through their advocate",
}
ANSWERED = frozenset({State.S1_RESPONDED, State.C1_RESPONDED, State.S2_RESPONDED})
OPEN = STAGE_TWO | frozenset({
    State.RECEIVED, State.S1_OPEN, State.S1_EXTENDED, State.C1_OPEN, State.C1_EXTENDED, State.CONCERN_OPEN,
    State.C2_REQUESTED, State.S3_REQUESTED, State.S3_HELD, State.S3_REPORTED,
})  # fmt: skip
MOVES = frozenset({Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.C2_RESPONSE, Clock.S2_PROCEDURE})
STAY = frozenset({Clock.S2_RESPONSE, Clock.S3_PANEL, Clock.S3_RESPONSE})
"""The days that wait with the person. The day that the Ombudsman counts from a stage 2 request stays where it is: the
Regulations stop no clock at stages 2 and 3, so there a pause moves nothing that the law set."""

SUSPENDED = MOVES | STAY | frozenset({
    Clock.CONCERN_ANSWER, Clock.S2_APPOINT, Clock.S2_STATEMENT, Clock.S2_DRAFT, Clock.S2_FACT_CHECK, Clock.S2_IP_REPORT,
    Clock.S2_ADJUDICATE, Clock.S3_ORGANISE, Clock.S3_CHAIR, Clock.S3_REPORT,
})  # fmt: skip
"""What other proceedings suspend (regulation 8, K-42 a): the law's own days too, and every step inside them. What is
only said to the person (an acknowledgement, the outcome in writing) prejudices nothing and is still owed. The papers of
a panel are counted back from the day it meets: they move when that day does."""


def reasons(state: State) -> tuple[Why, ...]:
    """What a case in this state may wait for."""
    if state in ANSWERED:
        return (Why.THINKING, Why.RECORDS, Why.EXAMS, Why.ADVOCATE, Why.OTHER)
    return (Why.RECORDS, Why.EXAMS, Why.ADVOCATE, Why.OTHER) if state in OPEN else ()
