"""Cases on their way to an answer, for the tests of everything that answers."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import holding
from models.cases.answer_parts import Block, Promise, Reply, Wish
from models.cases.recording import record
from models.procedure.terms import Event, Finding, Procedure, Role, Way
from models.sealing import Keyring
from models.tables import Account, Case, Point, SafeWay
from tests.making import make_case

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
DUE = date(2026, 12, 7)  # ten working days
LAST = date(2026, 12, 21)  # twenty
ROUTES = {
    Procedure.STATUTORY: Event.ROUTED_STATUTORY,
    Procedure.CORPORATE: Event.ROUTED_CORPORATE,
    Procedure.CONCERN: Event.ROUTED_CONCERN,
}


def at(day: int, hour: int = 10, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def who(account: Account) -> Actor:
    roles = frozenset(role.role for role in account.roles)
    return Actor(kind="staff", id=account.staff_id, name=account.staff.name, roles=roles, account_id=account.id)


def one(person: Callable[..., Account], role: Role, name: str) -> SimpleNamespace:
    """Somebody of ours: their account, themselves as who acts, and their number."""
    account = person(role, name=name)
    return SimpleNamespace(account=account, actor=who(account), id=account.staff_id)


def routed(
    db: Session,
    keys: Keyring,
    actor: Actor,
    *,
    procedure: Procedure = Procedure.STATUTORY,
    points: tuple[str, ...] = ("Nobody rings me back.",),
    ways: dict[Way, bool] | None = None,
    **case: Any,
) -> tuple[Case, Keyring]:
    """A case that an officer has routed and cut into points, and the ring that opens it."""
    opened = make_case(db, keys, now=MONDAY, **case)
    opened.case.procedure = procedure
    record(db, opened.case, ROUTES[procedure], actor=actor, now=MONDAY)
    if procedure is Procedure.CORPORATE:
        record(db, opened.case, Event.ACKNOWLEDGED, actor=actor, now=MONDAY)
    for number, words in enumerate(points, 1):
        point = Point(id=uuid.uuid4(), case_id=opened.case.id, number=number, procedure=procedure, revision=1)
        opened.keys.seal(Point.text, point, words)
        db.add(point)
    for way, allowed in (ways or {}).items():
        db.query(SafeWay).filter_by(case_id=opened.case.id, way=way).update({"allowed": allowed})
    db.flush()
    return opened.case, opened.keys


def ready_to_close(db: Session, keys: Keyring, actor: Actor, *, young_person: bool) -> tuple[Case, Keyring]:
    """Answered, nothing upheld, and letters can be called back for five minutes. Committed, for a page to close it."""
    case, ring = routed(db, keys, actor, young_person=young_person)
    for event in (Event.ACKNOWLEDGED, Event.S1_ANSWERED):
        record(db, case, event, actor=actor, now=MONDAY)
    db.query(Point).filter_by(case_id=case.id).update({"finding": Finding.NOT_UPHELD, "remedy": "explanation"})
    holding.hold_for(db, 5, by=actor, now=MONDAY)
    db.commit()
    return case, ring


def full(desk: Any, owner: object, **change: Any) -> Reply:
    """An answer with every mandatory part, as typed."""
    block = Block(
        looked_at="The notes of the calls.",
        found="No one rang you back.",
        finding="upheld",
        why="We said we would ring, and we did not.",
        actions=(Promise(text="Rosa will ring you.", due="2026-12-18", owner=str(owner)),),
    )
    wishes = tuple(Wish(asked=wish.asked, decided="Yes.", why="It is fair.") for wish in desk.reply.wishes)
    reply = Reply(
        opening="Thank you for telling us.",
        apology="We are sorry that we did not ring you.",
        others="nobody",
        blocks={p.id: replace(block, taken="accepted") if p.recommended else block for p in desk.points},
        wishes=wishes,
    )
    return replace(reply, **change)


OFFICER, MANAGER, RESPONDER = Role.OFFICER, Role.MANAGER, Role.RESPONDER
