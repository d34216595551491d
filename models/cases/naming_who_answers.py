"""Who could not be told yet who answers learns it afterwards, and by when, in a letter of its own (K-06).

A first letter that goes while nobody in the service may hear of it (experience 2.4), or that deals with a case in
another way before anybody is chosen, names no manager. Once somebody has all of it, the person is written to, once.
"""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.allocating import give
from models.cases.deciding import ANSWERED, LETTERS, ROUTE_EVENTS
from models.cases.finding import events_of, points_of
from models.cases.letter_facts import letter, name_of
from models.cases.recording import running_clocks
from models.cases.releasing import release
from models.cases.triaging import ANSWER_CLOCKS
from models.post.letters import Composed
from models.procedure.terms import Event, Procedure
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import REPLACED, Letter

KIND = "who_answers"
ROUTED = frozenset(ROUTE_EVENTS.values())
FIRST = frozenset({*LETTERS.values(), "reclassified"})


def give_and_tell(
    db: Session,
    case: Case,
    staff_id: uuid.UUID,
    *,
    actor: Actor,
    now: datetime,
    keys: Keyring,
    point_ids: Collection[uuid.UUID] | None = None,
) -> bool:
    """Give it to the manager who answers. True: a letter tells the person, who did not know yet."""
    give(db, case, staff_id, actor=actor, now=now, point_ids=point_ids)
    db.flush()
    if not owed(db, case):
        return False
    words = composed(db, case, now=now).content()
    release(db, case, KIND, words, event=None, actor=actor, now=now, keys=keys)
    return True


def owed(db: Session, case: Case) -> bool:
    """Whether every point has somebody by now, an answer is awaited, and no letter has said who gives it."""
    if case.procedure not in ANSWERED or _day(db, case) is None or not all(_who(db, case)):
        return False
    events = events_of(db, case)
    decided = max((one.at for one in events if one.event in ROUTED), default=None)
    chosen = min((one.at for one in events if one.event is Event.RESPONDER_ASSIGNED), default=None)
    if decided is None or chosen is None or chosen <= decided:
        return False  # the first letter named them
    letters = set(db.scalars(select(Letter.kind).where(Letter.case_id == case.id, Letter.state != REPLACED)))
    return bool(letters & FIRST) and KIND not in letters


def composed(db: Session, case: Case, *, now: datetime) -> Composed:
    """The letter as things stand today."""
    who, day = _who(db, case), _day(db, case)
    late = day is not None and day < local_day(now)
    facts = {"who": [(name, each) for name, each in who.items() if name], "answer_by": day, "late": late}
    return letter(db, case, now, KIND, **facts, concern=case.procedure is Procedure.CONCERN)


def _who(db: Session, case: Case) -> dict[str, list[int]]:
    """The numbers of the points by the name of whoever answers them; under no name those that nobody has."""
    found: dict[str, list[int]] = {}
    for point in points_of(db, case):
        if point.procedure is not Procedure.REFUSED:
            found.setdefault(name_of(db, point.responder_id or case.responder_id), []).append(point.number)
    return found


def _day(db: Session, case: Case) -> date | None:
    """The day of the first answer, while it is awaited."""
    clock = ANSWER_CLOCKS.get(case.procedure) if case.procedure else None
    return next((row.due_on for row in running_clocks(db, case) if row.clock is clock), None)
