"""What becomes of a case whose day has come, or whose erasure was asked for: one decides, another agrees
(RET-03, RET-07)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.coming_up import Day, day_of
from models.cases.finding import KEEPERS, on_record
from models.cases.legal_holds import still_needed
from models.cases.retaining import THEMSELVES
from models.procedure.deadlines import due_on
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import GOING, answer_by
from models.procedure.terms import Unit
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.retention import RetentionDecision
from models.tables.staff import Staff

NOBODY_TO_TELL = "Nobody has to be told of anything here now. Look again at how it stands."
KEPT_AT_MOST = 10  # years, until somebody looks again


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision or request as it is read."""

    row: RetentionDecision
    reference: str
    decided_by: str
    agreed_by: str
    words: dict[str, Any]

    @property
    def waits(self) -> bool:
        """For a person: to be decided, or to be agreed."""
        return self.row.agreed_at is None and self.row.refused_at is None

    @property
    def goes(self) -> bool:
        """Agreed by two, and the worker has not done it yet."""
        return bool(self.row.decision in GOING and self.row.agreed_at and self.row.erased_at is None)

    @property
    def to_tell(self) -> bool:
        """Agreed by two, and who asked for it has still to be told."""
        row = self.row
        return bool(row.asked_on and row.agreed_at and row.told_on is None and row.erased_at is None)

    @property
    def answer_by(self) -> date | None:
        return answer_by(self.row.asked_on) if self.row.asked_on else None


def ask_for(
    db: Session,
    case: Case,
    cause: str,
    asked_on: date | None,
    words: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> RetentionDecision:
    """Write down that the person asked for erasure, or objects; a person decides it within a month (RET-07)."""
    _only_a_keeper(actor)
    if asked_on is None or asked_on > local_day(now):
        raise NotAllowed("Enter the day it reached us, not after today.")
    if open_one(db, case) or case.erased_on:
        raise NotAllowed("Something about this case waits already. Decide that first.")
    row = RetentionDecision(id=uuid.uuid4(), case_id=case.origin_id, cause=cause, asked_on=asked_on, gone="")
    keys.seal_json(RetentionDecision.words, row, words)
    db.add(row)
    note(db, actor, "erasure_asked", now=now, object_kind="case", object_id=case.id, reason=cause)
    return row


def decide(
    db: Session,
    case: Case,
    decision: str,
    *,
    why: str,
    reason: str | None = None,
    keep_until: date | None = None,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> RetentionDecision:
    """`keep`, `erase` or `anonymise`, to be agreed by somebody else. What the person asked for alone goes early."""
    _only_a_keeper(actor)
    row, today = open_one(db, case), local_day(now)
    if row is not None and row.decision:
        raise NotAllowed("This waits for a second person already.")
    day = day_of(db, case)
    asked = row is not None
    if decision in GOING:
        _may_be_erased(day, today, still_needed(db, case, keys), asked=asked)
    else:
        _may_be_kept(reason, keep_until, today, asked=asked)
    if row is None:
        row = RetentionDecision(id=uuid.uuid4(), case_id=case.origin_id, cause="due", gone="")
        db.add(row)
    row.decision, row.decided_by, row.decided_at = decision, actor.id, now
    row.reason = reason if decision == "keep" else None
    row.keep_until = keep_until if decision == "keep" else None
    row.came_up_on = day.comes_up_on if day else None
    keys.seal_json(RetentionDecision.words, row, {**words_of(row, keys), "why": why})
    note(
        db, actor, f"{decision}_decided", now=now, object_kind="case", object_id=case.id, reason=row.reason or row.cause
    )
    return row


def settle(db: Session, case: Case, *, agree: bool, actor: Actor, now: datetime, keys: Keyring) -> RetentionDecision:
    """The second person's yes; or anybody's no, after which a request waits again to be decided."""
    _only_a_keeper(actor)
    row = open_one(db, case)
    if row is None or not row.decision:
        raise NotAllowed("Nothing waits for a second person here.")
    if agree and row.decided_by == actor.id:
        raise NotAllowed(THEMSELVES)
    if agree and row.decision in GOING and (reasons := still_needed(db, case, keys)):
        raise NotAllowed("It cannot be erased now. " + " ".join(reasons))
    action = f"{row.decision}_{'agreed' if agree else 'refused'}"
    if agree:
        row.agreed_by, row.agreed_at = actor.id, now
    elif row.cause == "due":
        row.refused_at = now
    else:
        row.decision = row.reason = row.keep_until = row.decided_by = row.decided_at = row.told_on = None
    note(db, actor, action, now=now, object_kind="case", object_id=case.id)
    return row


def tell(db: Session, case: Case, on: date | None, how: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Who asked was told what two people decided, and how. Only now what they asked for goes: told before, they would
    have heard something that the second person may not agree to; told after, nobody knew how to reach them (RET-07)."""
    _only_a_keeper(actor)
    row = next((one.row for one in of_case(db, actor, case, keys) if one.to_tell), None)
    if row is None or row.agreed_at is None:
        raise NotAllowed(NOBODY_TO_TELL)
    if on is None or not local_day(row.agreed_at) <= on <= local_day(now):
        raise NotAllowed("Enter the day they were told: not before two people had agreed, and not after today.")
    row.told_on = on
    keys.seal_json(RetentionDecision.words, row, {**words_of(row, keys), "told": how})
    note(db, actor, "erasure_told", now=now, object_kind="case", object_id=case.id, reason=row.decision or "")


def open_one(db: Session, case: Case) -> RetentionDecision | None:
    """What waits: to be decided, or for a second person. An agreed erasure waits for the worker, and for nobody."""
    mine = (RetentionDecision.case_id == case.origin_id, *_waits())
    return db.scalars(select(RetentionDecision).where(*mine)).one_or_none()


def waiting(db: Session, actor: Actor, keys: Keyring) -> list[Decided]:
    """Everything that waits for a person: to decide, to agree, or to tell who asked. The oldest request first."""
    to_tell = (RetentionDecision.asked_on.is_not(None), *_untold())
    query = _decisions(actor).where(or_(and_(*_waits()), and_(*to_tell)))
    return _decided(db, keys, query.order_by(RetentionDecision.asked_on, Case.reference))


def of_case(db: Session, actor: Actor, case: Case, keys: Keyring) -> list[Decided]:
    """All that was ever decided of this case, the newest first."""
    mine = RetentionDecision.case_id == case.origin_id
    newest = func.coalesce(RetentionDecision.agreed_at, RetentionDecision.decided_at).desc()
    return _decided(db, keys, _decisions(actor).where(mine).order_by(newest))


def erased(db: Session, actor: Actor, keys: Keyring, *, most: int = 200) -> list[Decided]:
    """What was erased or made anonymous, the newest first, and what the worker is about to."""
    agreed = (RetentionDecision.decision.in_(GOING), RetentionDecision.agreed_at.is_not(None))
    query = _decisions(actor).where(*agreed).order_by(RetentionDecision.agreed_at.desc()).limit(most)
    return _decided(db, keys, query)


def words_of(row: RetentionDecision, keys: Keyring) -> dict[str, Any]:
    if row.words is None:
        return {}
    try:
        found: dict[str, Any] = keys.open_json(RetentionDecision.words, row)
    except Unreadable:
        return {}
    return found


def _waits() -> tuple[Any, ...]:
    return RetentionDecision.agreed_at.is_(None), RetentionDecision.refused_at.is_(None)


def _untold() -> tuple[Any, ...]:
    agreed = RetentionDecision.agreed_at.is_not(None)
    return agreed, RetentionDecision.told_on.is_(None), RetentionDecision.erased_at.is_(None)


def _may_be_erased(day: Day | None, today: date, reasons: list[str], *, asked: bool) -> None:
    if reasons:
        raise NotAllowed("It cannot be erased now. " + " ".join(reasons))
    came_up = day.comes_up_on if day else None
    if not asked and (came_up is None or came_up > today):
        raise NotAllowed("Its day has not come. Only what the person asked for is erased before it.")


def _may_be_kept(reason: str | None, until: date | None, today: date, *, asked: bool) -> None:
    if not reason:
        raise NotAllowed("Choose why it is kept.")
    if until is None and asked:
        return
    last = due_on(Unit.YEARS, KEPT_AT_MOST, today, {})
    if until is None or not today < until <= last:
        raise NotAllowed(f"Choose a day after today and not after {last:%-d %B %Y}, on which somebody looks again.")


def _decisions(actor: Actor) -> Any:
    return (
        select(RetentionDecision, Case.reference)
        .join(Case, Case.id == RetentionDecision.case_id)
        .where(on_record(actor))
    )


def _decided(db: Session, keys: Keyring, query: Any) -> list[Decided]:
    found: Sequence[Any] = db.execute(query).all()
    ids = {row.decided_by for row, _ in found} | {row.agreed_by for row, _ in found}
    names: dict[Any, str] = {
        key: name for key, name in db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    }
    return [
        Decided(row, reference, names.get(row.decided_by, ""), names.get(row.agreed_by, ""), words_of(row, keys))
        for row, reference in found
    ]


def _only_a_keeper(actor: Actor) -> None:
    if not actor.roles & KEEPERS:
        raise NotAllowed("Only a records officer or a complaints manager decides how long cases are kept.")
