"""More time to answer: what may be given, and asking the person for it (K-12 ii). Silence is never yes (T59)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import visible
from models.cases.letter_facts import letter
from models.cases.moving import give_more_time
from models.cases.policies import holidays, policy_of
from models.cases.recording import record, running_clocks
from models.cases.releasing import release
from models.cases.waits import counted_from
from models.procedure.deadlines import check_extension, furthest
from models.procedure.lifecycle import STAGE_TWO, NotAllowed, allowed
from models.procedure.terms import Clock, Event, Ground, Role, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import Extension, RunningClock

ANSWERING = (Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.S2_RESPONSE, Clock.C2_RESPONSE)
BY_NOTICE: dict[Clock, tuple[Event, str]] = {  # at stage 2 more time is announced, with the reason (K-33, K-34)
    Clock.S2_RESPONSE: (Event.S2_EXTENDED, "extension_stage2"),
    Clock.C2_RESPONSE: (Event.C2_EXTENDED, "extension_corporate2"),
}
NOTICE_BY = "s2_ext_notice_by"
DRAFTS: dict[State, str] = {  # what a person may read as it stands, a child too
    State.S2_REQUESTED: "We have not begun yet. First we have to find two people from outside. We also have to agree "
    "with you what they look at.",
    State.S2_INVESTIGATING: "The two people still talk to people and read what was written. They need more time.",
    State.S2_FACT_CHECK: "The report is written. The people in it are making sure that it is right.",
}
YES, NO, TALK = "yes", "no", "talk"


@dataclass(frozen=True, slots=True)
class Room:
    """The clock that may be given more time, and the last day it may reach."""

    clock: RunningClock
    last: date

    @property
    def by_notice(self) -> tuple[Event, str] | None:
        """At stage 2: the event that its notice proves, and the letter. Nobody is asked there."""
        return BY_NOTICE.get(self.clock.clock)

    def used_up(self, today: date) -> bool:
        """Whether no day is left that could be given: the last is theirs already, or has passed (K-12)."""
        return self.last < today or self.last <= max(self.clock.due_on, self.clock.extended_to or self.clock.due_on)


def room(db: Session, case: Case) -> Room | None:
    """What may be extended now: nothing before it was routed, after it was answered, or without a ceiling."""
    clock = next((c for c in running_clocks(db, case) if c.clock in ANSWERING), None)
    if clock is None or BY_NOTICE.get(clock.clock, (Event.EXTENDED, ""))[0] not in allowed(case.state):
        return None
    last = _last(db, case, clock)
    return Room(clock, last) if last else None


def notice_by(db: Session, case: Case) -> date | None:
    """The day by which stage 2 has to say that it needs more time (K-34); None where it was said, or is not owed."""
    clock = next((c for c in running_clocks(db, case) if c.clock is Clock.S2_RESPONSE), None)
    if clock is None or clock.extended_to is not None:
        return None
    days, free = policy_of(db, case).figures[NOTICE_BY], holidays(db)
    return min(add_working_days(counted_from(clock, free), days, free), clock.due_on)


def notices_due(db: Session, actor: Actor, mine: Collection[uuid.UUID | None], until: date) -> list[tuple[str, date]]:
    """The stage 2 cases that `actor` may see whose notice of more time goes by `until` and has not gone, the nearest
    day first: of a manager all, of an officer those of `mine`, as officer of record (K-34, X-02)."""
    query = select(Case).join(RunningClock, RunningClock.case_id == Case.id).where(visible(actor))
    query = query.where(RunningClock.clock == Clock.S2_RESPONSE, RunningClock.stopped_on.is_(None))
    query = query.where(RunningClock.extended_to.is_(None), Case.state.in_(STAGE_TWO - {State.S2_ADJUDICATION}))
    if Role.MANAGER not in actor.roles:
        query = query.where(Case.officer_id.in_(mine))
    days = [(case.reference, notice_by(db, case)) for case in db.scalars(query).all()]
    return sorted(((one, day) for one, day in days if day and day <= until), key=lambda row: (row[1], row[0]))


def draft_notice(case: Case) -> str:
    """Why stage 2 takes longer, as far as the case itself knows it: begun for the officer, who puts it right (X-02)."""
    return DRAFTS.get(case.state, "")


def last_day(db: Session, case: Case) -> date | None:
    """The last day that stage 2 may take, counted from the request (K-32)."""
    clock = next((c for c in running_clocks(db, case) if c.clock is Clock.S2_RESPONSE), None)
    if clock is None:
        return None
    return _last(db, case, clock)


def _last(db: Session, case: Case, clock: RunningClock) -> date | None:
    free = holidays(db)
    return furthest(clock.clock, counted_from(clock, free), free, policy_of(db, case).ceilings.get(clock.clock))


def check(db: Session, case: Case, new_due: date, *, now: datetime) -> tuple[Room, str | None]:
    """The room there is for `new_due` and a warning, or `ExtensionRefused` with the words for the officer."""
    found = room(db, case)
    if found is None:
        raise NotAllowed("No time limit on this case can be extended now.")
    clock = found.clock
    ceiling = policy_of(db, case).ceilings.get(clock.clock)
    today, free = local_day(now), holidays(db)
    given = max(clock.due_on, clock.extended_to or clock.due_on)
    warning = check_extension(clock.clock, counted_from(clock, free), new_due, free, today, given, ceiling=ceiling)
    return found, warning


def ask(
    db: Session, case: Case, *, new_due: date, reason: str, actor: Actor, now: datetime, keys: Keyring
) -> Extension:
    """Ground (ii): ask the person. Nothing moves until they say yes (T59)."""
    if open_request(db, case) is not None:
        raise NotAllowed("You have already asked. Wait for their answer, or write down what they told you.")
    if any(row.answer == "proposed" for row in extensions_of(db, case)):
        raise NotAllowed("More time is proposed already and waits for a complaints manager.")
    found, _ = check(db, case, new_due, now=now)
    if found.by_notice:
        raise NotAllowed("At stage 2 nobody is asked for more time: it is announced, with the reason (K-34).")
    extension = extension_row(found.clock, Ground.AGREED, new_due, reason, actor=actor, now=now, keys=keys)
    db.add(extension)
    record(db, case, Event.EXTENSION_ASKED, actor=actor, now=now, reason="agreed")
    case.waiting_on = "person"
    words = letter(db, case, now, "extension_asked", was=found.clock.due_on, new_day=new_due, reason=reason)
    release(db, case, "extension_asked", words.content(), event=None, actor=actor, now=now, keys=keys)
    return extension


def open_request(db: Session, case: Case) -> Extension | None:
    """The question about more time that still waits for a yes or a no."""
    query = select(Extension).where(
        Extension.case_id == case.id,
        Extension.ground == Ground.AGREED,
        (Extension.answer.is_(None) | (Extension.answer == TALK)),
    )
    asked = db.scalars(query.order_by(Extension.asked_at.desc())).first()
    return asked if asked and _still_runs(db, case, asked) else None


def answer_request(
    db: Session,
    case: Case,
    extension: Extension,
    answer: str,
    *,
    actor: Actor,
    now: datetime,
    keys: Keyring,
    note: str | None = None,
    made: uuid.UUID | None = None,
) -> Extension:
    """What the person said: yes, no, or talk with me first. `note` is an officer's, of what they said by phone."""
    if answer not in (YES, NO, TALK):
        raise ValueError(answer)
    waiting = open_request(db, case)
    if waiting is None or waiting.id != extension.id:
        raise NotAllowed("This question about more time is no longer open.")
    if answer == YES and extension.new_due_on < local_day(now):
        raise NotAllowed("The day that was asked for has passed. Ask again with another day.")
    extension.answer, extension.answered_at = answer, now
    case.waiting_on = "us"
    event = {YES: Event.EXTENDED, NO: Event.EXTENSION_REFUSED, TALK: Event.NOTED}[answer]
    record(db, case, event, actor=actor, now=now, reason=f"more_time_{answer}", details=note, keys=keys, made=made)
    if answer == YES:
        give_more_time(db, case, extension, on=local_day(now), now=now)
        words = letter(
            db,
            case,
            now,
            "extension_agreed",
            new_day=extension.new_due_on,
            reason=keys.open(Extension.reason, extension),
        )
        release(db, case, "extension_agreed", words.content(), event=None, actor=actor, now=now, keys=keys)
    db.flush()
    return extension


def explain(db: Session, case: Case, label: str | None, *, actor: Actor, now: datetime) -> None:
    """Why it takes longer, by the council's list, for the reports: it explains and changes no count (4.15, K-20)."""
    case.delay_reason = label
    note(db, actor, "delay_reason", now=now, object_kind="case", object_id=case.id, reason=label or "")
    db.flush()


def extensions_of(db: Session, case: Case) -> Sequence[Extension]:
    return db.scalars(select(Extension).where(Extension.case_id == case.id).order_by(Extension.asked_at)).all()


def _still_runs(db: Session, case: Case, extension: Extension) -> bool:
    clock = db.get(RunningClock, extension.clock_id)
    return bool(clock and clock.stopped_on is None and Event.EXTENDED in allowed(case.state))


def extension_row(
    clock: RunningClock, ground: Ground, new_due: date, reason: str, *, actor: Actor, now: datetime, keys: Keyring
) -> Extension:
    if actor.id is None:
        raise NotAllowed("Only a member of staff can ask for more time.")
    extension = Extension(
        id=uuid.uuid4(), case_id=clock.case_id, clock_id=clock.id, ground=ground, new_due_on=new_due, asked_at=now,
        asked_by=actor.id,
    )  # fmt: skip
    keys.seal(Extension.reason, extension, reason)
    return extension
