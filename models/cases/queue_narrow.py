"""What the queue can be narrowed by beside its filters: whose the cases are, and when they came (experience 6.3)."""

import uuid
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, literal, or_, select, true

from models.cases.allocating import OUR_TEAM
from models.tables.account import Account, AccountRole
from models.tables.case import Case
from models.tables.staff import Staff

_officer: Any = bindparam("officer", type_=Case.id.type)
_since, _until = (bindparam(name, type_=Date) for name in ("since", "until"))
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "nobody": Case.officer_id.is_(None),
    "officer": Case.officer_id == _officer,
    "since": Case.received_on >= _since,
    "until": Case.received_on <= _until,
}


class Narrow(NamedTuple):
    """Only these; what is not set narrows nothing."""

    officer: uuid.UUID | None = None
    nobody: bool = False  # cases without an officer
    since: date | None = None
    until: date | None = None

    def by(self) -> frozenset[str]:
        """What it narrows by, without the values: a query is put together once for each."""
        return frozenset(name for name, value in self._asdict().items() if value)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self._asdict().items() if name in self.by() and name != "nobody"}


def narrowed(by: frozenset[str]) -> ColumnElement[bool]:
    return and_(true(), *(_CONDITIONS[name] for name in sorted(by)))


def officers() -> Select[str, uuid.UUID, int]:
    """Everybody who may be an officer of record, and whoever left while an open case was theirs; with a 0 beside."""
    ours = select(AccountRole.role).join(Account, Account.id == AccountRole.account_id)
    ours = ours.where(Account.staff_id == Staff.id, AccountRole.role.in_(OUR_TEAM))
    has_some = exists().where(Case.officer_id == Staff.id, Case.closed_on.is_(None))
    return select(Staff.name, Staff.id, literal(0)).where(or_(exists(ours), has_some))
