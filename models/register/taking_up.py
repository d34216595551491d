"""Open cases that came in with a register: an officer looks at each, and only then do its clocks run."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import panel_rows
from models.cases.finding import visible
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Procedure, State
from models.procedure.working_days import local_day
from models.register.writing import BY_KIND
from models.tables.case import TO_LOOK, Case
from models.tables.register import RegisterLine

PAGE = 50
ROUTES = {
    Procedure.STATUTORY: Event.ROUTED_STATUTORY,
    Procedure.CORPORATE: Event.ROUTED_CORPORATE,
    Procedure.CONCERN: Event.ROUTED_CONCERN,
    Procedure.COMPLIMENT: Event.ROUTED_PRAISE,
    Procedure.COMMENT: Event.ROUTED_PRAISE,
    Procedure.REFUSED: Event.REFUSED,
}
# What happened before it came here, by procedure, in the order in which it happened: a column and its event.
_STATUTORY = (
    ("acknowledged_on", Event.ACKNOWLEDGED),
    ("stage1_responded_on", Event.S1_ANSWERED),
    ("stage2_requested_on", Event.S2_REQUESTED),
    ("stage2_allocated_on", Event.S2_APPOINTED),
    ("stage2_responded_on", Event.S2_ANSWERED),
    ("stage3_requested_on", Event.S3_REQUESTED),
    ("stage3_panel_on", Event.S3_HELD),
)
_CORPORATE = (
    ("acknowledged_on", Event.ACKNOWLEDGED),
    ("stage1_responded_on", Event.C1_ANSWERED),
    ("stage2_requested_on", Event.C2_REQUESTED),
    ("stage2_responded_on", Event.C2_ANSWERED),
)
_OTHER = (("acknowledged_on", Event.ACKNOWLEDGED),)
STEPS = {Procedure.STATUTORY: _STATUTORY, Procedure.CORPORATE: _CORPORATE}


def waiting(db: Session, actor: Actor) -> Sequence[tuple[Case, RegisterLine]]:
    """Those that `actor` may see, the longest here first."""
    query = (
        select(Case, RegisterLine)
        .join(RegisterLine, RegisterLine.case_id == Case.id)
        .where(RegisterLine.to_check, visible(actor))
        .order_by(RegisterLine.received_on, RegisterLine.case_id)
        .limit(PAGE)
    )
    return [(case, line) for case, line in db.execute(query)]


def how_many(db: Session, actor: Actor) -> int:
    query = select(func.count()).select_from(Case).join(RegisterLine, RegisterLine.case_id == Case.id)
    return db.scalar(query.where(RegisterLine.to_check, visible(actor))) or 0


def line_of_case(db: Session, case: Case) -> RegisterLine | None:
    """The counted line of a case that came in with a register; None for one that began here."""
    query = select(RegisterLine).where(RegisterLine.case_id == case.id, RegisterLine.imported_at.is_not(None))
    return db.scalars(query).one_or_none()


def go_on(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """It goes on here: what happened is entered with its days, and its clocks run from them."""
    line = _to_check(db, case)
    case.procedure = BY_KIND.get(line.kind) or (Procedure(line.procedure) if line.procedure else None)
    case.state, case.waiting_on = State.NEW, "us"
    record(db, case, Event.REGISTERED, actor=actor, now=now, on=line.received_on, reason="earlier_register")
    if case.procedure is not None:
        routed = line.triaged_on or line.stage1_started_on or line.received_on
        record(db, case, ROUTES[case.procedure], actor=actor, now=now, on=routed, reason="earlier_register")
        for column, event in STEPS.get(case.procedure, _OTHER):
            _step(db, case, event, getattr(line, column), actor=actor, now=now)
        _panel(db, case, line)
    _step(db, case, Event.WITHDRAWN, line.withdrawn_on, actor=actor, now=now)
    line.to_check = False
    db.flush()


def finish(db: Session, case: Case, on: date, *, actor: Actor, now: datetime) -> None:
    """It was finished elsewhere, on that day: history, like the other closed ones."""
    line = _to_check(db, case)
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose a day between the one it was received and today.")
    case.procedure = BY_KIND.get(line.kind) or (Procedure(line.procedure) if line.procedure else None)
    case.state, case.closed_on, case.waiting_on = State.CLOSED, on, "us"
    record(db, case, Event.NOTED, actor=actor, now=now, reason="finished_elsewhere")
    line.to_check, line.closed_on = False, on
    db.flush()


def _step(db: Session, case: Case, event: Event, on: date | None, *, actor: Actor, now: datetime) -> None:
    """One thing of the past, where it can have happened; what cannot stays a fact of the line alone."""
    if on is None:
        return
    try:
        record(db, case, event, actor=actor, now=now, on=on, reason="earlier_register")
    except NotAllowed:
        return


def _panel(db: Session, case: Case, line: RegisterLine) -> None:
    if case.state in panel_rows.STATES and line.stage3_requested_on is not None:
        panel_rows.begin(db, case, on=line.stage3_requested_on, late=False).held_on = line.stage3_panel_on


def _to_check(db: Session, case: Case) -> RegisterLine:
    line = line_of_case(db, case)
    if line is None or not line.to_check or case.waiting_on != TO_LOOK:
        raise NotAllowed("Somebody has looked at this case already.")
    return line
