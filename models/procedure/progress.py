"""The progress steps a person sees: fixed, in order, the present one in words (experience 5.2)."""

from enum import StrEnum
from typing import NamedTuple

from models.procedure.ombudsman import AT_WORK, DECIDED
from models.procedure.routes import ASIDES, PASSED
from models.procedure.terms import Procedure, State


class Mark(StrEnum):
    """How far a step has come."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


class Step(NamedTuple):
    """One step, by its code in the deck (tracking, `steps`). `optional` ones happen only if the person wants them."""

    code: str
    mark: Mark
    optional: bool = False


_COMPLAINT = ["got", "looking", "answer"]
_OMBUDSMAN = "ombudsman"
_STEPS: dict[Procedure, tuple[list[str], list[str]]] = {
    Procedure.STATUTORY: (_COMPLAINT, ["outside", "panel", _OMBUDSMAN]),
    Procedure.CORPORATE: (_COMPLAINT, ["someone_else", _OMBUDSMAN]),
    Procedure.CONCERN: (["got", "manager", "answer"], [_OMBUDSMAN]),
    Procedure.REFUSED: (["got", "looked", "refusal"], [_OMBUDSMAN]),
    Procedure.COMPLIMENT: (["got", "pass_on"], []),
    Procedure.COMMENT: (["got", "pass_on"], []),
    **{aside: (["got", "pass_on" if aside in PASSED else "looking", "answer"], [_OMBUDSMAN]) for aside in ASIDES},
    Procedure.DUTY: (["got", "looked", "answer"], [_OMBUDSMAN]),
}
_STOPPED = ["got", "stopped"]
_ANSWERED = frozenset({
    State.S1_RESPONDED, State.S2_RESPONDED, State.S3_RESPONDED, State.S3_REFERRED, State.C1_RESPONDED,
    State.C2_RESPONDED, State.CONCERN_ANSWERED, State.REFUSED, State.CLOSED,
})  # fmt: skip
ALL_DONE = 99
_REACHED: dict[State, int] = {
    State.NEW: 0,
    State.RECEIVED: 0,
    State.S1_OPEN: 1,
    State.S1_EXTENDED: 1,
    State.S1_RESPONDED: 2,
    State.S2_REQUESTED: 3,
    State.S2_INVESTIGATING: 3,
    State.S2_FACT_CHECK: 3,
    State.S2_ADJUDICATION: 3,
    State.S2_RESPONDED: 3,
    State.S3_REQUESTED: 4,
    State.S3_HELD: 4,
    State.S3_REPORTED: 4,
    State.S3_RESPONDED: 4,
    State.S3_REFERRED: 5,
    State.C1_OPEN: 1,
    State.C1_EXTENDED: 1,
    State.C1_RESPONDED: 2,
    State.C2_REQUESTED: 3,
    State.C2_RESPONDED: 3,
    State.CONCERN_OPEN: 1,
    State.CONCERN_ANSWERED: 2,
    State.PRAISE_OPEN: 1,
    State.ASIDE_OPEN: 1,
    State.REFUSED: 1,
    State.CLOSED: ALL_DONE,
}


def steps_for(procedure: Procedure | None, state: State, at_ombudsman: str | None = None) -> list[Step]:
    """The steps of this route. Before an officer has decided, those of the statutory one; a closed case is all done.
    `at_ombudsman`: how it stands there, where they were asked; their step is then no wish any more."""
    if state is State.WITHDRAWN:
        return [Step(_STOPPED[0], Mark.DONE), Step(_STOPPED[1], Mark.CURRENT)]
    always, wanted = _STEPS[procedure or Procedure.STATUTORY]
    reached = _REACHED[state]
    reached = reached if reached == ALL_DONE else min(reached, len(always) + len(wanted) - 1)
    own = [Step(code, _mark(place, reached)) for place, code in enumerate(always)]
    first = len(always)
    more = reached if reached < ALL_DONE else -1
    steps = own + [Step(code, _mark(place, more), True) for place, code in enumerate(wanted, start=first)]
    if at_ombudsman not in (*AT_WORK, DECIDED) or steps[-1].code != _OMBUDSMAN:
        return steps
    if at_ombudsman == DECIDED:
        return [*steps[:-1], Step(_OMBUDSMAN, Mark.DONE)]
    if state not in _ANSWERED:
        return [*steps[:-1], Step(_OMBUDSMAN, Mark.TODO)]
    before = [step._replace(mark=Mark.DONE) if step.mark is Mark.CURRENT else step for step in steps[:-1]]
    return [*before, Step(_OMBUDSMAN, Mark.CURRENT)]


def _mark(place: int, reached: int) -> Mark:
    if place < reached:
        return Mark.DONE
    return Mark.CURRENT if place == reached else Mark.TODO
