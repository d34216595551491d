"""Asking the child before the service hears of it (experience 2.4, control 2). Nobody is told while this waits.

A yes lets it go. A no keeps it here until an officer has told them in plain words what can be done without asking the
worker; then it may go to a manager whom the wall does not keep out, who reads that the worker must not be asked.
What was split off waits with the first, and what they say counts for all of it (E-56).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.corresponding import send_message
from models.cases.finding import family
from models.cases.recording import record
from models.cases.releasing import main_holder
from models.cases.telling import tell, tell_managers
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Event, Role
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.words import deck

AGREED, NEVER, OVERRULED = "agreed", "never", "overruled"
ANSWERS = {
    AGREED: "They agree that we talk to the worker",
    NEVER: "They do not want us to talk to the worker",
    OVERRULED: "We cannot wait: safety or the law (complaints managers only)",
}
NEVER_REASON, OVERRULED_REASON = "asked_first_never", "could_not_ask_first"
_REASONS = {AGREED: "asked_first_agreed", NEVER: NEVER_REASON, OVERRULED: OVERRULED_REASON}
SUBJECT = "Somebody answered what we asked first"
BODY = "Somebody has answered whether we may talk to their worker. Sign in and open {reference}."


def settle(
    db: Session, case: Case, answer: str, why: str, *, actor: Actor, keys: Keyring, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """What the child said, or why nobody could wait for it. Only a yes, or a manager's reason, lifts the hold."""
    if answer not in ANSWERS or not case.ask_first:
        raise NotAllowed("There is nothing to ask about any more.")
    if answer == OVERRULED and not actor.roles & {Role.MANAGER, Role.ALTERNATE}:
        raise NotAllowed("Only a complaints manager can decide not to ask first.")
    if answer == OVERRULED and not why.strip():
        raise NotAllowed("Write why nobody could wait for their answer.")
    if answer == OVERRULED:  # before anyone is told, the person hears that we could not wait, by a way that is safe
        holder = main_holder(db, case)
        words = deck("tracking", holder.language if holder else "")["ask_first"]
        send_message(db, case, words.said("could_not"), actor=actor, keys=keys, now=now)
    written: dict[str, Any] = {
        "actor": actor,
        "now": now,
        "reason": _REASONS[answer],
        "details": why or None,
        "keys": keys,
    }
    for one in _held(db, case):
        if answer != NEVER:
            one.ask_first, one.waiting_on = False, "us"
        if Event.ASK_FIRST_ANSWERED in allowed(one.state):
            record(db, one, Event.ASK_FIRST_ANSWERED, made=made if one is case else None, **written)


def answer(
    db: Session, case: Case, yes: bool, *, actor: Actor, keys: Keyring, now: datetime, made: uuid.UUID | None = None
) -> None:
    """The person themselves, on their page. The officers hear of it the same minute."""
    held = _held(db, case)
    settle(db, case, AGREED if yes else NEVER, "", actor=actor, keys=keys, now=now, made=made)
    for one in held:
        one.waiting_on = "us"
    body, cause = BODY.format(reference=case.reference), f"asked-first:{case.id}:{case.event_count}"
    if not tell(db, keys, Role.OFFICER, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id):
        tell_managers(db, keys, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)


def tell_what_is_left(db: Session, case: Case, text: str, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """After a no: what can still be done without asking the worker, and what cannot, in a message they can read."""
    if not case.ask_first or not said_never(db, case):
        raise NotAllowed("Nobody has said no.")
    if not text.strip():
        raise NotAllowed("Write what can still be done, and what cannot.")
    send_message(db, case, text, actor=actor, keys=keys, now=now)
    for one in _held(db, case):
        one.ask_first, one.waiting_on = False, "us"
        if Event.ASK_FIRST_TOLD in allowed(one.state):
            record(db, one, Event.ASK_FIRST_TOLD, actor=actor, now=now)


def said_never(db: Session, case: Case) -> bool:
    """Whether their last word was that the worker must not be asked. It holds for as long as the case does."""
    answers = (CaseEvent.case_id.in_(family(case)), CaseEvent.event == Event.ASK_FIRST_ANSWERED)
    query = select(CaseEvent.reason).where(*answers).order_by(CaseEvent.at.desc(), CaseEvent.number.desc())
    return db.scalars(query.limit(1)).first() == NEVER_REASON


def _held(db: Session, case: Case) -> Sequence[Case]:
    """Everything of theirs that waits for the answer."""
    return db.scalars(select(Case).where(Case.id.in_(family(case)), Case.ask_first.is_(True))).all()
