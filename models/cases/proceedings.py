"""Other proceedings at the same time: what waits for them, from when, and when they end (REG 8, K-42, X-10)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.cases.letter_facts import letter
from models.cases.recording import record
from models.cases.releasing import release
from models.cases.waiting_days import moved, our_day
from models.procedure.deadlines import due_on
from models.procedure.judgements import Judging
from models.procedure.lifecycle import NotAllowed
from models.procedure.pausing import OPEN
from models.procedure.terms import Event, State, Unit
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.screening import Judgement

ALL_WAITS = "all_waits"
WAIT = frozenset({ALL_WAITS, "part_waits"})
NOTHING_WAITS = (
    "Nothing of this case is being looked into now, so nothing of it can wait for other proceedings. Judge them when "
    "it goes on: at its next stage, or when it is taken up again."
)


def may_wait(case: Case) -> bool:
    """Whether anything is being looked into, or waits to be decided: what is answered, stopped or closed waits for
    nothing."""
    return case.state in OPEN


def running(db: Session, case: Case) -> Sequence[Judgement]:
    """What somebody has to look at again, the newest first."""
    query = select(Judgement).where(
        Judgement.case_id == case.id, Judgement.review_on.is_not(None), Judgement.ended_on.is_(None)
    )
    return db.scalars(query.order_by(Judgement.at.desc(), Judgement.id)).all()


def one_running(db: Session, case: Case, judgement_id: uuid.UUID) -> Judgement:
    row = db.get(Judgement, judgement_id)
    if row is None or row.case_id != case.id or row.ending not in WAIT:
        raise NotAllowed("There are no such proceedings on this case.")
    if row.replaced_on is not None:
        raise NotAllowed("Somebody has judged these proceedings anew. The newer judgement counts.")
    if row.ended_on is not None:
        raise NotAllowed("Somebody has written down already that they ended, and the letter went.")
    return row


def judged_before(db: Session, case: Case, about: uuid.UUID | None) -> Judgement | None:
    """What is judged anew, where it is; refused where nothing can wait."""
    if not may_wait(case):
        raise NotAllowed(NOTHING_WAITS)
    return one_running(db, case, about) if about else None


def keep(
    db: Session, case: Case, row: Judgement, given: Mapping[str, str], *, before: Judgement | None, actor: Actor,
    now: datetime, keys: Keyring,
) -> None:  # fmt: skip
    """Let what was judged count. `before` is what was thought of the same proceedings until now: it counts no more, and
    where our days wait they go on waiting from the day on which they began to. A suspension has a reason, a start, a
    review day and a letter (K-42 a); before a case is decided, the letter that decides it says so."""
    was = our_day(db, case)
    with moved(db, case, why="proceedings", now=now):
        if before is not None:
            before.review_on, before.replaced_on = None, local_day(now)
        if row.ending == ALL_WAITS and case.state is not State.RECEIVED:
            row.began_on = (before.began_on if before else None) or local_day(now)
        db.add(row)
    if case.state is State.RECEIVED:
        return
    if row.review_on:
        _say_it_waits(db, case, row, given, was=was, actor=actor, now=now, keys=keys)
    elif before is not None:
        _say_it_goes_on(db, case, "judged", local_day(now), was=was, actor=actor, now=now, keys=keys)


def look_again(
    db: Session, case: Case, judgement_id: uuid.UUID, review_on: date, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """They have not ended: another day to look again. Our days wait until then, and the person is told."""
    row = one_running(db, case, judgement_id)
    if review_on <= local_day(now):
        raise NotAllowed("Choose a day after today.")
    was = our_day(db, case)
    with moved(db, case, why="proceedings", now=now):
        row.review_on = review_on
    record(db, case, Event.NOTED, actor=actor, now=now, reason="proceedings_looked_again")
    if row.began_on and may_wait(case):
        _say_it_waits(db, case, row, given_of(keys, row), was=was, actor=actor, now=now, keys=keys)


def ended(
    db: Session, case: Case, judgement_id: uuid.UUID, on: date, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """They ended on a day. What waited goes on, or the letter that invites the person to send it again goes at once
    (X-10, K-73)."""
    row = one_running(db, case, judgement_id)
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day they ended: not before it was received, and not after today.")
    was = our_day(db, case)
    with moved(db, case, why="proceedings", now=now):
        row.ended_on = on
    record(db, case, Event.PROCEEDINGS_ENDED, actor=actor, now=now, on=on)
    if row.began_on and may_wait(case):
        row.taken_up_on = local_day(now)
        return _say_it_goes_on(db, case, "ended", on, was=was, actor=actor, now=now, keys=keys)
    given = given_of(keys, row)
    until = due_on(Unit.YEARS, 1, on, {})
    words = letter(db, case, now, "invitation", named=given.get("named", ""), waits=given.get("waits", ""), ended_on=on,
                   until=until)  # fmt: skip
    release(db, case, "invitation", words.content(), event=None, actor=actor, now=now, keys=keys)
    return None


def to_look_at(db: Session, actor: Actor, until: date) -> Sequence[tuple[Case, date]]:
    """Cases whose proceedings somebody has to look at again by `until`, the earliest first."""
    query = select(Case, Judgement.review_on).join(Judgement, Judgement.case_id == Case.id)
    query = query.where(Judgement.review_on <= until, Judgement.ended_on.is_(None), visible(actor))
    return [(case, day) for case, day in db.execute(query.order_by(Judgement.review_on, Case.reference)) if day]


def newest(db: Session, case: Case, kind: Judging) -> str:
    """What a page carries to know later whether somebody else judged the same meanwhile."""
    query = select(Judgement.id).where(Judgement.case_id == case.id, Judgement.kind == kind.value)
    found = db.scalar(query.order_by(Judgement.at.desc(), Judgement.id).limit(1))
    return str(found) if found else ""


def given_of(keys: Keyring, row: Judgement) -> dict[str, Any]:
    """What was answered; empty where it cannot be shown."""
    try:
        found: dict[str, Any] = keys.open_json(Judgement.body, row)
    except Unreadable:
        return {}
    return found


def _say_it_waits(
    db: Session, case: Case, row: Judgement, given: Mapping[str, str], *, was: date | None, actor: Actor, now: datetime,
    keys: Keyring,
) -> None:  # fmt: skip
    then = our_day(db, case)
    words = letter(
        db, case, now, "on_hold", waits=given.get("waits", ""), named=given.get("named", ""),
        goes_on=given.get("goes_on", ""), review_on=row.review_on, of_staff=given.get("sort") == "disciplinary",
        whole=row.ending == ALL_WAITS, began_on=row.began_on or local_day(row.at), was=was,
        then=then if then != was else None,
    )  # fmt: skip
    release(db, case, "on_hold", words.content(), event=None, actor=actor, now=now, keys=keys)


def _say_it_goes_on(
    db: Session, case: Case, why: str, on: date, *, was: date | None, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """It waits no longer; where it waits for other proceedings still, the letter says that instead."""
    still = next((row for row in running(db, case) if row.began_on), None)
    if still is not None:
        return _say_it_waits(db, case, still, given_of(keys, still), was=was, actor=actor, now=now, keys=keys)
    words = letter(db, case, now, "restarted", started_on=on, answer_by=our_day(db, case), waited_for=why)
    release(db, case, "restarted", words.content(), event=None, actor=actor, now=now, keys=keys)
    return None
