"""The policy a case runs under, and the days that do not count. Both change rarely, so both are remembered briefly."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.db import Sessions
from models.policy import Policy, PolicyError, bank_holidays, parse
from models.tables.case import Case
from models.tables.settings import BankHoliday, CouncilChoice, CouncilPolicy

REMEMBER = 30  # seconds; a holiday added meanwhile moves the deadline at the worker's next run anyway (S-40)
CONTACTS = "contacts:"  # and a council: what it set of how people reach it, among its dated choices
HOURS_IN = "hours_"  # and a language: when messages are read, in its words
Contact = tuple[date, str, Mapping[str, str]]  # from when, which, and what

_policies: dict[tuple[int, str, date], Policy] = {}
_starts: dict[tuple[int, str], tuple[float, list[date]]] = {}
_contacts: dict[tuple[int, str], tuple[float, list[Contact]]] = {}
_holidays: dict[int, tuple[float, Mapping[date, str]]] = {}


def in_force(db: Session, council: str, day: date) -> Policy:
    """The latest policy of `council` that had begun by `day` (G-09). Raises PolicyError where none had."""
    begun = [start for start in starts(db, council) if start <= day]
    if not begun:
        raise PolicyError(f"{council} has no policy for {day}.")
    return _reached(db, _as_kept(db, council, max(begun)), day)


def load(db: Session, council: str, since: date) -> Policy:
    """One dated policy, and how people reach the council now: an old case has no use for a number that is gone."""
    return _reached(db, _as_kept(db, council, since), None)


def _as_kept(db: Session, council: str, since: date) -> Policy:
    """Rows are immutable, so each is read once a process."""
    key = (_bind(db), council, since)
    if key not in _policies:
        query = select(CouncilPolicy.body).where(CouncilPolicy.council == council, CouncilPolicy.since == since)
        body = db.scalars(query).one_or_none()
        if body is None:
            raise PolicyError(f"{council} has no policy from {since}.")
        _policies[key] = parse(body)
    return _policies[key]


def _reached(db: Session, policy: Policy, day: date | None) -> Policy:
    """With what somebody set of how to reach this council: as it counted on `day`, or the latest."""
    found = {name: value for since, name, value in _contacts_of(db, policy.council) if day is None or since <= day}
    chosen = {name: value["is"] for name, value in found.items() if value}
    if not chosen:
        return policy
    spoken = [name for name in chosen if name.startswith(HOURS_IN)]
    hours = tuple((name.removeprefix(HOURS_IN), words) for name in spoken if (words := chosen.pop(name)))
    return replace(policy, contacts=replace(policy.contacts, **chosen, hours_in=hours))  # type: ignore[arg-type]


def _contacts_of(db: Session, council: str) -> list[Contact]:
    key = (_bind(db), council)
    read_at, rows = _contacts.get(key, (0.0, []))
    if not read_at or time.monotonic() - read_at > REMEMBER:
        query = select(CouncilChoice.since, CouncilChoice.name, CouncilChoice.value)
        query = query.where(CouncilChoice.topic == CONTACTS + council, CouncilChoice.taken_back_at.is_(None))
        found = db.execute(query.order_by(CouncilChoice.since, CouncilChoice.made_at))
        rows = [(since, name, value) for since, name, value in found]
        _contacts[key] = (time.monotonic(), rows)
    return rows


def policy_of(db: Session, case: Case) -> Policy:
    return load(db, case.council, case.policy_since)


def starts(db: Session, council: str) -> list[date]:
    key = (_bind(db), council)
    read_at, days = _starts.get(key, (0.0, []))
    if not days or time.monotonic() - read_at > REMEMBER:
        days = list(db.scalars(select(CouncilPolicy.since).where(CouncilPolicy.council == council)))
        _starts[key] = (time.monotonic(), days)
    return days


def councils(db: Session, day: date) -> list[tuple[str, str]]:
    """Every authority whose complaints this team deals with, as its code and its name: it has a policy by `day` (S-43).

    Read anew each time: it is asked where a case is registered, and nowhere else.
    """
    query = select(CouncilPolicy.council).where(CouncilPolicy.since <= day).distinct()
    return sorted(((code, in_force(db, code, day).name) for code in db.scalars(query)), key=lambda one: one[1])


def holidays(db: Session) -> Mapping[date, str]:
    """The bank holidays of England by day."""
    read_at, days = _holidays.get(_bind(db), (0.0, {}))
    if not days or time.monotonic() - read_at > REMEMBER:
        days = {day: name for day, name in db.execute(select(BankHoliday.day, BankHoliday.name))}
        _holidays[_bind(db)] = (time.monotonic(), days)
    return days


def holidays_or_shipped(sessions: Sessions) -> Mapping[date, str]:
    """The same for the command line, which may run before there is a database: then the shipped list."""
    try:
        with sessions.reading() as db:
            return holidays(db) or bank_holidays()
    except DBAPIError:
        return bank_holidays()


def add_policy(db: Session, council: str, since: date, body: dict[str, object]) -> Policy:
    """Keep a new dated policy, checked against the law first (G-01, G-02). Raises PolicyError."""
    policy = parse(body)
    db.add(CouncilPolicy(council=council, since=since, body=body))
    db.flush()
    _starts.pop((_bind(db), council), None)
    return policy


def add_holiday(db: Session, day: date, name: str, *, now: datetime) -> None:
    """Add a day that does not count; the worker then moves the open deadlines (S-40)."""
    db.merge(BankHoliday(day=day, name=name, added_at=now))
    db.flush()
    forget()


def take_back_holiday(db: Session, day: date) -> None:
    """Take away a day that was added by mistake; the moves it caused stay in the history of each clock."""
    db.execute(delete(BankHoliday).where(BankHoliday.day == day))
    db.flush()
    forget()


def forget() -> None:
    """Read everything again: after a change, and between tests."""
    _starts.clear()
    _holidays.clear()
    _policies.clear()
    _contacts.clear()


def _bind(db: Session) -> int:
    return id(db.get_bind().engine)
