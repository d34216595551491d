"""Judging in a test, and an officer at the desk: every question answered, and what the test is about said by it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import events_of
from models.cases.judging import judge
from models.cases.opening import Opened
from models.cases.releasing import letters_of
from models.cases.triaging import agree, triage
from models.procedure.judgements import JUDGEMENTS, Asking, Judging
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Event, Journey, Procedure, Role
from models.tables import Account, Case, RunningClock
from models.tables.screening import Judgement
from models.tables.words import Letter
from tests.conftest import MONDAY, Locks
from tests.making import make_case

FITTING = {
    (Judging.PROCEEDINGS, "all_waits"): {"prejudice": "yes", "named": "Family Court", "waits": "The report"},
    (Judging.PROCEEDINGS, "part_waits"): {"prejudice": "yes", "named": "Family Court", "waits": "The report"},
    (Judging.TIME, "accept"): {"late": "yes", "fair": "yes"},
    (Judging.TIME, "refuse"): {"late": "no", "fair": "yes"},
    (Judging.TIME, "part"): {"late": "no", "fair": "yes"},
    (Judging.SAME, "same"): {"all_stages": "yes", "same_points": "yes", "new": "no"},
    (Judging.BEHALF, "not_asked"): {"asked": "not_asked"},
}


def answers(kind: Judging, ending: str, **said: str) -> dict[str, str]:
    """An answer to every question that fits `ending`, and those of the test."""
    plain = {
        ask.code: "unknown" if ask.how is Asking.KNOWN else ask.choices[0][0] if ask.choices else "As the file says."
        for ask in JUDGEMENTS[kind].asks
        if ask.how is not Asking.DAY
    }
    return {**plain, **FITTING.get((kind, ending), {}), **said}


def judged(
    db: Session, opened: Opened, kind: Judging, ending: str, *, actor: Actor, now: datetime = MONDAY,
    review: date | None = date(2026, 12, 14), **said: Any,
) -> Judgement:  # fmt: skip
    review_on = review if kind is Judging.PROCEEDINGS and ending.endswith("waits") else None
    given = answers(kind, ending, **said)
    return judge(db, opened.case, kind, ending, given, review_on=review_on, actor=actor, now=now, keys=opened.keys)


TEXTS = {"reasons": "A", "evidence": "B", "carried_on": "C", "again": "D"}


@dataclass
class Desk:
    """An officer, a manager, a case of a parent, and how they decide."""

    db: Session
    keys: Locks
    officer: Actor
    manager: Actor
    responder: uuid.UUID
    opened: Opened

    @property
    def case(self) -> Case:
        return self.opened.case

    def decides(self, route: Procedure, reason: str, actor: Actor | None = None, **more: Any) -> bool:
        given = {
            "points": (PointGiven("One thing."), PointGiven("Another thing.")),
            "safe": "safe",
            "advocate": "offered",
        }
        given |= {"responder_id": self.responder, "standing": Standing.PARENT}
        decision = Decision(route=route, reason=reason, **{**given, **more})
        who = actor or self.officer
        return triage(self.db, self.case, decision, actor=who, keys=self.keys.staff.ring, now=MONDAY)

    def decided_by_two(self, route: Procedure, reason: str, manager: Actor, **more: Any) -> None:
        """A decision that somebody else has to agree to, and does (X-01)."""
        assert not self.decides(route, reason, **more)
        agree(self.db, self.case, actor=manager, keys=self.keys.staff.ring, now=MONDAY)

    def events(self) -> list[Event]:
        return [event.event for event in events_of(self.db, self.case)]

    def clock(self, which: Clock, case: Case | None = None) -> RunningClock:
        query = select(RunningClock).where(
            RunningClock.case_id == (case or self.case).id, RunningClock.clock == which
        )  # fmt: skip
        found = self.db.scalars(query.order_by(RunningClock.cancelled)).first()
        assert found is not None
        return found

    def letter(self, kind: str, case: Case | None = None) -> str:
        row = next(one for one in letters_of(self.db, case or self.case) if one.kind == kind)
        return str(self.opened.keys.open_json(Letter.body, row))

    def by(self, actor: Actor | None = None, day: datetime = MONDAY) -> dict[str, Any]:
        return {"actor": actor or self.officer, "now": day, "keys": self.opened.keys}


@pytest.fixture
def desk(db: Session, keys: Locks, person: Callable[..., Account]) -> Desk:
    def actor(*roles: Role) -> Actor:
        account = person(*roles)
        return Actor(kind="staff", id=account.staff_id, name=account.staff.name, roles=frozenset(roles))

    opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT)
    manager, responder = actor(Role.MANAGER), actor(Role.RESPONDER)
    assert responder.id
    return Desk(db, keys, actor(Role.OFFICER), manager, responder.id, opened)
