"""Whether a person may ask for the next stage today, and why: as a code, since each reader has words of their own."""

from dataclasses import dataclass
from datetime import date

from models.procedure.lifecycle import STAGE_TWO
from models.procedure.panel_steps import OPEN as PANEL_OPEN
from models.procedure.routes import ASIDES
from models.procedure.terms import Procedure, State

UNANSWERED = frozenset({State.RECEIVED, State.S1_OPEN, State.S1_EXTENDED, State.C1_OPEN, State.C1_EXTENDED})
STAGED = frozenset({Procedure.STATUTORY, Procedure.CORPORATE})


@dataclass(frozen=True, slots=True)
class NextStage:
    """True where the next stage may be asked for; `why` is a line of the deck (tracking, `ahead`), with its day."""

    open: bool
    why: str
    day: date | None = None

    def __bool__(self) -> bool:
        return self.open


_NOT_STAGED = {
    Procedure.REFUSED: "refused",
    Procedure.CONCERN: "concern",
    Procedure.COMPLIMENT: "thanks",
    Procedure.COMMENT: "idea",
    **dict.fromkeys(ASIDES, "concern"),
}
_ELSEWHERE = {
    **dict.fromkeys((*STAGE_TWO, State.C2_REQUESTED, *PANEL_OPEN), "asked"),
    State.C2_RESPONDED: "ombudsman",
    State.S3_RESPONDED: "ombudsman",
    State.S3_REFERRED: "referred",
    State.WITHDRAWN: "stopped",
}


def next_stage_open(
    procedure: Procedure | None,
    state: State,
    today: date,
    due: date | None,
    answered: date | None,
    *,
    limit: date | None = None,
    last: bool = False,
) -> NextStage:
    """Whether the next stage may be asked for.

    It opens with the answer and never closes again (K-25), and the day after a missed
    deadline or after `limit`, the twentieth working day (K-15). A case that no officer has routed yet is
    treated as statutory, so that waiting to decide never holds anyone back. `last`: the last stage was answered.
    """
    procedure = procedure or Procedure.STATUTORY
    if procedure not in STAGED:
        return NextStage(False, _NOT_STAGED[procedure])
    if state in _ELSEWHERE:
        return NextStage(False, _ELSEWHERE[state])
    if last:
        return NextStage(False, "ombudsman")
    if answered is not None or state not in UNANSWERED:
        return NextStage(True, "answered")
    return _when_late(today, due, limit)


def _when_late(today: date, due: date | None, limit: date | None) -> NextStage:
    promised = min((day for day in (due, limit) if day), default=None)
    if promised is None:
        return NextStage(False, "looking")
    if today > promised:
        return NextStage(True, "late", promised)
    return NextStage(False, "promised", promised)
