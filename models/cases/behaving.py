"""Unreasonable behaviour: warned in writing, talked over at a noted meeting, measured for some time, looked at again.

Each step needs the one before it. A measure is on contact only: no event of the case is refused and no clock stops
because of one, and what the person sends through their page arrives as before (rules 3.7, S-34).
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import only_theirs, visible
from models.cases.letter_facts import letter
from models.cases.policies import policy_of
from models.cases.recording import record
from models.cases.releasing import release
from models.procedure.behaviour import EASY, INDICATORS, LONGEST, MEASURES, last_day
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.behaviour import Behaviour
from models.tables.case import Case
from models.tables.staff import Staff

DECIDERS = frozenset({Role.MANAGER, Role.ALTERNATE})
HIDDEN = "This cannot be shown."


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter as staff read it; `kept` is empty where it cannot be shown."""

    row: Behaviour
    kept: dict[str, Any]
    by: str = ""
    reviews: list[dict[str, str]] = field(default_factory=list)

    @property
    def step(self) -> str:
        """What comes next: meet | decide | in_force | over."""
        if self.row.ended_on is not None:
            return "over"
        if self.row.begins_on is not None:
            return "in_force"
        return "decide" if self.row.met_on else "meet"

    @property
    def measures(self) -> list[str]:
        return [MEASURES[code] for code in self.row.measures.split()]


def warn(
    db: Session, case: Case, *, indicators: Collection[str], why: str, ask: str, actor: Actor, now: datetime,
    keys: Keyring,
) -> Behaviour:  # fmt: skip
    """A letter that says why it is unacceptable and what we ask them to change: always first."""
    if not set(indicators) <= set(INDICATORS) or not indicators:
        raise NotAllowed("Choose what it is that they do.")
    if current(db, case) is not None:
        raise NotAllowed("There is an open matter already: go on with that one.")
    if actor.id is None:
        raise NotAllowed("Only a member of staff warns.")
    words = letter(db, case, now, "behaviour_warning", why=why, ask=ask)
    row = Behaviour(
        id=uuid.uuid4(), case_id=case.id, warned_at=now, warned_by=actor.id, measures="", revision=1,
        indicators=" ".join(code for code in INDICATORS if code in indicators),
    )  # fmt: skip
    keys.seal_json(Behaviour.kept, row, {"why": why, "ask": ask})
    db.add(row)
    release(db, case, "behaviour_warning", words.content(), event=None, actor=actor, now=now, keys=keys)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="behaviour_warned")
    return row


def meet(
    db: Session, case: Case, *, on: date, who: str, noted: str, helps: str, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """The strategy meeting, chaired by the complaints team and noted; also what would make it easier for them."""
    row = _open(db, case)
    if row.met_on is not None:
        raise NotAllowed("The meeting is written down already.")
    if not local_day(row.warned_at) <= on <= local_day(now):
        raise NotAllowed("Choose the day of the meeting: from the day of the warning until today.")
    row.met_on, row.met_by = on, actor.id
    _keep(row, keys, {"who": who, "noted": noted, "helps": helps})
    record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason="behaviour_met", details=noted, keys=keys)


def decide(
    db: Session, case: Case, *, measures: Collection[str], why: str, how: str, ends: date, review: date,
    actor: Actor, now: datetime, keys: Keyring,
) -> None:  # fmt: skip
    """Measures from the list, for at most a year, looked at again by a day. A letter says all of it."""
    row, today = _open(db, case), local_day(now)
    _only_a_manager(actor)
    if row.met_on is None:
        raise NotAllowed("First the meeting: no measure without one that was noted.")
    if row.begins_on is not None:
        raise NotAllowed("This is decided already. Look at it again instead.")
    if not measures or not set(measures) <= set(MEASURES):
        raise NotAllowed("Choose at least one measure from the list.")
    _in_time(db, case, today, ends, review)
    chosen = [code for code in MEASURES if code in measures]
    words = letter(
        db, case, now, "behaviour_decision", why=why, how=how, begins=today, ends=ends, review=review,
        measures=[MEASURES[code] for code in chosen], easy_measures=[EASY[code] for code in chosen],
    )  # fmt: skip
    row.measures, row.begins_on, row.ends_on, row.review_on, row.decided_by = (
        " ".join(chosen), today, ends, review, actor.id,
    )  # fmt: skip
    _keep(row, keys, {"decision": why, "how": how})
    release(db, case, "behaviour_decision", words.content(), event=None, actor=actor, now=now, keys=keys)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="behaviour_decided", details=why, keys=keys)


def look_again(
    db: Session, case: Case, *, go_on: bool, why: str, ends: date | None, review: date | None,
    actor: Actor, now: datetime, keys: Keyring,
) -> None:  # fmt: skip
    """It goes on for at most another year, or it ends. Either way a letter says which, and why."""
    row, today = _open(db, case), local_day(now)
    _only_a_manager(actor)
    if row.begins_on is None:
        raise NotAllowed("Nothing is decided yet, so there is nothing to look at again.")
    if go_on:
        if ends is None or review is None:
            raise NotAllowed("Say until when it goes on, and when it is looked at again.")
        _in_time(db, case, today, ends, review)
        row.ends_on, row.review_on = ends, review
    else:
        row.ended_on = today
    words = letter(
        db, case, now, "behaviour_review", why=why, goes_on_until=ends if go_on else None, review=review, ended=today
    )
    kept = _kept(row, keys)
    again = {"on": today.isoformat(), "by": actor.name, "why": why, "goes_on": "yes" if go_on else ""}
    _keep(row, keys, {"reviews": [*kept.get("reviews", ()), again]})
    release(db, case, "behaviour_review", words.content(), event=None, actor=actor, now=now, keys=keys)
    reason = "behaviour_goes_on" if go_on else "behaviour_ended"
    record(db, case, Event.NOTED, actor=actor, now=now, reason=reason, details=why, keys=keys)


def drop(db: Session, case: Case, *, why: str, actor: Actor, now: datetime, keys: Keyring) -> None:
    """The warning helped, or was a mistake: no measure follows."""
    row = _open(db, case)
    if row.begins_on is not None:
        raise NotAllowed("A measure is in force: look at it again, and end it with a letter.")
    row.ended_on = local_day(now)
    _keep(row, keys, {"dropped": why})
    record(db, case, Event.NOTED, actor=actor, now=now, reason="behaviour_dropped", details=why, keys=keys)


def current(db: Session, case: Case) -> Behaviour | None:
    """The matter that is not over."""
    query = select(Behaviour).where(Behaviour.case_id == case.id, Behaviour.ended_on.is_(None))
    return db.scalars(query.order_by(Behaviour.warned_at.desc()).limit(1)).first()


def matters(db: Session, case: Case, keys: Keyring) -> list[Matter]:
    """Every matter of this case, the newest first."""
    query = select(Behaviour).where(Behaviour.case_id == case.id).order_by(Behaviour.warned_at.desc())
    return [_matter(row, _kept(row, keys)) for row in db.scalars(query)]


def register(db: Session, actor: Actor) -> Sequence[tuple[Case, Behaviour, str]]:
    """Every matter with measures that `actor` may see, those to look at again first: so that like is treated alike
    (X-17). Who decided stands beside it."""
    query = (
        select(Case, Behaviour, Staff.name)
        .join(Behaviour, Behaviour.case_id == Case.id)
        .outerjoin(Staff, Staff.id == Behaviour.decided_by)
        .where(or_(Behaviour.begins_on.is_not(None), Behaviour.ended_on.is_(None)), visible(actor))
        .order_by(Behaviour.ended_on.is_not(None), Behaviour.review_on, Behaviour.warned_at)
    )
    return [] if only_theirs(actor) else [(case, row, name or "") for case, row, name in db.execute(query)]


def longest(db: Session, case: Case, today: date) -> date:
    """The last day a measure begun today may have (K-93): the council's figure, never more than the law's practice."""
    return last_day(today, policy_of(db, case).figures.get("behaviour_review", LONGEST))


def _in_time(db: Session, case: Case, today: date, ends: date, review: date) -> None:
    last = longest(db, case, today)
    if not today < ends <= last:
        raise NotAllowed(f"Choose a last day after today and not after {last:%-d %B %Y}: no measure is without an end.")
    if not today < review <= min(ends, last):
        raise NotAllowed("Choose a day to look at it again that comes before the last day, or is that day.")


def _open(db: Session, case: Case) -> Behaviour:
    row = current(db, case)
    if row is None:
        raise NotAllowed("Nobody was warned here. A warning in writing comes first.")
    return row


def _only_a_manager(actor: Actor) -> None:
    if not actor.roles & DECIDERS:
        raise NotAllowed("Only a complaints manager decides how somebody may be in touch with us.")


def _keep(row: Behaviour, keys: Keyring, more: dict[str, Any]) -> None:
    keys.seal_json(Behaviour.kept, row, {**_kept(row, keys), **more})


def _kept(row: Behaviour, keys: Keyring) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(Behaviour.kept, row)
    except Unreadable:
        return {}
    return found


def _matter(row: Behaviour, kept: dict[str, Any]) -> Matter:
    return Matter(row, kept, reviews=list(kept.get("reviews", ())))
