"""Thanks and ideas reach whom they are about, and their manager, with proof; an idea gets an answer (experience 2b)."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.allocating import kept_out
from models.cases.letter_facts import letter
from models.cases.recording import record
from models.cases.releasing import release
from models.post.outbox import queue_staff
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Procedure, State
from models.sealing import Keyring, Unreadable
from models.tables.account import Account, AccountState
from models.tables.case import Case
from models.tables.following import PassedOn
from models.tables.history import CaseEvent
from models.tables.staff import Staff

HOW = {
    "here": "Here: they read it when they sign in, and a mail tells them",
    "in_person": "In person",
    "meeting": "At a team meeting",
    "printed": "On paper",
}
CANNOT_READ = "{who} cannot sign in here, so they would never read it. Choose another way they get it."
PRAISE = frozenset({Procedure.COMPLIMENT, Procedure.COMMENT})
SUBJECT = "Somebody said thank you, or has an idea"
BODY = "There is something for you to read. Sign in and open “For me”."
ANSWERS = {"will": "We will do this", "will_not": "We will not do this"}


class CannotRead(NotAllowed):
    """It would wait for ever where nobody can open it."""


def people(db: Session, case: Case) -> Sequence[Staff]:
    """Everybody it could be about; nobody from behind the wall of this case."""
    query = select(Staff).where(Staff.active, Staff.organisation_id.is_(None), Staff.id.not_in(kept_out(case)))
    return db.scalars(query.order_by(Staff.name, Staff.id)).all()


def told_of(db: Session, case: Case, keys: Keyring) -> str:
    """Who hears of it, as our thanks to the person said: it was asked when that was decided, and is not asked again."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.ROUTED_PRAISE)
    happened = db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()
    if happened is None or happened.details is None:
        return ""
    try:
        return keys.open(CaseEvent.details, happened)
    except Unreadable:
        return ""


def named_in(words: str, them: Sequence[Staff]) -> list[Staff]:
    """Whose whole name stands in `words`, in that order; nobody who shares it with somebody else."""
    said = words.casefold()
    names = Counter(one.name.casefold() for one in them)
    found = [one for one in them if names[one.name.casefold()] == 1 and one.name.casefold() in said]
    return sorted(found, key=lambda one: said.index(one.name.casefold()))


def who_cannot_read(db: Session, case: Case, them: Sequence[Staff]) -> list[str]:
    """Who of them, and of their managers who get it too, cannot sign in and would never read it here."""
    allowed, can = {one.id: one for one in people(db, case)}, readers(db)
    managers = [allowed[one.manager_id] for one in them if one.manager_id in allowed]
    return [one.name for one in dict.fromkeys([*them, *managers]) if one.id not in can]


def readers(db: Session) -> frozenset[uuid.UUID]:
    """Who can sign in, and so read here what is passed on."""
    return frozenset(db.scalars(select(Account.staff_id).where(Account.state == AccountState.ACTIVE)))


def pass_on(
    db: Session, case: Case, staff_ids: Iterable[uuid.UUID], text: str, *, how: str, keys: Keyring, actor: Actor,
    now: datetime,
) -> list[PassedOn]:  # fmt: skip
    """Give it to those it is about and to the manager of each. The words are as the officer puts them: the name of
    who wrote is in them only where they said so."""
    if case.procedure not in PRAISE or how not in HOW or actor.id is None:
        raise NotAllowed("Only thanks and ideas are passed on like this.")
    allowed = {person.id: person for person in people(db, case)}
    wanted = [allowed[one] for one in dict.fromkeys(staff_ids) if one in allowed]
    if not wanted:
        raise NotAllowed("Choose whom it is about.")
    managers = [allowed[one.manager_id] for one in wanted if one.manager_id in allowed]
    if how == "here":
        _must_read(db, [*wanted, *managers])
    had = {row.staff_id for row, _ in passed(db, case)}
    rows = [
        _row(case, person, text, how=how, keys=keys, actor=actor, now=now)
        for person in dict.fromkeys([*wanted, *managers])
        if person.id not in had
    ]
    db.add_all(rows)
    record(db, case, Event.PASSED_ON, actor=actor, now=now, reason=f"passed_{how}")
    if how == "here":
        _tell(db, keys, rows, now=now)
    return rows


def answer_idea(
    db: Session, case: Case, decision: str, because: str, *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """ "We will" or "we will not", and why, as a letter."""
    if case.procedure is not Procedure.COMMENT or decision not in ANSWERS or answered_on(db, case):
        raise NotAllowed("This idea has its answer, or is none.")
    words = letter(db, case, now, "idea_answer", will=decision == "will", because=because)
    release(db, case, "idea_answer", words.content(), event=Event.IDEA_ANSWERED, actor=actor, now=now, keys=keys)


def answered_on(db: Session, case: Case) -> date | None:
    return _day_of(db, case, Event.IDEA_ANSWERED)


def passed(db: Session, case: Case) -> Sequence[tuple[PassedOn, str]]:
    """Who has it, by name: the proof."""
    query = select(PassedOn, Staff.name).join(Staff, Staff.id == PassedOn.staff_id).where(PassedOn.case_id == case.id)
    return [(row, name) for row, name in db.execute(query.order_by(PassedOn.at, Staff.name))]


def what_is_owed(db: Session, case: Case) -> list[str]:
    """Why thanks or an idea cannot close yet."""
    if case.procedure not in PRAISE or case.state is not State.PRAISE_OPEN:
        return []
    owed = [] if _day_of(db, case, Event.PASSED_ON) else ["Nobody whom it is about has it yet. Pass it on."]
    if case.procedure is Procedure.COMMENT and not answered_on(db, case):
        owed.append("The idea has no answer yet: we will, or we will not, because.")
    return owed


def for_me(db: Session, actor: Actor, keys: Keyring) -> list[tuple[PassedOn, str]]:
    """What was passed on to this colleague here, newest first, with its words and nothing else of the case."""
    query = select(PassedOn, Case).join(Case, Case.id == PassedOn.case_id)
    query = query.where(PassedOn.staff_id == actor.id, PassedOn.how == "here").order_by(PassedOn.at.desc())
    return [(row, _text(keys.with_case(case, "file"), row)) for row, case in db.execute(query)]


def read(db: Session, actor: Actor, *, now: datetime) -> None:
    """They have read all of it."""
    for row in db.scalars(select(PassedOn).where(PassedOn.staff_id == actor.id, PassedOn.seen_at.is_(None))):
        row.seen_at = now
    db.flush()


def _must_read(db: Session, them: Iterable[Staff]) -> None:
    can = readers(db)
    cannot = [person.name for person in dict.fromkeys(them) if person.id not in can]
    if cannot:
        raise CannotRead(CANNOT_READ.format(who=" and ".join(cannot)))


def _row(case: Case, person: Staff, text: str, *, how: str, keys: Keyring, actor: Actor, now: datetime) -> PassedOn:
    row = PassedOn(id=uuid.uuid4(), case_id=case.id, staff_id=person.id, at=now, by_id=actor.id, how=how)
    keys.seal(PassedOn.text, row, text)
    return row


def _tell(db: Session, keys: Keyring, rows: Sequence[PassedOn], *, now: datetime) -> None:
    """A mail without a word of it, to those who have an account; the others are handed it another way."""
    by_staff = {row.staff_id: row for row in rows}
    query = select(Account).where(Account.staff_id.in_(by_staff), Account.state == AccountState.ACTIVE)
    for account in db.scalars(query):
        cause = f"passed-on:{by_staff[account.staff_id].id}"
        about = {"case": by_staff[account.staff_id].case_id}
        queue_staff(db, keys, to=account.email, subject=SUBJECT, body=BODY, cause=cause, now=now, about=about)


def _day_of(db: Session, case: Case, event: Event) -> date | None:
    query = select(CaseEvent.on).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    return db.scalars(query.limit(1)).first()


def _text(keys: Keyring, row: PassedOn) -> str:
    try:
        return keys.open(PassedOn.text, row)
    except Unreadable:
        return "This cannot be shown."
