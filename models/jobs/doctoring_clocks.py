"""Clocks that run on although the letter that stops them has gone: before, one that went after the answer stopped none.

`heard doctor` names them, and `heard doctor --mend` lets each letter prove what it proves, in the audit, as if it had
when it went (K-03, K-18, K-27, K-80).
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.cases.releasing import prove
from models.procedure.clocks import stopped_by
from models.procedure.lifecycle import allowed
from models.procedure.terms import Event
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.words import REPLACED, Letter

PROVES = (Event.ACKNOWLEDGED, Event.S2_ACKNOWLEDGED, Event.C2_ACKNOWLEDGED)


def clocks_stand(db: Session) -> Iterator[tuple[str, str]]:
    if many := len(ran_on(db)):
        case = "case" if many == 1 else "cases"
        yield (
            "warning",
            f"on {many} {case} the clock of an acknowledgement runs, though its letter has gone. Stop it: "
            "heard doctor --mend.",
        )
    else:
        yield "ok", "none runs on after its letter has gone."


def mend(db: Session, *, now: datetime) -> int:
    """Stop them on the day their letter went. Returns on how many cases."""
    found = ran_on(db)
    for case, letter in found:
        prove(db, case, letter, now=now)
    return len(found)


def ran_on(db: Session) -> list[tuple[Case, Letter]]:
    """Each case once with the letter that went, where nothing was recorded of it since the clock began."""
    found: dict[object, tuple[Case, Letter]] = {}
    for event in PROVES:
        recorded = exists().where(
            CaseEvent.case_id == Case.id, CaseEvent.event == event, CaseEvent.on >= RunningClock.started_on
        )
        query = (
            select(Case, Letter)
            .join(RunningClock, RunningClock.case_id == Case.id)
            .join(Letter, Letter.case_id == Case.id)
            .where(
                RunningClock.stopped_on.is_(None), RunningClock.clock.in_(stopped_by(event)), ~recorded,
                Letter.event == event, Letter.counted_on >= RunningClock.started_on, Letter.beside_id.is_(None),
                Letter.state != REPLACED,
            )
            .order_by(Case.received_on, Case.id, Letter.counted_on)
        )  # fmt: skip
        for case, letter in db.execute(query).all():
            if event in allowed(case.state):
                found.setdefault(case.id, (case, letter))
    return list(found.values())
