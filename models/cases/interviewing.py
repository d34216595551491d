"""Whom the investigators spoke with, and the check of the facts by each of them: accuracy only, by a day (K-37).

Who, when and as what is for the team to see; the notes stay in the room of those who investigate.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.audit import Actor
from models.cases import accounts
from models.cases.accounts import OUTSIDE
from models.cases.corresponding import put_message
from models.cases.earlier_round import stage_two_now
from models.cases.named_in_reports import heed_papers
from models.cases.policies import holidays, policy_of
from models.cases.recording import record
from models.cases.statement_letter import no_page
from models.formats import short_date
from models.post.outbox import queue_staff
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import Case
from models.tables.investigation import Interview
from models.tables.outsider import Appointment
from models.tables.staff import Staff

KINDS = {
    "complainant": "Who complained",
    "child": "The child or young person",
    "staff": "Somebody who works for us",
    "other": "Somebody else",
}
PAGE, THREAD = "page", "thread"
HOW = {
    PAGE: "On their own page here",
    THREAD: "In a message on their page",
    "mail": "We mail it ourselves, to their address at work",
    "paper": "We print it and give or post it",
    "meeting": "We read it with them",
}
BY_ITSELF = frozenset({PAGE, THREAD})
OF_THE_CASE = frozenset({"complainant", "child"})  # they have the page of the case, and no address at work
SUBJECT = "There is something for you to check"
BODY = "Facts about you wait on your page For me, to be checked by {until}. Sign in as before."
ASKED = (
    "This is written about what you told us. Is anything in it wrong? Tell us here by {until}. "
    "It is only about what is true, not about what we decide.\n\n{passage}"
)
SPEAKING = frozenset({State.S2_INVESTIGATING, State.S2_FACT_CHECK})
FINISHED = "The investigating officer’s report is final: nothing in it is checked any more."


@dataclass(frozen=True, slots=True)
class Spoken:
    """One interview. `notes` is empty for who may not read them, and everything where it cannot be shown."""

    row: Interview
    name: str
    readable: bool
    role: str
    notes: str
    passage: str
    answer: str
    why_left_out: str

    def stands(self, today: date) -> str:
        """How the check of the facts stands with them, in words."""
        if self.row.left_out:
            return "Left out of the check"
        if self.row.answered_on:
            return "Answered"
        if self.row.sent_on and self.row.due_on:
            return "No answer" if self.row.due_on < today else "Sent"
        return "Not sent yet"


def of_case(db: Session, case: Case, keys: Keyring, *, notes: bool = False) -> list[Spoken]:
    """Everybody they spoke with, in the order of the days. With `notes` for those who investigate, never the team."""
    query = select(Interview).where(*_of_now(db, case)).order_by(Interview.held_on, Interview.added_at)
    return [_opened(row, keys, notes) for row in db.scalars(query)]


def one(db: Session, case: Case, interview_id: uuid.UUID) -> Interview:
    """`NoResultFound` for any other case's, or one of a round before."""
    return db.scalars(select(Interview).where(Interview.id == interview_id, *_of_now(db, case))).one()


def ways_for(kind: str) -> dict[str, str]:
    """How the facts may go to somebody like this."""
    never = {PAGE, "mail"} if kind in OF_THE_CASE else {THREAD} if kind == "staff" else {PAGE, THREAD}
    return {how: words for how, words in HOW.items() if how not in never}


def add(
    db: Session, case: Case, part: Appointment, *, name: str, role: str, kind: str, held_on: date, notes: str,
    keys: Keyring, actor: Actor, now: datetime,
) -> Interview:  # fmt: skip
    """Somebody was spoken with."""
    _may_speak(case)
    _day(part, held_on, now)
    heed_papers(db, case, (name, notes), now=now)
    row = Interview(
        id=uuid.uuid4(), case_id=case.id, appointment_id=part.id, held_on=held_on, kind=kind, added_at=now,
        left_out=False, revision=1,
    )  # fmt: skip
    keys.seal_json(Interview.body, row, {"name": name, "role": role, "notes": notes})
    db.add(row)
    record(db, case, Event.NOTED, actor=actor, now=now, on=held_on, reason="interviewed")
    db.flush()
    return row


def change(
    db: Session, case: Case, part: Appointment, row: Interview, *, version: int, name: str, role: str, kind: str,
    held_on: date, notes: str, keys: Keyring, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Put right or go on with it. `version` is the one the page showed: an older page raises, and nothing is lost."""
    _may_speak(case)
    _day(part, held_on, now)
    if row.version != version:
        raise StaleDataError("interview")
    heed_papers(db, case, (name, notes), now=now)
    row.held_on, row.kind = held_on, kind
    _seal(keys, row, Interview.body, {"name": name, "role": role, "notes": notes})
    record(db, case, Event.NOTED, actor=actor, now=now, reason="interview_changed")
    db.flush()


def send(
    db: Session, case: Case, row: Interview, *, passage: str, how: str, keys: Keyring, actor: Actor, now: datetime,
    checker: uuid.UUID | None = None,
) -> date:  # fmt: skip
    """The passage with the facts went to who was spoken with. Returns the last day for their answer (K-37).

    `checker` is the colleague who reads it on their own page; a mail tells them that something is there, and not what.
    Who complained has it in a message on theirs.
    """
    _may_check(db, case)
    if how not in ways_for(row.kind):
        raise NotAllowed("This does not reach them. Choose another way.")
    if how == THREAD and no_page(db, case):
        raise NotAllowed("They have no page here. Print it for them, or read it with them.")
    account = _reads_here(db, row, checker) if how == PAGE else None
    if row.sent_on is not None or row.left_out:
        raise NotAllowed("This person has the facts already, or was left out.")
    days = policy_of(db, case).lengths[Clock.S2_FACT_CHECK]
    row.sent_on, row.sent_how = local_day(now), how
    row.due_on = add_working_days(row.sent_on, days, holidays(db))
    row.checker_id = checker if account else None
    _seal(keys, row, Interview.said, {"passage": passage, "answer": "", "why": ""})
    first = not any(event.event is Event.FACT_CHECK_ASKED for event in stage_two_now(db, case))
    record(db, case, Event.FACT_CHECK_ASKED if first else Event.NOTED, actor=actor, now=now, reason="facts_sent")
    db.flush()
    if account is not None:
        body, once = BODY.format(until=_day_in_words(row)), f"facts:{row.id}"
        about = {"case": case.id}
        queue_staff(db, keys, to=account.email, subject=SUBJECT, body=body, cause=once, now=now, about=about)
    if how == THREAD:
        put_message(db, case, ASKED.format(passage=passage, until=_day_in_words(row)), actor=actor, keys=keys, now=now)
    return row.due_on


def _day_in_words(row: Interview) -> str:
    return short_date(row.due_on) if row.due_on else ""


def checkers(db: Session) -> Sequence[Staff]:
    """Colleagues who could check facts on a page of their own: they sign in here, and are not from outside."""
    outside = select(AccountRole.account_id).where(AccountRole.role.in_(OUTSIDE))
    query = select(Staff).join(Account, Account.staff_id == Staff.id)
    query = query.where(Staff.active.is_(True), Account.state == AccountState.ACTIVE, Account.id.not_in(outside))
    return db.scalars(query.order_by(Staff.name, Staff.id)).all()


def asked_of(db: Session, actor: Actor, keys: Keyring, *, now: datetime) -> list[tuple[Case, Spoken]]:
    """The passages that this colleague was asked to check, while the check goes on. Nothing else of the case, and no
    wall is in the way: what they read is what they would have had on paper (K-37)."""
    query = select(Case, Interview).join(Interview, Interview.case_id == Case.id)
    query = query.where(Interview.checker_id == actor.id, Interview.left_out.is_(False), Case.closed_on.is_(None))
    query = query.where(Case.state == State.S2_FACT_CHECK).order_by(Interview.due_on, Interview.id)
    return [(case, _opened(row, keys.with_case(case), notes=False)) for case, row in db.execute(query)]


def answer(
    db: Session, case: Case, row: Interview, said: str, *, on: date, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """What they say is not right in it. It goes to the investigating officer, who decides what to take in."""
    _may_check(db, case)
    if row.sent_on is None or row.left_out:
        raise NotAllowed("They were not sent anything to check.")
    if row.answered_on is not None:
        raise NotAllowed("Their answer is kept already.")
    if not row.sent_on <= on <= local_day(now):
        raise NotAllowed("Choose the day they answered: not before it was sent, and not after today.")
    heed_papers(db, case, said, now=now)
    row.answered_on = on
    _seal(keys, row, Interview.said, {**keys.open_json(Interview.said, row), "answer": said})
    record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason="facts_answered")
    db.flush()


def leave_out(db: Session, case: Case, row: Interview, why: str, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """For a compelling reason somebody is not sent anything (K-37): it is kept."""
    _may_check(db, case)
    if row.sent_on is not None or row.left_out:
        raise NotAllowed("This person has the facts already, or was left out.")
    row.left_out = True
    _seal(keys, row, Interview.said, {"passage": "", "answer": "", "why": why})
    record(db, case, Event.NOTED, actor=actor, now=now, reason="facts_left_out")
    db.flush()


def still_open(db: Session, case: Case, *, today: date) -> Sequence[Interview]:
    """Those whose check keeps the report from being final: not sent and not left out, or with time left to answer."""
    query = select(Interview).where(*_of_now(db, case), Interview.left_out.is_(False))
    rows = db.scalars(query.where(Interview.answered_on.is_(None)).order_by(Interview.held_on)).all()
    return [row for row in rows if row.due_on is None or row.due_on >= today]


def _of_now(db: Session, case: Case) -> list[ColumnElement[bool]]:
    """Those since stage 2 was asked for the last time: whom they spoke with in a round before is not theirs (3.8)."""
    begun = next((row.at for row in stage_two_now(db, case) if row.event is Event.S2_REQUESTED), None)
    return [Interview.case_id == case.id, *([Interview.added_at >= begun] if begun else [])]


def _reads_here(db: Session, row: Interview, checker: uuid.UUID | None) -> Account:
    if row.kind != "staff" or checker not in {one.id for one in checkers(db)}:
        raise NotAllowed("Choose the colleague who has an account here, or send it in another way.")
    found = accounts.of_staff_or_none(db, checker)
    assert found is not None  # noqa: S101 - asked just now
    return found


def _may_speak(case: Case) -> None:
    if case.state not in SPEAKING:
        raise NotAllowed("Interviews belong to the investigation: it has not begun, or the reports are final.")


def _may_check(db: Session, case: Case) -> None:
    if case.state is not State.S2_FACT_CHECK:
        raise NotAllowed("The facts are checked once there is a draft report, and before the reports are final.")
    if any(event.event is Event.S2_IO_REPORTED for event in stage_two_now(db, case)):
        raise NotAllowed(FINISHED)


def _day(part: Appointment, held_on: date, now: datetime) -> None:
    if not part.appointed_on <= held_on <= local_day(now):
        raise NotAllowed("Choose the day you spoke: not before you were appointed, and not after today.")


def _opened(row: Interview, keys: Keyring, notes: bool) -> Spoken:
    body, said = _json(keys, Interview.body, row), _json(keys, Interview.said, row)
    return Spoken(
        row=row,
        name=str(body.get("name", "This cannot be shown.")),
        readable=bool(body),
        role=str(body.get("role", "")),
        notes=str(body.get("notes", "")) if notes else "",
        passage=str(said.get("passage", "")),
        answer=str(said.get("answer", "")),
        why_left_out=str(said.get("why", "")),
    )


def _seal(keys: Keyring, row: Interview, column: Any, content: dict[str, Any]) -> None:
    """Keep one of its two texts, and seal the other anew: both stand under one revision, which rises with each change.
    Raises `Unreadable` rather than leave the other one behind."""
    other: Any = Interview.said if column.key == Interview.body.key else Interview.body
    if getattr(row, other.key) is not None:  # first, so that the revision has risen when a first text is sealed
        keys.seal_json(other, row, keys.open_json(other, row))
    keys.seal_json(column, row, content)


def _json(keys: Keyring, column: Any, row: Interview) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(column, row)
    except Unreadable:
        return {}
    return found
