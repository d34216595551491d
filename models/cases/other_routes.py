"""Walking a route beside the stages: each step recorded with its day and its words, and with its letter (rules 2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import holding
from models.cases.finding import events_of
from models.cases.letter_facts import letter
from models.cases.recording import record
from models.cases.releasing import letters_of, release
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.routes import WAYS, Step, held_here, open_steps, owed, step_of, to_mind
from models.procedure.terms import Event, Procedure
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import CHECK, HELD


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was taken: what, when, by whom, and what was written down."""

    label: str
    on: date
    by: str
    note: str


def steps_now(db: Session, case: Case) -> list[Step]:
    """What may be done now."""
    return open_steps(case.procedure, case.route_reason, _done(db, case))


def minded(db: Session, case: Case, steps: Sequence[Step]) -> dict[str, str]:
    """What has to stay out of the letter of a step, by its event."""
    done = _done(db, case)
    return {step.event: to_mind(step, done) for step in steps}


def why_not_taken(db: Session, case: Case, to: Procedure) -> str:
    """Why it cannot leave this way for that procedure yet; nothing where it may."""
    return held_here(case.procedure, case.route_reason, to, _done(db, case))


def what_is_owed(db: Session, case: Case) -> list[str]:
    """Why this route cannot end yet; nothing for every other case."""
    return owed(case.procedure, case.route_reason, _done(db, case)) if case.procedure in WAYS else []


def where_it_goes(db: Session, case: Case, keys: Keyring) -> str:
    """Whom the first letter named: who answers, or to whom it goes."""
    row = next((row for row in _since_routed(db, case) if row.event is Event.ROUTED_ASIDE), None)
    return _note(keys, row) if row else ""


def taken(db: Session, case: Case, keys: Keyring) -> list[Done]:
    """The steps already taken, in order."""
    labels = {step.event: step.label for step in WAYS[case.procedure].steps} if case.procedure in WAYS else {}
    return [
        Done(labels[row.event], row.on, row.actor_name, _note(keys, row))
        for row in _since_routed(db, case)
        if row.event in labels
    ]


def take(
    db: Session, case: Case, event: str, note: str, *, on: date, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """Take one step on its day. Where a letter goes with it, it counts on the day the letter goes (K-18)."""
    step = step_of(case.procedure, case.route_reason, _done(db, case), event)
    if step is None:
        raise NotAllowed("Somebody has done this already, or something else has to come first.")
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day it happened: not before it was received, and not after today.")
    _in_order(db, case, step, on)
    if not note.strip():
        raise NotAllowed(f"Write down: {step.note[0].lower()}{step.note[1:]}.")
    if step.letter:
        if _on_its_way(db, case, step):
            raise NotAllowed("The letter is written and has not gone yet. It counts on the day it goes.")
        words = letter(db, case, now, step.letter, note=note)
        release(db, case, step.letter, words.content(), event=step.event, actor=actor, now=now, keys=keys)
        case.waiting_on = "us"
        return
    if step.event is Event.PERMISSION_REFUSED:
        _call_back(db, case, actor=actor, now=now, keys=keys)
    record(db, case, step.event, actor=actor, now=now, on=on, details=note, keys=keys)
    case.waiting_on = "service" if step.event is Event.SENT_ON else "us"


def next_words(procedure: Procedure, where: str, by: date | None, *, child: bool) -> str:
    """What happens now, as the first letter says it."""
    way = WAYS[procedure]
    words = way.next_child if child else way.next
    day = f" by {short_date(by)}" if by else ""
    return words.replace("{where}", where or "We").replace("{day}", day)


def _in_order(db: Session, case: Case, step: Step, on: date) -> None:
    """Nothing is sent on before they agreed to it."""
    causes = [row for row in _since_routed(db, case) if row.event in step.after]
    if causes and on < (earliest := min(row.on for row in causes)):
        raise NotAllowed(f"That cannot be before {short_date(earliest)}, the day of what it follows from.")


def _call_back(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """An answer that tells of them and has not left yet does not leave (S-26)."""
    for one in letters_of(db, case):
        if one.kind == "route_answer" and one.state in (HELD, CHECK):
            holding.call_back(db, case, one, actor=actor, now=now, keys=keys)


def _on_its_way(db: Session, case: Case, step: Step) -> bool:
    return any(one.kind == step.letter and one.counted_at is None for one in letters_of(db, case))


def _done(db: Session, case: Case) -> set[Event]:
    return {row.event for row in _since_routed(db, case)}


def _since_routed(db: Session, case: Case) -> Sequence[CaseEvent]:
    """A case that came this way a second time begins it anew."""
    rows = events_of(db, case)
    routed = max((place for place, row in enumerate(rows) if row.event is Event.ROUTED_ASIDE), default=0)
    return rows[routed:]


def _note(keys: Keyring, row: CaseEvent) -> str:
    try:
        return keys.open_if(CaseEvent.details, row) or ""
    except Unreadable:
        return "This cannot be shown."
