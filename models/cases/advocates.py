"""Advocates with an account: whose case they may open, what the child lets them read, and the end of it (AZ-14)."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases.enclosing import for_one, without
from models.cases.finding import visible, walled
from models.cases.following import OWED
from models.cases.queue_lines import left_words
from models.cases.recording import record
from models.cases.telling import tell
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Advocate, Event, Role
from models.procedure.working_days import Holidays
from models.sealing import Keyring, Unreadable
from models.tables.access import AdvocateAccess
from models.tables.case import Case
from models.tables.history import RunningClock
from models.tables.staff import Organisation, Staff
from models.tables.words import GONE, Letter, ThreadMessage

COPIES = {
    "acknowledgement": "The first letter",
    "letters": "Later letters and the answer",
    "reports": "Reports",
    "notes": "Notes of meetings",
}
HOW = {
    "call": "By phone, on a number that is safe for the child",
    "in_person": "In person, without the advocate in the room",
    "trusted": "Through somebody the child trusts",
    "words": "The child wrote it on their own page",
}
ENDED = {
    "child": "The child ended it",
    "advocate": "They are no longer this child’s advocate",
    "staff": "We ended it",
    "left": "They left their organisation",
}
LEFT = func.coalesce(Letter.leaves_at, Letter.released_at)
SUBJECT = "A child has no advocate any more"
BODY = "An advocate no longer helps in {reference}. Offer the child a new one today."


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: never more of the child than initials."""

    case: Case
    access: AdvocateAccess
    initials: str
    due_on: date | None  # the next day that something is owed to the child
    unread: int

    def when(self, today: date, free: Holidays) -> tuple[str, bool]:
        """ "due in 3 working days", and whether it is late."""
        if self.due_on is None:
            return "", False
        return left_words(self.due_on, today, free), self.due_on < today


def give(
    db: Session,
    case: Case,
    staff_id: uuid.UUID | None,
    *,
    how: str,
    name: str,
    copies: Iterable[str] = (),
    speak_to: str = "",
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> AdvocateAccess:
    """Let an advocate open this case. What the child said to an officer is confirmed at once; who sent it themselves
    waits for the child's yes, and reads no more than they sent."""
    if current(db, case, staff_id) is not None:
        raise NotAllowed("They can open this case already.")
    known = how != "sent"
    access = AdvocateAccess(
        id=uuid.uuid4(), case_id=case.id, staff_id=staff_id, given_at=now, given_how=how, speak_to=speak_to,
        copies=" ".join(code for code in copies if code in COPIES), confirmed_at=now if known else None,
        confirmed_how=how if known else None,
    )  # fmt: skip
    keys.seal(AdvocateAccess.initials, access, initials(name))
    db.add(access)
    case.advocate = Advocate.HAVE_ONE
    record(db, case, Event.NOTED, actor=actor, now=now, reason="advocate_given")
    db.flush()
    return access


def initials(name: str) -> str:
    """ "Sam Lee" is "S.L."; nobody who looks over a shoulder reads a name."""
    return "".join(f"{part[0].upper()}." for part in name.split()[:3] if part[0].isalpha())


def current(db: Session, case: Case, staff_id: uuid.UUID | None) -> AdvocateAccess | None:
    query = select(AdvocateAccess).where(AdvocateAccess.case_id == case.id, AdvocateAccess.staff_id == staff_id)
    return db.scalars(query.where(AdvocateAccess.ended_at.is_(None))).one_or_none()


def beside(db: Session, case: Case, *, ended: bool = False) -> list[tuple[AdvocateAccess, str, str]]:
    """Everyone with an account beside this child, with their name and whom they work for; also who was, on request."""
    query = (
        select(AdvocateAccess, Staff.name, Organisation.name)
        .join(Staff, Staff.id == AdvocateAccess.staff_id)
        .outerjoin(Organisation, Organisation.id == Staff.organisation_id)
        .where(AdvocateAccess.case_id == case.id)
        .order_by(AdvocateAccess.given_at)
    )
    query = query if ended else query.where(AdvocateAccess.ended_at.is_(None))
    return [(access, name, place or "") for access, name, place in db.execute(query)]


def one_of(db: Session, case: Case, access_id: uuid.UUID) -> AdvocateAccess:
    """One that still holds; `NoResultFound` for any other."""
    query = select(AdvocateAccess).where(AdvocateAccess.id == access_id, AdvocateAccess.case_id == case.id)
    return db.scalars(query.where(AdvocateAccess.ended_at.is_(None))).one()


def confirm(
    db: Session, case: Case, access: AdvocateAccess, copies: Iterable[str], *, how: str, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """The child says yes, and what they may have: the authority is the child's (A2). Also to change it later."""
    if how not in {"page", *HOW}:
        raise NotAllowed("Say how the child told us.")
    access.copies = " ".join(code for code in copies if code in COPIES)
    if access.confirmed_at is None:
        access.confirmed_at, access.confirmed_how = now, how
        record(db, case, Event.ADVOCATE_CONFIRMED, actor=actor, now=now, reason=f"child_said_{how}", made=made)
    else:
        access.copies_by_child = True
        record(db, case, Event.NOTED, actor=actor, now=now, reason="copies_changed", made=made)
    db.flush()


def end(
    db: Session, case: Case, access: AdvocateAccess, *, by: str, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """From the next request on they see nothing. Where nobody else is beside the child, a new one is offered."""
    access.ended_at, access.ended_by = now, by
    happened = record(db, case, Event.ADVOCATE_ENDED, actor=actor, now=now, reason=f"ended_by_{by}", made=made)
    db.flush()
    if case.closed_on is None and not beside(db, case) and case.young_person and by != "child":
        case.advocate = None
        cause, body = f"no-advocate:{happened.id}", BODY.format(reference=case.reference)
        tell(db, keys, Role.OFFICER, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)
    db.flush()


def left(db: Session, staff_id: uuid.UUID, *, keys: Keyring, actor: Actor = SYSTEM, now: datetime) -> int:
    """Somebody left their organisation: everything they could open ends the same day."""
    query = select(AdvocateAccess, Case).join(Case, Case.id == AdvocateAccess.case_id)
    rows = db.execute(query.where(AdvocateAccess.staff_id == staff_id, AdvocateAccess.ended_at.is_(None))).all()
    for access, case in rows:
        end(db, case, access, by="left", keys=keys, actor=actor, now=now)
    return len(rows)


def looked(db: Session, access: AdvocateAccess, *, now: datetime) -> None:
    access.seen_at = now
    db.flush()


def ring_of(keys: Keyring, case: Case) -> Keyring:
    """What an advocate may open: the thread. Into the file they can only put things in: no contact card, no notes."""
    whole = keys.with_case(case)
    return whole.plus(file=whole["file"].half())


def copy_of(kind: str) -> str:
    """Which of the copies a child may agree to a letter of that kind is."""
    return "acknowledgement" if kind.startswith("acknowledgement") else "letters"


def opened_letter(keys: Keyring, letter: Letter) -> dict[str, Any] | None:
    """What it says; None where it cannot be shown."""
    try:
        content: dict[str, Any] = keys.open_json(Letter.body, letter)
    except Unreadable:
        return None
    return content


def as_they_may(
    db: Session, case: Case, access: AdvocateAccess, content: dict[str, Any] | None
) -> dict[str, Any] | None:
    """A letter without the reports and papers that came with it, where the child does not let them have reports."""
    if not content or "reports" in access.copies.split():
        return for_one(db, case, content, None) if content else None
    return without(content)


def mine(db: Session, actor: Actor, keys: Keyring, *, closed: bool = False) -> list[Row]:
    """Their cases, the nearest day first."""
    news = _unread(ThreadMessage, ThreadMessage.at, ThreadMessage.from_staff_id.is_not(None))
    letters = _unread(Letter, LEFT, Letter.state == GONE)
    query = (
        select(Case, AdvocateAccess, _owed(), news, letters)
        .join(AdvocateAccess, AdvocateAccess.case_id == Case.id)
        .where(AdvocateAccess.staff_id == actor.id, AdvocateAccess.ended_at.is_(None), visible(actor))
        .where(Case.closed_on.is_not(None) if closed else Case.closed_on.is_(None))
        .order_by(_owed().nulls_last(), Case.reference)
    )
    return [
        Row(case, access, _initials(keys, case, access), due, written + sent if access.confirmed_at else 0)
        for case, access, due, written, sent in db.execute(query)
    ]


def news(db: Session, staff_id: uuid.UUID) -> Sequence[tuple[str, int, date | None]]:
    """For the morning's mail: each open case's number, how much is unread, and its next day. No name, no key."""
    written = _unread(ThreadMessage, ThreadMessage.at, ThreadMessage.from_staff_id.is_not(None))
    query = (
        select(Case.reference, written, _unread(Letter, LEFT, Letter.state == GONE), _owed())
        .join(AdvocateAccess, AdvocateAccess.case_id == Case.id)
        .where(AdvocateAccess.staff_id == staff_id, AdvocateAccess.ended_at.is_(None))
        .where(AdvocateAccess.confirmed_at.is_not(None), Case.closed_on.is_(None), ~walled(staff_id))
        .order_by(Case.reference)
    )
    return [(reference, one + two, due) for reference, one, two, due in db.execute(query)]


def team(db: Session, organisation_id: uuid.UUID | None) -> Sequence[tuple[str, date | None, str]]:
    """For who leads an organisation's advocates: each open case's number, its next day, and whose it is."""
    query = (
        select(Case.reference, _owed(), Staff.name)
        .join(AdvocateAccess, AdvocateAccess.case_id == Case.id)
        .join(Staff, Staff.id == AdvocateAccess.staff_id)
        .where(Staff.organisation_id == organisation_id, Staff.organisation_id.is_not(None))
        .where(AdvocateAccess.ended_at.is_(None), Case.closed_on.is_(None))
        .order_by(_owed().nulls_last(), Case.reference)
    )
    return [(reference, due, name) for reference, due, name in db.execute(query)]


def organisation_of(db: Session, actor: Actor) -> uuid.UUID | None:
    return db.scalars(select(Staff.organisation_id).where(Staff.id == actor.id)).one_or_none()


def people(db: Session) -> Sequence[tuple[Staff, str]]:
    """Every advocate who could be given a case, with whom they work for."""
    query = select(Staff, Organisation.name).join(Organisation, Organisation.id == Staff.organisation_id)
    query = query.where(Staff.active, Organisation.active, Organisation.kind == "advocacy")
    query = query.order_by(Organisation.name, Staff.name)
    return [(staff, name) for staff, name in db.execute(query)]


def owed_on(db: Session, case: Case) -> date | None:
    """The same for one case."""
    day: date | None = db.scalars(select(_owed()).where(Case.id == case.id)).one()
    return day


def _owed() -> Any:
    """The nearest day of a clock that the child's own page names."""
    query = select(func.min(RunningClock.due_on)).where(RunningClock.case_id == Case.id)
    query = query.where(RunningClock.stopped_on.is_(None), RunningClock.clock.in_(OWED))
    return query.correlate(Case).scalar_subquery()


def _unread(table: type[ThreadMessage | Letter], at: Any, *more: Any) -> Any:
    since = func.coalesce(AdvocateAccess.seen_at, AdvocateAccess.given_at)
    query = select(func.count()).select_from(table).where(table.case_id == Case.id, at > since, *more)
    return query.correlate(Case, AdvocateAccess).scalar_subquery()


def _initials(keys: Keyring, case: Case, access: AdvocateAccess) -> str:
    try:
        return keys.with_case(case, "thread").open_if(AdvocateAccess.initials, access) or ""
    except Unreadable:
        return ""
