"""What other proceedings kept waiting, or what closed without an answer, is taken up again (rules 3.8, K-73, E-43)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import splitting
from models.cases.deciding import PointGiven
from models.cases.earlier_round import events_now, set_aside, set_points_aside
from models.cases.proceedings import given_of
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.taken_up import OTHER, STATUTORY
from models.procedure.terms import Event, Procedure, Role, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.screening import Judgement

ANSWERED_OR_THANKED = (Procedure.STATUTORY, Procedure.CORPORATE, Procedure.COMPLIMENT, Procedure.COMMENT)
MAY_TAKE_UP = frozenset({Role.MANAGER, Role.ALTERNATE})
OF_A_STAGE = frozenset({
    Event.S1_ANSWERED, Event.CONFIRMATION_SENT, Event.C1_ANSWERED, Event.S2_ANSWERED, Event.C2_ANSWERED,
    Event.S3_ANSWERED,
})  # fmt: skip


class Again(StrEnum):
    """Why something may be taken up again."""

    ENDED = "ended"  # the proceedings that all of it waited for; nothing of it was answered (K-73)
    PART = "part"  # the proceedings that a part of it waited for; the rest was answered and stays so (E-43)
    UNANSWERED = "unanswered"  # refused, dealt with beside the stages, or stopped: it never had an answer of a stage


def again(db: Session, case: Case) -> Again | None:
    """What has been answered at a stage goes on to the next one instead (K-25)."""
    waited = _waited(db, case)
    if case.state is not State.CLOSED and not waited:
        return None
    happened = {row.event for row in events_now(db, case)}
    staged = bool(happened & OF_A_STAGE)
    if waited and (staged or Event.CONCERN_ANSWERED in happened):
        return None if case.state in (State.RECEIVED, State.WITHDRAWN) else Again.PART
    if case.state is not State.CLOSED or staged:
        return None
    return Again.ENDED if waited else _unanswered(db, case)


def take_up_again(db: Session, case: Case, *, how: str, actor: Actor, now: datetime, keys: Keyring) -> Case:
    """It is looked into after all: it waits to be decided anew, and every day counts from today (rules 3.8). Where the
    rest was answered, only what waited is: as a case of its own, which is returned."""
    why = again(db, case)
    if why is None:
        raise NotAllowed(
            "This can not be taken up again as it stands. Where there is an answer, the next stage is next."
        )
    if why is Again.UNANSWERED and not actor.roles & MAY_TAKE_UP:
        raise NotAllowed("Only a complaints manager takes up again what was closed without an answer.")
    waited = _waited(db, case)
    part = _part(db, case, waited, how, actor=actor, now=now, keys=keys) if why is Again.PART else None
    for row in waited:
        row.taken_up_on = local_day(now)
    if part is not None:
        return part
    set_points_aside(db, case)
    set_aside(db, case)
    case.procedure = case.route_reason = None
    case.waiting_on = "us"
    record(db, case, Event.RESUBMITTED, actor=actor, now=now, details=how, keys=keys)
    return case


def _part(
    db: Session, case: Case, waited: Sequence[Judgement], how: str, *, actor: Actor, now: datetime, keys: Keyring
) -> Case:
    """What waited, in the words of who judged it, to be decided; the case that it leaves keeps all its answers."""
    way = case.procedure if case.procedure in (Procedure.CORPORATE, Procedure.CONCERN) else Procedure.STATUTORY
    was = STATUTORY if case.procedure is Procedure.STATUTORY else OTHER
    points = [PointGiven(given_of(keys, row).get("waits", "") or "What waited for other proceedings") for row in waited]
    part = splitting.begin(db, case, actor=actor, now=now, keys=keys, came=now, was=was)
    splitting.await_decision(db, part, way, points, actor=actor, now=now, keys=keys)
    record(
        db, part, Event.NOTED, actor=actor, now=now, reason="proceedings_part", details=how, keys=keys.with_case(part)
    )
    return part


def _waited(db: Session, case: Case) -> Sequence[Judgement]:
    """What waited for proceedings that have ended, and has not gone on."""
    query = select(Judgement).where(
        Judgement.case_id == case.id, Judgement.ended_on.is_not(None), Judgement.taken_up_on.is_(None)
    )
    return db.scalars(query.order_by(Judgement.at, Judgement.id)).all()


def _unanswered(db: Session, case: Case) -> Again | None:
    turns = (Event.WITHDRAWN, Event.REINSTATED, Event.RESUBMITTED)
    stopping = (CaseEvent.case_id == case.id, CaseEvent.event.in_(turns))
    last = db.scalar(select(CaseEvent.event).where(*stopping).order_by(CaseEvent.number.desc()).limit(1))
    return Again.UNANSWERED if case.procedure not in ANSWERED_OR_THANKED or last is Event.WITHDRAWN else None
