"""What every page of the staff site says at a glance: what was given to this person, and alerts nobody has accepted."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, false, func, literal, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import account_requests, mail_records, nobody_left, posting, quarantining
from models.cases.access_waits import STILL_OPEN, for_a_second
from models.cases.alerting import may_see
from models.cases.mail_desk import how_many
from models.cases.telling import behind_wall
from models.procedure.terms import Role
from models.tables.access_request import AccessRequest
from models.tables.case import Case
from models.tables.safety import SafetyAlert
from models.tables.staff import Staff
from models.tables.words import Contribution

STAFF_OF_COMPLAINTS = frozenset({Role.OFFICER, Role.MANAGER, Role.ALTERNATE})
TEAM = frozenset({Role.OFFICER, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class AtHand:
    given: bool  # something is theirs to answer, or was asked of them
    alerts: int  # that they may accept, and nobody has
    unheld: int  # that belong to no case yet: the queue cannot show them
    since: datetime | None  # the oldest of those
    mail: int  # that came in and waits for somebody
    access: int  # requests to see what is kept that are theirs to answer or agree to (SAR-01, SAR-05)
    people: int  # accounts, roles and authenticators that wait for a second administrator, who may be this one (AZ-10)
    nobody: int  # what waits while everybody who might open it is kept out, for an administrator (AZ-04)
    to_post: int  # letters and messages that wait for somebody's hands: they count when these have done it (K-18)
    held: int  # forms that look like a machine’s, and nobody has read (INP-16)

    def minutes(self, now: datetime) -> int:
        return int((now - self.since).total_seconds()) // 60 if self.since else 0


def at_hand(db: Session, actor: Actor, now: datetime) -> AtHand:
    """One query. Of an alert it says that there is one and since when: nothing of its words (decisions 14)."""
    query = _asked(actor.kind, actor.roles)
    if Role.ADMINISTRATOR in actor.roles:
        query = query.add_columns(account_requests.how_many(actor, now).label("people"))
    return AtHand(**db.execute(query, {"who": actor.id}).one()._mapping)


@lru_cache(maxsize=64)
def _asked(kind: str, roles: frozenset[Role]) -> Select[Any]:
    """Put together once for all who have the same roles: to do it for every page took a tenth of what a page takes."""
    actor: Any = SimpleNamespace(kind=kind, roles=roles, id=bindparam("who", type_=Staff.id.type))
    unheld = [SafetyAlert.accepted_at.is_(None), SafetyAlert.case_id.is_(None), _team(actor), ~behind_wall(actor.id)]
    administers, complaints = Role.ADMINISTRATOR in roles, roles & STAFF_OF_COMPLAINTS
    parts: dict[str, Any] = {
        "given": _given(actor),
        "alerts": _alerts(func.count(), SafetyAlert.accepted_at.is_(None), may_see(actor)),
        "unheld": _alerts(func.count(), *unheld),
        "since": _alerts(func.min(SafetyAlert.created_at), *unheld),
        "mail": how_many(actor),
        "access": _access(actor),
        "nobody": nobody_left.how_many(actor) if administers else literal(0),
        "to_post": posting.how_many(actor) if complaints else literal(0),
        "held": quarantining.how_many(actor) if complaints else literal(0),
    }
    if not administers:
        parts["people"] = literal(0)
    return select(*(part.label(name) for name, part in parts.items()))


def with_duty(db: Session, actor: Actor) -> tuple[int, datetime | None]:
    """How many nobody has accepted that have not come up to this person yet, and since when the first waits."""
    there = (SafetyAlert.accepted_at.is_(None), ~may_see(actor), ~behind_wall(actor.id))
    many, first = db.execute(select(func.count(), func.min(SafetyAlert.created_at)).where(*there)).one()
    return many, first


def _alerts(what: Any, *where: ColumnElement[bool]) -> Any:
    return select(what).select_from(SafetyAlert).where(*where).scalar_subquery()


def _team(actor: Actor) -> ColumnElement[bool]:
    return literal(bool(actor.roles & TEAM))


def _access(actor: Actor) -> Any:
    """Who answers them counts all, and the mails that ask and were handed over; a manager those that wait for a yes or
    no that may be theirs."""
    theirs = for_a_second(actor) if Role.MANAGER in actor.roles else false()
    mine = STILL_OPEN | for_a_second(actor) if Role.RECORDS in actor.roles else theirs
    asked = select(func.count(AccessRequest.id)).where(mine).scalar_subquery()
    return asked + mail_records.how_many(actor).scalar_subquery() if Role.RECORDS in actor.roles else asked


def _given(actor: Actor) -> ColumnElement[bool]:
    """Whoever answers as their work always has the page; the others when something was given or asked."""
    if not actor.roles & STAFF_OF_COMPLAINTS or Role.RESPONDER in actor.roles:
        return literal(True)
    return exists().where(Case.responder_id == actor.id, Case.closed_on.is_(None)) | exists().where(
        Contribution.staff_id == actor.id, Contribution.case_id == Case.id, Case.closed_on.is_(None)
    )
