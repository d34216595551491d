"""Walking a route beside the stages: each step recorded with its day and its words, and with its letter (rules 2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import holding
from models.cases.extending import extension_row
from models.cases.finding import events_of
from models.cases.letter_facts import letter
from models.cases.recording import record, running_clocks
from models.cases.releasing import letters_of, release
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.routes import AT_ONCE, SETTLED, WAYS, Step, held_here, open_steps, owed, step_of, to_mind
from models.procedure.terms import Clock, Event, Ground, Procedure
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
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
    db: Session, case: Case, event: str, note: str, *, on: date, actor: Actor, now: datetime, keys: Keyring,
    by: date | None = None,
) -> None:  # fmt: skip
    """Take one step on its day. Where a letter goes with it, it counts on the day the letter goes (K-18). `by`: the day
    that the letter states, where it takes longer: the clock of the answer keeps it from there on (K-85)."""
    step = step_of(case.procedure, case.route_reason, _done(db, case), event)
    if step is None:
        raise NotAllowed("Somebody has done this already, or something else has to come first.")
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day it happened: not before it was received, and not after today.")
    _in_order(db, case, step, on)
    if not note.strip():
        raise NotAllowed(f"Write down: {step.note[0].lower()}{step.note[1:]}.")
    if step.letter:
        _in_a_letter(db, case, step, note, by, actor=actor, now=now, keys=keys)
        return
    if step.event is Event.PERMISSION_REFUSED:
        _call_back(db, case, actor=actor, now=now, keys=keys)
    record(db, case, step.event, actor=actor, now=now, on=on, details=note, keys=keys)
    case.waiting_on = "service" if step.event is Event.SENT_ON else "us"


def _in_a_letter(
    db: Session, case: Case, step: Step, note: str, by: date | None, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    if _on_its_way(db, case, step):
        raise NotAllowed("The letter is written and has not gone yet. It counts on the day it goes.")
    if wrong := no_such_day(db, case, step, by, now=now):
        raise NotAllowed(wrong)
    words = letter(db, case, now, step.letter, note=note, new_day=by)
    if step.day and by:
        later = extension_row(_clock(db, case), Ground.COMPLEX, by, note, actor=actor, now=now, keys=keys)
        db.add(later)
    release(db, case, step.letter, words.content(), event=step.event, actor=actor, now=now, keys=keys)
    case.waiting_on = "us"


def no_such_day(db: Session, case: Case, step: Step, by: date | None, *, now: datetime) -> str:
    """What is wrong with the day that the letter of this step would state; nothing where it states none (K-85)."""
    clock = _clock(db, case) if step.day else None
    if clock is None:
        return ""
    if by is None:
        return "Enter the day by which the answer comes: the letter says it (K-85)."
    last = max(clock.due_on, local_day(now))
    return "" if by > last else f"Choose a later day than {short_date(last)}: until then nothing takes longer."


def _clock(db: Session, case: Case) -> RunningClock:
    """The clock of the answer that is awaited on this way."""
    found = next((one for one in running_clocks(db, case) if one.clock is Clock.MP_RESPONSE), None)
    if found is None:
        raise NotAllowed("No answer is awaited any more.")
    return found


def next_words(procedure: Procedure, where: str, by: date | None, *, child: bool, reason: str = "") -> str:
    """What happens now, as the first letter says it."""
    way = WAYS[procedure]
    words = way.next_child if child else way.next
    if reason == SETTLED:
        words = AT_ONCE[child]
    day = f" by {short_date(by)}" if by else ""
    if not where:  # seen before it is named
        words = words.replace("to {where}", "to them")
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
