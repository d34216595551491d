"""From what a person told us to an open case: everything in one transaction, or nothing (R1, R2)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.policies import holidays, in_force
from models.cases.recording import apply
from models.cases.referring import ask_provider
from models.cases.safety_talk import first_day
from models.cases.statement import Statement
from models.cases.walls import find_someone_eligible, raise_for_name, raise_for_text
from models.post.outbox import queue_index
from models.procedure.starts import received_day
from models.procedure.terms import Advocate, Channel, Event, Journey, Procedure, Safe, State
from models.procedure.working_days import local_day
from models.sealing import Keyring, Lock
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.holder import Draft, Holder
from models.tables.message import NoticeTo
from models.tables.safety import SafetyAlert, WallEntry
from models.tables.words import Confidential, SafeWay, TheirWords

# The page itself offers an advocate, which meets K-05 (decisions 15). A person who said yes was promised one by a day,
# so the clock runs on until somebody has asked for one.
ADVOCATE_EVENTS = {
    Advocate.YES: [Event.ADVOCATE_WANTED],
    Advocate.NOT_NOW: [Event.ADVOCATE_OFFERED, Event.ADVOCATE_NOT_NOW],
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case, and the ring that opens it until the request ends."""

    case: Case
    keys: Keyring
    clocks: list[RunningClock]


def already_opened(db: Session, form_instance: uuid.UUID) -> Case | None:
    """The case that this very form became, where it was sent before (R2)."""
    return db.scalars(select(Case).where(Case.form_instance == form_instance)).one_or_none()


def open_case(
    db: Session,
    statement: Statement,
    *,
    reference: str,
    council: str,
    form_instance: uuid.UUID,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    holder: Holder | None = None,
    channel: Channel = Channel.ONLINE,
    received_at: datetime | None = None,
) -> Opened:
    """Open a case from `statement` and start its clocks. The caller commits; until then nothing is promised.

    `keys` needs the public halves of master and worker, and the holder's lock where there is a `holder`.
    `received_at` is when it first reached anyone in the council, where that was before now (K-11).
    """
    received = received_at or now
    policy = in_force(db, council, local_day(received))
    thread, file = Lock.new("thread"), Lock.new("file")
    ring = keys.plus(thread=thread, file=file)
    case = Case(
        id=uuid.uuid4(),
        form_instance=form_instance,
        reference=reference,
        council=council,
        policy_since=policy.since,
        procedure=_procedure(statement),
        journey=statement.journey,
        channel=channel,
        young_person=statement.young_person,
        age_band=statement.age_band,
        standing=statement.standing,
        topics=" ".join(statement.topics),
        wants=" ".join(statement.wants),
        state=State.NEW,
        anonymous=statement.anonymous and holder is None,  # who has words comes back, and is answered
        received_at=received,
        received_on=received_day(received, holidays(db), policy.received_on_nonworking_day, policy.cut_off),
        safe=statement.safe or Safe.NOT_SAID,
        advocate=statement.advocate,
        wait_for_advocate=statement.wait_for_advocate,
        late_flag=statement.over_a_year,
        freeze_on=statement.freeze_on,
        freeze_decided=False,
        freeze_said=bool(statement.freeze and statement.freeze.dated),
        ask_first=statement.ask_first,
        named_unaware=statement.named_unaware,
        safety_waiting=False,
        to_alternate=False,
        waiting_on="us",
        last_event_at=now,
        wrapped_by=ring["master"].version,
    )
    ring.wrap(Case.thread_wrap, case, thread)
    ring.wrap(Case.file_wrap, case, file)
    clocks: list[RunningClock] = []
    events = _first_events(db, case, clocks, statement, actor=actor, now=now, registered=channel is not Channel.ONLINE)
    if holder is not None:
        holder.case_id, holder.reference = case.id, reference
        holder.expires_at = None  # saved answers live 28 days; a case does not
        ring.seal_bytes(Holder.thread_wrap, holder, (thread.seed or b"") + (file.with_public().public or b""))
    db.add(case)
    db.flush()
    for event in events:
        if event.event is Event.VISIT_ASKED and statement.visit:
            ring.seal(CaseEvent.details, event, statement.visit.text)
    db.add_all([*events, *clocks])
    _keep_words(db, case, statement, ring, holder, now=now)
    db.flush()
    if case.young_person and statement.advocacy and statement.advocacy.asks_for and statement.advocacy.shares:
        asked = statement.advocacy
        ask_provider(db, case, kind=asked.asks_for, shares=asked.shares, wishes=asked.wishes, keys=ring, now=now)
    walled = [raise_for_name(db, name, now=now, case=case) for name in statement.kept_from]
    if any([*walled, raise_for_text(db, statement.written, now=now, case=case)]):
        find_someone_eligible(db, case)
    if holder is not None and holder.alerted:  # whatever was answered since: it belongs to the case
        _link_alerts(db, case, holder)
    db.flush()
    return Opened(case, ring, clocks)


def _procedure(statement: Statement) -> Procedure | None:
    """Thanks and ideas are known for what they are when they come; everything else waits for an officer."""
    if statement.journey is not Journey.PRAISE:
        return None
    return Procedure.COMMENT if statement.praise == "idea" else Procedure.COMPLIMENT


def _first_events(
    db: Session,
    case: Case,
    clocks: list[RunningClock],
    statement: Statement,
    *,
    actor: Actor,
    now: datetime,
    registered: bool,
) -> list[CaseEvent]:
    first = Event.REGISTERED if registered else Event.RECEIVED
    happened = [first]
    if case.young_person and statement.advocacy is not None:
        wanted = [Event.ADVOCATE_WANTED] if statement.advocacy.asks_for else [Event.ADVOCATE_OFFERED]
        happened += ADVOCATE_EVENTS.get(statement.advocacy.answer, wanted)
    if statement.freeze_on is not None:
        happened.append(Event.FREEZE_ASKED)
    if statement.early_call:
        happened.append(Event.CALL_WANTED)
    if statement.visit is not None:
        happened.append(Event.VISIT_ASKED)
    if statement.ask_first:
        happened.append(Event.ASK_FIRST_WANTED)
    made = [apply(db, case, event, clocks, actor=actor, now=now) for event in happened]
    if case.safe is Safe.NOT_SURE:
        day = first_day(db, case, now)
        made.append(apply(db, case, Event.SAFETY_UNSURE, clocks, actor=actor, now=now, starts_on=day))
    return made


def _keep_words(
    db: Session, case: Case, statement: Statement, ring: Keyring, holder: Holder | None, *, now: datetime
) -> None:
    holder_id = holder.id if holder else None
    words = TheirWords(id=uuid.uuid4(), case_id=case.id, holder_id=holder_id, at=now)
    ring.seal_json(TheirWords.answers, words, statement.answers)
    card = Confidential(id=uuid.uuid4(), case_id=case.id, holder_id=holder_id, revision=1)
    ring.seal_json(Confidential.details, card, statement.confidential)
    notice = NoticeTo(id=uuid.uuid4(), case_id=case.id, holder_id=holder_id, revision=1)
    ring.seal_json(NoticeTo.work, notice, statement.addresses)
    ways = [
        SafeWay(case_id=case.id, holder_id=holder_id, way=way.way, allowed=way.allowed, shared=way.shared, since=now)
        for way in statement.ways
    ]
    db.add_all([words, card, notice, *ways])
    queue_index(db, ring, case, statement.index_values, now=now)


def _link_alerts(db: Session, case: Case, holder: Holder) -> None:
    """A safety alert sent before the case existed belongs to it now, wall and all (decisions 14)."""
    alerts = db.scalars(
        select(SafetyAlert).where(SafetyAlert.holder_id == holder.id, SafetyAlert.case_id.is_(None))
    ).all()
    for alert in alerts:
        alert.case_id = case.id
    for entry in db.scalars(select(WallEntry).where(WallEntry.alert_id.in_([alert.id for alert in alerts]))):
        entry.case_id = case.id
    if alerts:
        find_someone_eligible(db, case)
    case.safety_waiting = any(alert.accepted_at is None for alert in alerts)


def promised(clocks: list[RunningClock]) -> dict[str, date]:
    """The days a receipt names, by clock."""
    return {clock.clock.value: clock.due_on for clock in clocks}


def forget_draft(db: Session, draft: Draft) -> None:
    db.delete(draft)
    db.flush()
