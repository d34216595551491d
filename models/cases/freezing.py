"""A change that a person asked to wait: asked at any time, taken up the ladder, decided, lifted (rules 2.9)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases.letter_facts import letter, name_of
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.releasing import release
from models.cases.telling import tell, tell_managers
from models.procedure.freezing import LADDER, LAST, LIFTED, NEEDED, OUTCOMES, SAID, goes_up
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.screening import Freeze

ASKED_BY = {
    "person": "The person themselves", "advocate": "Their advocate", "parent": "A parent or carer", "us": "One of us",
}  # fmt: skip
SUBJECT = "A change comes before we have decided whether it waits"
BODY = "Somebody asked that a change waits, and nobody has decided. {due} Sign in and open {reference}."
NO_DAY = "They did not say when it is to happen: ask them."
DECIDED = "A change does not wait"
GOES_AHEAD = "A change that somebody asked to wait: {outcome}. Why stands in {reference}, under what must wait."
DIRECTOR = "The complaints manager needs a decision from you today about {reference}{before}. Please ring them."


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, opened."""

    row: Freeze
    said: Mapping[str, Any]
    decided_by: str

    @property
    def rung(self) -> str:
        return LADDER[self.row.rung].label


def requests(db: Session, case: Case, keys: Keyring) -> list[Asked]:
    """Every request of this case, the newest first."""
    query = select(Freeze).where(Freeze.case_id == case.id).order_by(Freeze.asked_on.desc(), Freeze.rung_since.desc())
    return [Asked(row, _said(keys, row), name_of(db, row.decided_by)) for row in db.scalars(query)]


def open_request(db: Session, case: Case) -> Freeze | None:
    """The request that nobody has decided."""
    query = select(Freeze).where(Freeze.case_id == case.id, Freeze.decided_on.is_(None))
    return db.scalars(query.order_by(Freeze.asked_on.desc()).limit(1)).one_or_none()


def ask(
    db: Session, case: Case, *, what: str, effect_on: date | None, asked_by: str, asked_on: date, actor: Actor,
    now: datetime, keys: Keyring,
) -> Freeze:  # fmt: skip
    """Write down that somebody wants a change to wait. Its clock begins, one working day to decide (E-61)."""
    if case.closed_on is not None:
        raise NotAllowed("This case is closed. A change that they do not want now is a new complaint.")
    if open_request(db, case) is not None or (case.freeze_on and not case.freeze_decided):
        raise NotAllowed("A request that something waits is open already. Decide that one first.")
    if asked_by not in ASKED_BY:
        raise NotAllowed("Choose who asked.")
    if not case.received_on <= asked_on <= local_day(now):
        raise NotAllowed("Choose the day they asked: not before it was received, and not after today.")
    row = Freeze(
        id=uuid.uuid4(), case_id=case.id, asked_on=asked_on, asked_by=asked_by, effect_on=effect_on, rung=0,
        rung_since=now, revision=1,
    )  # fmt: skip
    keys.seal_json(Freeze.body, row, {"what": what})
    db.add(row)
    case.freeze_on, case.freeze_decided, case.freeze_said = effect_on or local_day(now), False, effect_on is not None
    record(db, case, Event.FREEZE_ASKED, actor=actor, now=now, on=asked_on)
    return row


def from_form(db: Session, case: Case, *, now: datetime) -> Freeze | None:
    """The request that came with what the person sent, as a row of its own once somebody works on it; its words are
    theirs, and stay where they are."""
    if case.freeze_on is None or case.freeze_decided:
        return None
    if (row := open_request(db, case)) is not None:
        return row
    row = Freeze(
        id=uuid.uuid4(), case_id=case.id, asked_on=case.received_on, asked_by="person",
        effect_on=case.freeze_on if case.freeze_said else None, rung=0, rung_since=now, revision=1,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row


def go_up(db: Session, case: Case, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Nobody agrees, or nobody is there: the next one up decides, and hears of it at once (E-62)."""
    row = _open(db, case, now=now)
    if row.rung >= LAST:
        raise NotAllowed("It is with the director already.")
    row.rung, row.rung_since = row.rung + 1, now
    said = dict(_said(keys, row))
    keys.seal_json(Freeze.body, row, said | {"up": [*said.get("up", []), [row.rung, local_day(now).isoformat(), why]]})
    record(db, case, Event.FREEZE_WENT_UP, actor=actor, now=now, reason=f"rung_{row.rung}")
    _tell(db, case, row, keys, now=now)


def decide(
    db: Session, case: Case, outcome: str, *, reason: str, risk: str, wishes: str, by: str, actor: Actor, now: datetime,
    keys: Keyring, tell_person: bool = True,
) -> Freeze:  # fmt: skip
    """Whether it waits, with the risk, what the child wants, and the reason as the person reads it.

    `by` says who decided; `actor` may only have written it down. With `tell_person` a letter goes; at triage the
    acknowledgement says it.
    """
    row = _open(db, case, now=now)
    given = {"reason": reason, "risk": risk, "wishes": wishes, "by": by}
    missing = [words for name, words in NEEDED.items() if not given[name].strip()]
    if outcome not in OUTCOMES or missing:
        raise NotAllowed(f"{missing[0] if missing else 'Choose whether it waits'}.")
    row.outcome, row.decided_on, row.decided_by = outcome, local_day(now), actor.id
    keys.seal_json(Freeze.body, row, {**_said(keys, row), **given})
    case.freeze_decided = True
    record(db, case, Event.FREEZE_DECIDED, actor=actor, now=now, reason=outcome, details=reason, keys=keys)
    if outcome != "frozen":  # why it does not wait is copied to the complaints manager (E-62)
        body = GOES_AHEAD.format(reference=case.reference, outcome=OUTCOMES[outcome].lower())
        tell_managers(
            db, keys, subject=DECIDED, body=body, cause=f"freeze-decided:{row.id}", now=now, case_id=case.id
        )  # fmt: skip
    if tell_person:
        _write(db, case, SAID[outcome], reason, actor=actor, now=now, keys=keys)
    return row


def lift(
    db: Session, case: Case, freeze_id: uuid.UUID, why: str, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """It waits no longer, and the person is told before anything happens."""
    row = db.get(Freeze, freeze_id)
    if row is None or row.case_id != case.id or row.outcome not in ("frozen", "part"):
        raise NotAllowed("Nothing waits that could go on.")
    if row.lifted_on is not None:
        raise NotAllowed("It goes on already, and they have been told.")
    row.lifted_on = local_day(now)
    keys.seal_json(Freeze.body, row, {**_said(keys, row), "lifted": why})
    record(db, case, Event.FREEZE_LIFTED, actor=actor, now=now)
    _write(db, case, LIFTED, why, actor=actor, now=now, keys=keys)


def warn(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Take up by itself whatever nobody decided as the change comes nearer: to the director within that day, who then
    hears of it each day until it is decided (E-63, S-16)."""
    today, free = local_day(now), holidays(db)
    query = select(Case).where(
        Case.closed_on.is_(None), Case.freeze_on.is_not(None), Case.freeze_decided.is_(False),
    )  # fmt: skip
    told = 0
    for case in db.scalars(query.order_by(Case.freeze_on)).all():
        row = open_request(db, case)
        if row is not None and row.rung >= LAST:
            if row.warned_on == today:
                continue
        elif not goes_up(row.rung if row else 0, row.rung_since if row else now, case.freeze_on, now, free):
            continue
        told += _warn(db, case, row, keys, today, now=now)
    return told


def _warn(db: Session, case: Case, row: Freeze | None, keys: Keyring, today: date, *, now: datetime) -> int:
    row = row or from_form(db, case, now=now)
    if row is None:
        return 0
    if row.rung < LAST:
        row.rung, row.rung_since = row.rung + 1, now
        record(db, case, Event.FREEZE_WENT_UP, actor=SYSTEM, now=now, reason="date_comes_first")
    if row.rung == LAST:
        row.warned_on = today
    _tell(db, case, row, keys, now=now)
    return 1


def _tell(db: Session, case: Case, row: Freeze, keys: Keyring, *, now: datetime) -> None:
    said = {"reference": case.reference, "due": NO_DAY, "before": ""}
    if day := row.effect_on:
        spoken = f"{day:%A} {day.day} {day:%B}"
        said |= {"due": f"It is due by {spoken}.", "before": f", before {spoken}"}
    cause = f"freeze:{row.id}:{row.rung}:{local_day(now)}"
    for role in LADDER[row.rung].tells:
        if role is Role.MANAGER:
            body = BODY.format(**said)
            tell_managers(db, keys, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)
        else:
            body = DIRECTOR.format(**said)
            tell(db, keys, role, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)


def _open(db: Session, case: Case, *, now: datetime) -> Freeze:
    row = open_request(db, case) or from_form(db, case, now=now)
    if row is None:
        raise NotAllowed("Nobody waits for this decision: it is made already, or nothing was asked.")
    return row


def _write(
    db: Session, case: Case, said: tuple[str, str], reason: str, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    words = letter(db, case, now, "freeze", decision=said[0 if case.young_person else 1], reason=reason)
    release(db, case, "freeze", words.content(), event=None, actor=actor, now=now, keys=keys)


def _said(keys: Keyring, row: Freeze) -> dict[str, Any]:
    if row.body is None:
        return {}
    try:
        found: dict[str, Any] = keys.open_json(Freeze.body, row)
    except Unreadable:
        return {}
    return found
