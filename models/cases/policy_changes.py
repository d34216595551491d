"""Changing the council's figures on screen: asked for by one person, agreed by another, from a day that is ahead.

A version of the policy never changes once it stands, and a case keeps the one it began with (G-09, AZ-10).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.accounts import NotTwoPeople
from models.cases.policies import add_policy, forget, holidays
from models.cases.telling import tell
from models.formats import short_date
from models.policy import Policy, PolicyError, parse
from models.policy.figures import FIGURES, Row, changed, rows, together
from models.procedure.deadlines import due_on
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.account import Account
from models.tables.case import Case
from models.tables.settings import CouncilPolicy, PolicyChange
from models.tables.staff import Staff

ASKED, AGREED, TURNED_DOWN, DROPPED, BACK = "asked", "agreed", "turned_down", "dropped", "taken_back"
MAY_AGREE = (Role.MANAGER, Role.ADMINISTRATOR)
SUBJECT = "A change of the council’s time limits waits for a second person"
BODY = "They hold only when another person has agreed: look under Settings, Policy and the law."
TWO = "A different person has to agree: a complaints manager or another administrator (AZ-10)"
ANSWERED = "Somebody has answered this already. Look again how it stands."


class Refused(ValueError):
    """What cannot be set, by the key of the figure ("since" for the day). Every problem is named at once."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure that changes, with an example: what a case of the first day would have been owed, and when."""

    row: Row
    was: int
    now: int
    due_was: date | None  # None for what is not counted from the day a case comes
    due_now: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    since: date
    changes: list[Changed]
    looser: list[str]  # than guidance that binds nobody: allowed, but said
    open_cases: int  # they keep what they began with


@dataclass(frozen=True, slots=True)
class Version:
    """One dated policy, and how it differs from the one before it."""

    since: date
    changes: list[Changed]
    change: PolicyChange | None  # None for what came with the service
    ahead: bool


def latest(db: Session, council: str) -> Policy:
    """The version that a new one would follow: the last of all, whether it has begun or not."""
    return parse(_bodies(db, council)[-1].body)


def preview(db: Session, council: str, since: date, figures: Mapping[str, int], *, now: datetime) -> Preview:
    """What would change, for which cases; nothing is kept. Raises `Refused`."""
    body = _checked(db, council, since, figures, now=now)
    before, after = latest(db, council), parse(body)
    return Preview(since, _differences(db, before, after, since), _looser(before, after), _open_cases(db, council))


def ask(
    db: Session, council: str, since: date, figures: Mapping[str, int], reason: str, *,
    by: Actor, now: datetime, keys: Keyring,
) -> PolicyChange:  # fmt: skip
    """Keep what is wanted and tell who may agree. Nothing changes before they do. Raises `Refused`."""
    if by.account_id is None:
        raise NotTwoPeople(TWO)
    _checked(db, council, since, figures, now=now)
    kept = {key: figure for key, figure in figures.items() if figure != rows(latest(db, council))[key][1]}
    change = PolicyChange(
        id=uuid.uuid4(), council=council, since=since, figures=kept, asked_by=by.account_id, asked_at=now, answer=ASKED
    )
    keys.seal(PolicyChange.reason, change, reason)
    db.add(change)
    note(db, by, "policy_asked", now=now, object_kind="policy", object_id=change.id, reason=since.isoformat())
    for role in MAY_AGREE:
        tell(db, keys, role, subject=SUBJECT, body=BODY, cause=f"policy:{change.id}", now=now)
    db.flush()
    return change


def agree(db: Session, change: PolicyChange, *, by: Actor, now: datetime) -> Policy:
    """By somebody else: from its day on, cases that begin have these figures. Raises `Refused`, `NotTwoPeople`."""
    if by.account_id is None or by.account_id == change.asked_by:
        raise NotTwoPeople(TWO)
    body = _checked(db, change.council, change.since, change.figures, now=now)
    _answer(db, change, AGREED, by=by, now=now)
    note(db, by, "policy_agreed", now=now, object_kind="policy", object_id=change.id, reason=change.since.isoformat())
    return add_policy(db, change.council, change.since, body)


def turn_down(db: Session, change: PolicyChange, *, by: Actor, now: datetime) -> None:
    """By whoever asked, who lets it be, or by somebody who may agree."""
    own = by.account_id == change.asked_by
    _answer(db, change, DROPPED if own else TURNED_DOWN, by=by, now=now)
    note(db, by, "policy_turned_down", now=now, object_kind="policy", object_id=change.id)


def take_back(db: Session, change: PolicyChange, *, by: Actor, now: datetime) -> None:
    """An agreed version that has not begun: no case has it yet. Its day is not used again."""
    if change.answer != AGREED or change.since <= local_day(now):
        raise NotAllowed("Only a version that has not begun can be taken back. Ask for other figures from a later day.")
    if max(row.since for row in _bodies(db, change.council)) > change.since:
        raise NotAllowed("A later version follows from this one. Take that one back first.")
    _answer(db, change, BACK, by=by, now=now, before=AGREED)
    db.execute(
        delete(CouncilPolicy).where(CouncilPolicy.council == change.council, CouncilPolicy.since == change.since)
    )
    note(db, by, "policy_taken_back", now=now, object_kind="policy", object_id=change.id)
    forget()


def one(db: Session, council: str, change_id: uuid.UUID) -> PolicyChange:
    query = select(PolicyChange).where(PolicyChange.id == change_id, PolicyChange.council == council)
    return db.scalars(query).one()


def waiting(db: Session, council: str) -> Sequence[PolicyChange]:
    query = select(PolicyChange).where(PolicyChange.council == council, PolicyChange.answer == ASKED)
    return db.scalars(query.order_by(PolicyChange.asked_at)).all()


def wanted(db: Session, change: PolicyChange) -> list[Changed]:
    """The figures of a change beside those before it, whether it was agreed or not."""
    before = [row for row in _bodies(db, change.council) if row.since < change.since][-1]
    policy = parse(before.body)
    after = parse(changed(before.body, change.figures))
    return _differences(db, policy, after, change.since)


def versions(db: Session, council: str, *, now: datetime) -> list[Version]:
    """Every version, the newest first, with what it changed and who wanted it."""
    query = select(PolicyChange).where(PolicyChange.council == council, PolicyChange.answer == AGREED)
    by_day = {change.since: change for change in db.scalars(query)}
    found: list[Version] = []
    before: Policy | None = None
    for row in _bodies(db, council):
        policy = parse(row.body)
        differences = _differences(db, before, policy, row.since) if before else []
        found.append(Version(row.since, differences, by_day.get(row.since), row.since > local_day(now)))
        before = policy
    return found[::-1]


def people(db: Session, changes: Sequence[PolicyChange]) -> dict[uuid.UUID, str]:
    """The names behind the accounts of these changes."""
    ids = {account for one in changes for account in (one.asked_by, one.decided_by) if account}
    query = select(Account.id, Staff.name).join(Staff, Staff.id == Account.staff_id).where(Account.id.in_(ids))
    return {account: name for account, name in db.execute(query)}


def _checked(db: Session, council: str, since: date, figures: Mapping[str, int], *, now: datetime) -> dict[str, Any]:
    """The whole file with these figures, or every reason against it."""
    last = _bodies(db, council)[-1]
    present = {key: figure for key, (_row, figure) in rows(parse(last.body)).items()}
    after = {**present, **figures}
    problems = {key: why for key, figure in figures.items() if (why := FIGURES[key].refusal(figure))}
    problems = {**together(after), **problems}
    if why := _day_refused(db, council, since, last.since, now=now):
        problems["since"] = why
    if not problems and after == present:
        problems["since"] = "Nothing would change: every figure is what it is now"
    if problems:
        raise Refused(problems)
    body = {**changed(last.body, {key: figure for key, figure in figures.items() if figure != present[key]})}
    body["since"] = since.isoformat()
    try:
        parse(body)
    except PolicyError as problem:
        raise Refused({"since": str(problem)}) from None
    return body


def _day_refused(db: Session, council: str, since: date, last: date, *, now: datetime) -> str:
    """Only new cases have new figures, so a version begins on a day that is ahead and follows every other one."""
    if since <= local_day(now):
        return "Choose a day from tomorrow on: a case keeps the figures it began with (G-09)"
    if since <= last:
        return f"A version begins on {short_date(last)} already. Choose a later day"
    used = select(PolicyChange.id).where(
        PolicyChange.council == council, PolicyChange.since == since, PolicyChange.answer == BACK
    )
    if db.scalars(used.limit(1)).first():
        return "A version from that day was taken back. Choose another day, so that the two are never mixed up"
    return ""


def _differences(db: Session, before: Policy, after: Policy, since: date) -> list[Changed]:
    free, found, then = holidays(db), [], rows(after)
    for key, (row, was) in rows(before).items():
        now = then[key][1]
        if now == was:
            continue
        if row.before or row.window or row.options(was):  # counted from another day than the first, or not counted
            found.append(Changed(row, was, now, None, None))
            continue
        days = (due_on(row.unit, figure, since, free) for figure in (was, now))
        found.append(Changed(row, was, now, *days))
    return found


def _looser(before: Policy, after: Policy) -> list[str]:
    was = rows(before)
    return [why for key, (row, figure) in rows(after).items() if figure != was[key][1] and (why := row.looser(figure))]


def _open_cases(db: Session, council: str) -> int:
    return db.scalar(select(func.count()).where(Case.council == council, Case.closed_on.is_(None))) or 0


def _answer(db: Session, change: PolicyChange, answer: str, *, by: Actor, now: datetime, before: str = ASKED) -> None:
    """Once, however many people press at the same moment."""
    query = update(PolicyChange).where(PolicyChange.id == change.id, PolicyChange.answer == before)
    done = db.execute(query.values(answer=answer, decided_by=by.account_id, decided_at=now))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise NotAllowed(ANSWERED)
    db.refresh(change)


def _bodies(db: Session, council: str) -> Sequence[CouncilPolicy]:
    found = db.scalars(
        select(CouncilPolicy).where(CouncilPolicy.council == council).order_by(CouncilPolicy.since)
    ).all()
    if not found:
        raise PolicyError(f"{council} has no policy.")
    return found
