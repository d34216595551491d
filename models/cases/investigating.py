"""When the investigation of stage 2 begins, and who investigates: known by appointments and the statement alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases.barred import barred
from models.cases.recording import record
from models.procedure.independence import Part
from models.procedure.terms import Event, State
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider
from models.tables.stage_two import ComplaintStatement

STANDS = ("signed", "own_words")  # of a statement: what is looked into is settled
TWO = (Part.INVESTIGATOR, Part.INDEPENDENT)
INVESTIGATED = {
    State.S2_INVESTIGATING: "investigating",
    State.S2_FACT_CHECK: "checking",
    State.S2_ADJUDICATION: "deciding",
}
"""How it stands while two people from outside look, as a code of the deck."""


def start_if_ready(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """The statement is signed, or goes on in their own words (X-08), and both people are there: they begin (K-31).
    Whichever came last sets it going. The public process reads no ties and cannot say who may have their part (G-04):
    what the person signs on their own page begins with the worker (`begin_signed`)."""
    if actor.kind not in ("staff", "system") or case.state is not State.S2_REQUESTED or not _settled(db, case):
        return
    if barred(db, case):
        return
    if {part for part, _ in names(db, case)} >= set(TWO):
        record(db, case, Event.S2_STARTED, actor=actor, now=now)


def begin_signed(db: Session, *, now: datetime) -> int:
    """Begin whatever was signed on the person's own page, or waited for somebody who might not have their part and now
    may. How many."""
    stands = exists().where(ComplaintStatement.case_id == Case.id, ComplaintStatement.state.in_(STANDS))
    cases = db.scalars(select(Case).where(Case.state == State.S2_REQUESTED, stands)).all()
    for case in cases:
        start_if_ready(db, case, actor=SYSTEM, now=now)
    return sum(case.state is not State.S2_REQUESTED for case in cases)


def names(db: Session, case: Case) -> Sequence[tuple[Part, str]]:
    """Who investigates this case now, by part. Only columns that the public process may read."""
    query = select(Appointment.part, Outsider.name).join(Outsider, Outsider.id == Appointment.outsider_id)
    query = query.where(Appointment.case_id == case.id, Appointment.ended_on.is_(None))
    query = query.where(Appointment.part.in_(TWO)).order_by(Appointment.part.desc())
    return [(part, name) for part, name in db.execute(query)]


def _settled(db: Session, case: Case) -> bool:
    query = select(ComplaintStatement.id)
    query = query.where(ComplaintStatement.case_id == case.id, ComplaintStatement.state.in_(STANDS))
    return db.scalars(query).first() is not None
