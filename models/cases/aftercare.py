"""Nobody should suffer for telling us: who said that something got worse, and what a manager did (experience 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.audit import SYSTEM, Actor
from models.cases.finding import visible
from models.cases.notifying import tell_person
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.releasing import has_page, main_holder
from models.procedure.aftercare import begun
from models.procedure.clocks import PRAISE
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent

LOOK_BACK = timedelta(days=60)  # past that the twentieth working day is long gone
SINCE_CLOSED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Worse:
    """A person said that something got worse, and nobody has written down yet what was done."""

    case: Case
    on: date
    made_to_stop: bool


def ask_those_due(db: Session, *, now: datetime) -> int:
    """Write down that the question stands on their page now, and tell who gets mail that there is something to read."""
    today, free = local_day(now), holidays(db)
    query = select(Case).where(
        or_(Case.received_on >= today - LOOK_BACK, Case.closed_on >= today - SINCE_CLOSED),
        or_(Case.procedure.is_(None), Case.procedure.not_in(PRAISE)),
    )
    asked = 0
    for case in db.scalars(query).all():
        closed = case.closed_on if case.closed_on and case.closed_on >= today - SINCE_CLOSED else None
        due = begun(case.received_on, closed, today, free)
        if not due or case.received_on < today - LOOK_BACK and closed is None:
            continue
        code = due[-1][0]  # what was missed while nothing ran is asked once, not twice
        if code not in _asked(db, case):
            record(db, case, Event.WORSE_ASKED, actor=SYSTEM, now=now, reason=code)
            _tell(db, case, code, now)
            asked += 1
    return asked


def waiting(db: Session, actor: Actor) -> Sequence[Worse]:
    """Those nobody has dealt with, the longest wait first; only cases that `actor` may see."""
    said, dealt = aliased(CaseEvent), aliased(CaseEvent)
    later = exists().where(
        dealt.case_id == said.case_id, dealt.event == Event.WORSE_DEALT_WITH, dealt.number > said.number
    )
    query = (
        select(Case, said)
        .join(said, said.case_id == Case.id)
        .where(said.event == Event.GOT_WORSE, ~later, visible(actor))
        .order_by(said.at)
    )
    found: dict[object, Worse] = {}
    for case, event in db.execute(query):
        found.setdefault(case.id, Worse(case, event.on, event.reason == "made_to_stop"))
    return list(found.values())


def waits(db: Session, case: Case) -> bool:
    """Whether what this person said still waits for a manager."""
    last = select(func.max(CaseEvent.number)).where(CaseEvent.case_id == case.id)
    said = db.scalar(last.where(CaseEvent.event == Event.GOT_WORSE))
    dealt = db.scalar(last.where(CaseEvent.event == Event.WORSE_DEALT_WITH)) if said else None
    return bool(said) and (dealt is None or dealt < (said or 0))


def deal_with(db: Session, case: Case, did: str, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """A manager has seen to it, and writes down how. `keys` needs the file's lock."""
    if not waits(db, case):
        raise NotAllowed("Somebody has dealt with this already.")
    record(db, case, Event.WORSE_DEALT_WITH, actor=actor, now=now, details=did, keys=keys)


def _asked(db: Session, case: Case) -> set[str | None]:
    query = select(CaseEvent.reason).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.WORSE_ASKED)
    return set(db.scalars(query))


def _tell(db: Session, case: Case, code: str, now: datetime) -> None:
    holder = main_holder(db, case)
    if has_page(holder):
        tell_person(db, case, cause=f"worse-asked:{case.id}:{code}", now=now)
