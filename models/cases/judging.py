"""Judging what a route depends on, kept with its reasons; proceedings that end invite the person at once (X-10)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import suspending
from models.cases.earlier_round import set_aside, set_points_aside
from models.cases.finding import visible
from models.cases.letter_facts import letter, name_of
from models.cases.recording import record, running_clocks
from models.cases.releasing import release
from models.cases.restarting import ENOUGH, decide_interest
from models.cases.tasks import open_task
from models.procedure.deadlines import due_on
from models.procedure.judgements import NEEDED_TO_REFUSE, YES, Judging, refusal_of, what_is_missing
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import TELL_CHILD
from models.procedure.terms import Event, Procedure, Role, State, Unit
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.screening import Judgement

ANSWERED_OR_THANKED = (Procedure.STATUTORY, Procedure.CORPORATE, Procedure.COMPLIMENT, Procedure.COMMENT)
MAY_TAKE_UP = frozenset({Role.MANAGER, Role.ALTERNATE})

WAIT = frozenset({"all_waits", "part_waits"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement, opened. `given` is empty where it cannot be shown."""

    row: Judgement
    kind: Judging
    given: Mapping[str, str]
    by: str

    @property
    def open(self) -> bool:
        """Whether proceedings still run and somebody has to look again."""
        return self.kind is Judging.PROCEEDINGS and self.row.ending in WAIT and self.row.ended_on is None


class Unanswered(ValueError):
    """Something is not answered or does not fit; `fields` says what, by the field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


def judge(
    db: Session, case: Case, kind: Judging, ending: str, given: Mapping[str, str], *, review_on: date | None = None,
    actor: Actor, now: datetime, keys: Keyring,
) -> Judgement:  # fmt: skip
    """Keep a judgement. Enough interest starts stage 1 today (K-11c); a review day lies ahead (K-42); a child who is to
    be told of it is somebody's task (E-14)."""
    if actor.id is None:
        raise NotAllowed("Only a member of staff judges this.")
    missing = what_is_missing(kind, {**given, "review": review_on.isoformat() if review_on else ""}, ending)
    today = local_day(now)
    if not missing and review_on and review_on <= today:
        missing = {"review": "Choose a day after today"}
    if missing:
        raise Unanswered(missing)
    row = Judgement(id=uuid.uuid4(), case_id=case.id, kind=kind.value, ending=ending, at=now, by_id=actor.id)
    row.review_on = review_on if ending in WAIT else None
    keys.seal_json(Judgement.body, row, dict(given))
    db.add(row)
    record(db, case, Event.JUDGED, actor=actor, now=now, reason=f"{kind.value}_{ending}")
    if case.state is not State.RECEIVED and row.review_on:
        _hold(db, case, row, given, actor=actor, now=now, keys=keys)
    if kind is Judging.INTEREST:
        decide_interest(db, case, enough=ending == ENOUGH, actor=actor, now=now)
    if given.get("tell_child") == YES:
        open_task(db, case, TELL_CHILD, actor=actor, now=now, cause=f"{TELL_CHILD}:{row.id}")
    db.flush()
    return row


def proceedings_run(db: Session, case: Case) -> bool:
    """Whether something waits for proceedings that nobody has written down as ended."""
    query = select(Judgement.id).where(
        Judgement.case_id == case.id, Judgement.review_on.is_not(None), Judgement.ended_on.is_(None)
    )
    return db.scalars(query.limit(1)).first() is not None


def judged(db: Session, case: Case, keys: Keyring) -> list[Judged]:
    """Everything that was judged, the newest first."""
    query = select(Judgement).where(Judgement.case_id == case.id).order_by(Judgement.at.desc(), Judgement.id)
    return [Judged(row, Judging(row.kind), _given(keys, row), name_of(db, row.by_id)) for row in db.scalars(query)]


def endings(db: Session, case: Case) -> dict[Judging, str]:
    """How each thing was judged last, without opening anything. What the child wants was asked for its parts too."""
    of_the_first = (Judgement.case_id == case.part_of_id) & (Judgement.kind == Judging.BEHALF)
    mine = or_(Judgement.case_id == case.id, of_the_first)
    query = select(Judgement.kind, Judgement.ending).where(mine).order_by(Judgement.at)
    return {Judging(kind): ending for kind, ending in db.execute(query)}


def reasons_to_refuse(db: Session, case: Case, keys: Keyring) -> str:
    """What was written down for the judgement that points to a refusal; empty where nothing does."""
    ground = refusal_of(endings(db, case))
    if not ground:
        return ""
    kind, _ = NEEDED_TO_REFUSE[ground]
    return next((one.given.get("why", "") for one in judged(db, case, keys) if one.kind is kind), "")


def look_again(
    db: Session, case: Case, judgement_id: uuid.UUID, review_on: date, *, actor: Actor, now: datetime
) -> None:
    """They have not ended: another day to look again, and our days wait until then (K-42)."""
    row = _waiting(db, case, judgement_id)
    if review_on <= local_day(now):
        raise NotAllowed("Choose a day after today.")
    if _suspends(case, row.ending) and row.review_on:
        suspending.move_days(db, case, row.review_on, review_on, now=now)
    row.review_on = review_on
    record(db, case, Event.NOTED, actor=actor, now=now, reason="proceedings_looked_again")


def proceedings_ended(
    db: Session, case: Case, judgement_id: uuid.UUID, on: date, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """They ended on a day. The letter that invites the person to send it again goes at once (X-10, K-73)."""
    row = _waiting(db, case, judgement_id)
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day they ended: not before it was received, and not after today.")
    row.ended_on = on
    record(db, case, Event.PROCEEDINGS_ENDED, actor=actor, now=now, on=on)
    if _suspends(case, row.ending) and row.review_on:
        suspending.move_days(db, case, row.review_on, max(on, local_day(row.at)), now=now)
        due = next((clock.due_on for clock in running_clocks(db, case) if clock.clock in suspending.WAIT), None)
        words = letter(db, case, now, "restarted", started_on=on, answer_by=due)
        release(db, case, "restarted", words.content(), event=None, actor=actor, now=now, keys=keys)
        return
    given = _given(keys, row)
    until = due_on(Unit.YEARS, 1, on, {})
    words = letter(db, case, now, "invitation", named=given.get("named", ""), waits=given.get("waits", ""), ended_on=on,
                   until=until)  # fmt: skip
    release(db, case, "invitation", words.content(), event=None, actor=actor, now=now, keys=keys)


class Again(StrEnum):
    """Why a closed case may be taken up again."""

    ENDED = "ended"  # the proceedings that it waited for (K-73)
    UNANSWERED = "unanswered"  # refused, dealt with beside the stages, or stopped: it never had an answer of a stage


def again(db: Session, case: Case) -> Again | None:
    """What has been answered at a stage goes on to the next one instead (K-25)."""
    if case.state is not State.CLOSED:
        return None
    ended = (Judgement.kind == Judging.PROCEEDINGS.value, Judgement.ended_on.is_not(None))
    if db.scalar(select(Judgement.id).where(Judgement.case_id == case.id, *ended).limit(1)):
        return Again.ENDED
    turns = (Event.WITHDRAWN, Event.REINSTATED, Event.RESUBMITTED)
    stopping = (CaseEvent.case_id == case.id, CaseEvent.event.in_(turns))
    last = db.scalar(select(CaseEvent.event).where(*stopping).order_by(CaseEvent.number.desc()).limit(1))
    return Again.UNANSWERED if case.procedure not in ANSWERED_OR_THANKED or last is Event.WITHDRAWN else None


def take_up_again(db: Session, case: Case, *, how: str, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It is looked into after all: it waits to be decided anew, and every day counts from today (rules 3.8)."""
    why = again(db, case)
    if why is None:
        raise NotAllowed(
            "This can not be taken up again as it stands. Where there is an answer, the next stage is next."
        )
    if why is Again.UNANSWERED and not actor.roles & MAY_TAKE_UP:
        raise NotAllowed("Only a complaints manager takes up again what was closed without an answer.")
    set_points_aside(db, case)
    set_aside(db, case)
    case.procedure = case.route_reason = None
    case.waiting_on = "us"
    record(db, case, Event.RESUBMITTED, actor=actor, now=now, details=how, keys=keys)


def to_look_at(db: Session, actor: Actor, until: date) -> Sequence[tuple[Case, date]]:
    """Cases whose proceedings somebody has to look at again by `until`, the earliest first."""
    query = select(Case, Judgement.review_on).join(Judgement, Judgement.case_id == Case.id)
    query = query.where(Judgement.review_on <= until, Judgement.ended_on.is_(None), visible(actor))
    return [(case, day) for case, day in db.execute(query.order_by(Judgement.review_on, Case.reference)) if day]


def _hold(
    db: Session, case: Case, row: Judgement, given: Mapping[str, str], *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """A suspension has a reason, a start, a review day, and a letter (K-42 a). Where all of it waits, our days do."""
    if _suspends(case, row.ending) and row.review_on:
        suspending.move_days(db, case, local_day(now), row.review_on, now=now)
    words = letter(
        db, case, now, "on_hold", waits=given["waits"], named=given["named"], goes_on=given.get("goes_on", ""),
        review_on=row.review_on, of_staff=given.get("sort") == "disciplinary",
    )  # fmt: skip
    release(db, case, "on_hold", words.content(), event=None, actor=actor, now=now, keys=keys)


def _suspends(case: Case, ending: str) -> bool:
    """All of a case that is being looked into; one that was refused waits for nothing of ours."""
    return ending == "all_waits" and case.state in suspending.OPEN


def _waiting(db: Session, case: Case, judgement_id: uuid.UUID) -> Judgement:
    row = db.get(Judgement, judgement_id)
    if row is None or row.case_id != case.id or row.ending not in WAIT:
        raise NotAllowed("There are no such proceedings on this case.")
    if row.ended_on is not None:
        raise NotAllowed("Somebody has written down already that they ended, and the letter went.")
    return row


def _given(keys: Keyring, row: Judgement) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(Judgement.body, row)
    except Unreadable:
        return {}
    return found
