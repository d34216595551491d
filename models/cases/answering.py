"""The answer while it is written: who may write which part, saving, and the check by a second person (rules 3.2)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import second_answer
from models.cases.answer_gaps import Gap, Now, Subject, gaps
from models.cases.answer_parts import (
    Comment,
    Reply,
    changes,
    counted,
    differences,
    marks,
    merged,
    saved_meanwhile,
    taken_back,
    unlike,
)
from models.cases.contributing import texts
from models.cases.desk_drafts import UNCOUNTED, Turn
from models.cases.earlier_round import events_now
from models.cases.easy_words import needs_easy_words
from models.cases.finding import TEAM, left_out_of, looked_into, points_of
from models.cases.promises import owners
from models.cases.recording import record
from models.cases.wishes import wishes_of
from models.post.readable import Meter, meter
from models.procedure.lifecycle import STAGE_TWO, NotAllowed, allowed
from models.procedure.terms import Event, Procedure, Role, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Answer, Point

STAGES: dict[Procedure, tuple[str, Event]] = {
    Procedure.STATUTORY: ("s1", Event.S1_ANSWERED),
    Procedure.CORPORATE: ("c1", Event.C1_ANSWERED),
    Procedure.CONCERN: ("concern", Event.CONCERN_ANSWERED),
}
CHECKERS = TEAM | {Role.ALTERNATE}
WRITING, TO_CHECK, RETURNED, CHECKED, RELEASED = "writing", "to_check", "returned", "checked", "released"
GIVEN = (
    "Stage 1 was answered. The answer at stage 2 is written here once both reports are in, so nothing can be saved "
    "yet. What you typed stands below: copy it if you need it."
)
STOPPED = "They stopped this: nothing is answered until they start it again."


class SavedMeanwhile(ValueError):
    """Somebody else saved the same part first: both texts go on the page (R4). `theirs`: field id -> their text."""

    def __init__(self, desk: "Desk", theirs: dict[str, str]) -> None:
        super().__init__("Somebody else saved this while you were writing.")
        self.desk, self.theirs = desk, theirs


class NotReady(ValueError):
    """The answer lacks something; each gap names the field to fill."""

    def __init__(self, found: list[Gap]) -> None:
        super().__init__("Something is missing in the answer.")
        self.gaps = found


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the reply builder shows: the answer so far, its points, and what `actor` may do with it."""

    case: Case
    row: Answer | None
    reply: Reply
    points: tuple[Subject, ...]
    mine: tuple[Subject, ...]  # the points that are theirs to answer
    frame: bool  # whether the rest of the letter is theirs too
    gaps: tuple[Gap, ...]
    meter: Meter
    event: Event
    may_check: bool
    stage: str
    owners: tuple[Staff, ...]  # who may own a promise
    left_out: tuple[str, ...] = ()  # points that nobody answers, each with its ground (E-30)
    given: bool = False  # stage 1 was answered, elsewhere or before this desk, and stage 2 is not to be answered yet

    @property
    def state(self) -> str:
        return self.row.state if self.row else WRITING

    @property
    def marks(self) -> dict[str, str]:
        return marks(self.reply, [point.id for point in self.mine])

    @property
    def open(self) -> bool:
        return self.state != RELEASED and not self.given


def desk(db: Session, case: Case, actor: Actor, keys: Keyring, *, now: datetime) -> Desk:
    """The reply builder for this person. `keys` holds both locks of the case."""
    stage, event = stage_of(db, case)
    row = db.scalars(select(Answer).where(Answer.case_id == case.id, Answer.stage == stage)).one_or_none()
    second = stage in second_answer.SECOND
    decided_first = second and actor.id in second_answer.decided_first(db, case)
    frame = not decided_first and (case.responder_id == actor.id or bool(actor.roles & CHECKERS))
    if stage == second_answer.STATUTORY[0]:
        points = second_answer.subjects(db, case, keys)
        fresh = None if row else second_answer.begin(db, case, keys)
    else:
        rows = looked_into(case, points_of(db, case))
        points = tuple(
            Subject(str(point.id), point.number, words, point.procedure or case.procedure)
            for point, (_, words) in zip(rows, texts(rows, keys), strict=True)
        )
        fresh = None if row else Reply(wishes=wishes_of(db, case, keys))
    reply = fresh or Reply.of(keys.open_json(Answer.body, row))
    theirs = {p.id for p in points} if second and frame else set()
    if not second:
        theirs = {str(point.id) for point in rows if answers(point, case, actor)}
    people = tuple(owners(db, case))
    held_to = Now(local_day(now), {str(person.id) for person in people}, stage == second_answer.STATUTORY[0])
    measured = meter(reply.texts(p.id for p in points), easy=needs_easy_words(db, case, keys))
    return Desk(
        case=case,
        row=row,
        reply=reply,
        points=points,
        mine=tuple(point for point in points if point.id in theirs),
        frame=frame,
        gaps=tuple(gaps(reply, points, meter=measured, now=held_to)),
        meter=measured,
        event=event,
        may_check=bool(actor.roles & CHECKERS) and not decided_first and str(actor.id) not in reply.writers,
        stage=stage,
        owners=people,
        left_out=tuple(left_out_of(db, case, keys)),
        given=row is None and not second and case.state in STAGE_TWO and _happened(db, case, event),
    )


def stage_of(db: Session, case: Case) -> tuple[str, Event]:
    """Which answer is owed. After an outcome told by phone or at a meeting it is the written confirmation (K-17)."""
    if case.procedure not in STAGES:
        raise NotAllowed("There is no answer to write: this is not being looked into.")
    if second := second_answer.second_stage(db, case):
        return second
    stage, event = STAGES[case.procedure]
    if event is Event.S1_ANSWERED and _happened(db, case, Event.OUTCOME_TOLD):
        event = Event.CONFIRMATION_SENT if Event.CONFIRMATION_SENT in allowed(case.state) else event
    return stage, event


def _happened(db: Session, case: Case, event: Event) -> bool:
    return any(one.event is event for one in events_now(db, case))


def answered_here(case: Case) -> bool:
    """Whether this is being looked into, so that there is an answer to write."""
    return case.procedure in STAGES


def to_ask_about(db: Session, case: Case, actor: Actor, keys: Keyring, *, now: datetime) -> tuple[Subject, ...]:
    """The points on which this person may ask a colleague; beside the stages the team alone does."""
    if answered_here(case):
        return desk(db, case, actor, keys, now=now).mine
    if case.state is not State.ASIDE_OPEN or not actor.roles & CHECKERS:
        return ()
    rows = looked_into(case, points_of(db, case))
    read = zip(rows, texts(rows, keys), strict=True)
    return tuple(Subject(str(row.id), row.number, words, row.procedure or case.procedure) for row, (_, words) in read)


def answers(point: Point, case: Case, actor: Actor) -> bool:
    """Whether this point is `actor`'s to answer: given to them, or to nobody else and the case is theirs."""
    return bool(actor.roles & CHECKERS) or (point.responder_id or case.responder_id) == actor.id


def save(
    db: Session, case: Case, typed: Reply, *, seen: Mapping[str, str], actor: Actor, now: datetime, keys: Keyring,
    turn: Turn = UNCOUNTED,
) -> Desk:  # fmt: skip
    """Keep what was typed, or raise `SavedMeanwhile`. What was checked before must be checked again.

    `seen` are the marks of the page it was typed on: two people on two points do not get in each other's way. An older
    save of the same page that comes after a newer one (`turn`) changes nothing.
    """
    shown = _open_desk(db, case, actor, keys, now=now)
    if not turn.after(turn.page, shown.reply.turns.get(turn.page, 0)):
        return shown
    ids = [point.id for point in shown.mine]
    parts = changes(seen, typed, ids, frame=shown.frame)
    parts += [part for part in taken_back(shown.reply, typed, ids, turn.page) if part not in parts]
    if shown.row is not None:  # what a page sends once more, as it was sent already, takes nothing back
        changed = unlike(shown.reply, typed, ids)
        parts = [part for part in parts if part in changed]
    theirs = saved_meanwhile(shown.reply, seen, parts, ids, by=actor.id)
    numbers = {point.id: point.number for point in shown.points}
    if theirs and (different := differences(shown.reply, typed, theirs, numbers)):
        raise SavedMeanwhile(shown, different)
    if parts:
        row = shown.row or _new(case, db)
        keys.seal_json(Answer.body, row, merged(shown.reply, typed, parts, by=actor.id, turn=turn).kept())
        if row.state in (TO_CHECK, CHECKED):
            record(db, case, Event.NOTED, actor=actor, now=now, reason="answer_taken_back")
        row.state, row.written_by, row.checked_by = WRITING, actor.id, None
        db.add(row)
        note(db, actor, "answer_saved", now=now, object_kind="case", object_id=case.id)
        db.flush()
    elif shown.row is not None and turn.number:
        keys.seal_json(Answer.body, shown.row, counted(shown.reply, turn).kept())
        db.flush()
    return desk(db, case, actor, keys, now=now)


def ask_for_check(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Give it to a second person. Refused while anything is missing."""
    shown = _open_desk(db, case, actor, keys, now=now)
    if shown.row is None or shown.gaps:
        raise NotReady(list(shown.gaps))
    shown.row.state = TO_CHECK
    record(db, case, Event.CHECK_ASKED, actor=actor, now=now)


def take_back(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Open for writing again, before a second person has read it or after: it must be checked anew."""
    shown = _open_desk(db, case, actor, keys, now=now)
    if shown.state not in (TO_CHECK, CHECKED):
        raise NotAllowed("This answer is open for writing already.")
    row = _row(shown)
    row.state, row.checked_by = WRITING, None
    record(db, case, Event.NOTED, actor=actor, now=now, reason="answer_taken_back")


def give_back(db: Session, case: Case, comment: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It needs changing: the comment goes to whoever writes it."""
    shown = _waiting_for(db, case, actor, keys, now=now)
    remark = Comment(by=actor.name, at=now.isoformat(timespec="minutes"), text=comment)
    reply = replace(shown.reply, comments=(*shown.reply.comments, remark))
    row = _row(shown)
    keys.seal_json(Answer.body, row, reply.kept())
    row.state = RETURNED
    record(db, case, Event.CHECK_RETURNED, actor=actor, now=now)


def agree(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """A second person, who wrote none of it, has read it and agrees (rules 3.2, step 6)."""
    shown = _waiting_for(db, case, actor, keys, now=now)
    if shown.gaps:
        raise NotReady(list(shown.gaps))
    row = _row(shown)
    row.state, row.checked_by = CHECKED, actor.id
    record(db, case, Event.CHECKED, actor=actor, now=now)


def _open_desk(db: Session, case: Case, actor: Actor, keys: Keyring, *, now: datetime) -> Desk:
    shown = desk(db, case, actor, keys, now=now)
    if case.state is State.WITHDRAWN:
        raise NotAllowed(STOPPED)
    if shown.given:
        raise NotAllowed(GIVEN)
    if not shown.open:
        raise NotAllowed("This answer has been released. Correct it with a new entry instead.")
    if not (shown.mine or shown.frame):
        raise NotAllowed("Nothing in this answer is yours to write.")
    return shown


def _waiting_for(db: Session, case: Case, actor: Actor, keys: Keyring, *, now: datetime) -> Desk:
    shown = desk(db, case, actor, keys, now=now)
    if case.state is State.WITHDRAWN:
        raise NotAllowed(STOPPED)
    if shown.state != TO_CHECK:
        raise NotAllowed("This answer is not waiting for a check.")
    if not shown.may_check:
        raise NotAllowed("Somebody who wrote none of it must check it.")
    return shown


def _row(shown: Desk) -> Answer:
    if shown.row is None:
        raise NotAllowed("Nothing has been written yet.")
    return shown.row


def _new(case: Case, db: Session) -> Answer:
    return Answer(id=uuid.uuid4(), case_id=case.id, stage=stage_of(db, case)[0], revision=1)
