"""Closing a case: only when nothing is owed, with a reason, and with a letter that takes no right away (G-06, 3.6)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import choosing, other_routes, passing_on, pausing, proceedings, second_answer
from models.cases.finding import points_of
from models.cases.letter_facts import letter
from models.cases.recording import record
from models.cases.releasing import letters_of, release
from models.procedure.closing import PointAnswer, cannot_close
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Event, Procedure, Role, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.safety import SafetyAlert
from models.tables.words import Point, PointChange

SENSITIVE = "sensitive"  # "Closed: Sensitive Matter" (S-07, rules 4.7)
MAY_HIDE = frozenset({Role.MANAGER, Role.ALTERNATE})
REASONS: dict[str, str] = {
    "settled": "The person is content with the answer",
    "no_more": "Answered, and the person has not asked for more",
    "passed_on": "Passed on and thanked",
    "stopped": "The person asked us to stop",
    "elsewhere": "It is being looked into somewhere else",
    "dealt_with": "It was dealt with, another way than a complaint",
    SENSITIVE: "A sensitive matter: from now on only managers and its own officer see it",
}
"""Why a case closes. “Upheld” and “nothing more to gain” are not here: they end nothing (X-03)."""

WHY: dict[str, str] = {  # as the person reads it
    "settled": "You told us that you are content with the answer.",
    "no_more": "You have our answer, and you have not asked us for more.",
    "passed_on": "We passed on what you told us.",
    "stopped": "You asked us to stop.",
    "elsewhere": "Someone else is looking into it now.",
    "dealt_with": "What you told us was dealt with.",
    SENSITIVE: "We keep it private. Only a few of us can see it now.",
}
PRAISE = frozenset({Procedure.COMPLIMENT, Procedure.COMMENT})


class CannotClose(ValueError):
    """Something is still owed; each line says what."""

    def __init__(self, owed: list[str]) -> None:
        super().__init__(" ".join(owed))
        self.owed = owed


def what_is_owed(db: Session, case: Case) -> list[str]:
    """Why this case cannot close today, in words for the officer; empty when it can."""
    owed = [] if Event.CLOSED in allowed(case.state) else ["The person has no answer yet."]
    if case.state is not State.WITHDRAWN and case.procedure not in PRAISE:
        owed += cannot_close(_points(db, case))
    waiting = [letter for letter in letters_of(db, case) if letter.counted_at is None]
    owed += [f"{len(waiting)} letter{'s have' if len(waiting) > 1 else ' has'} not gone yet."] if waiting else []
    alerts = select(SafetyAlert.id).where(SafetyAlert.case_id == case.id, SafetyAlert.closed_at.is_(None))
    if case.safety_waiting or db.scalars(alerts.limit(1)).first():
        owed.append("A safety alert is still open.")
    if case.freeze_on and not case.freeze_decided and case.state is not State.WITHDRAWN:
        owed.append("Nobody has decided whether the change must wait.")
    changes = select(PointChange.id).where(PointChange.case_id == case.id, PointChange.settled_at.is_(None))
    if case.state is not State.WITHDRAWN and db.scalars(changes.limit(1)).first():
        owed.append("The person asked us to change a point, and nobody has settled that.")
    if case.state is not State.WITHDRAWN and pausing.running(db, case):
        owed.append("We wait, at their wish or to reach them. Nothing ends by silence (S-06): ask them first.")
    if case.state is not State.WITHDRAWN and proceedings.running(db, case):
        owed.append("Part of it waits for other proceedings. When they end, the person is invited to send it again.")
    return owed + passing_on.what_is_owed(db, case) + other_routes.what_is_owed(db, case)


def close(
    db: Session,
    case: Case,
    *,
    reason: str,
    still: str,
    actor: Actor,
    now: datetime,
    keys: Keyring,
    on: date | None = None,
) -> None:
    """Close it, and tell the person in writing. `still` says what goes on, as they will read it."""
    if reason not in REASONS:
        raise ValueError(reason)
    if reason == SENSITIVE and not actor.roles & MAY_HIDE:
        raise NotAllowed("Only a complaints manager closes a case as a sensitive matter.")
    if owed := what_is_owed(db, case):
        raise CannotClose(owed)
    more = bool(choosing.next_stage(db, case, now=now))  # after the last stage there is none
    record(db, case, Event.CLOSED, actor=actor, now=now, on=on, reason=reason)
    case.sensitive = reason == SENSITIVE
    if case.procedure in PRAISE:
        return  # thanked already: a second letter would only puzzle
    words = letter(
        db, case, now, "closure", why=WHY[reason], still=still, closed_on=on or local_day(now), next_stage=more
    )
    release(db, case, "closure", words.content(), event=None, actor=actor, now=now, keys=keys)


def _points(db: Session, case: Case) -> list[PointAnswer]:
    """What was found of each point by the stage that answered. Where stage 2 has, stage 1 may have been left out or
    never have come (K-19, K-15): then each point of its own has its finding, and none is owed beside it (G-06)."""
    found = second_answer.findings(db, case)
    first = [_point(case, point, answered=bool(found)) for point in points_of(db, case)]
    return first + [
        PointAnswer(one.number, case.procedure, finding=one.finding, no_action_because=True) for one in found
    ]


def _point(case: Case, point: Point, *, answered: bool) -> PointAnswer:
    """`answered`: stage 2 has decided, so that nothing more is owed where stage 1 found nothing."""
    return PointAnswer(
        number=point.number,
        procedure=point.procedure or case.procedure,
        finding=point.finding,
        no_action_because=point.remedy is not None,  # released only with actions, or a reason for none
        why_no_finding=answered,
    )
