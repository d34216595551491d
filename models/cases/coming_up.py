"""Which cases come up, and when: the list that is also the dry run of what may be erased (RET-01, RET-03)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import on_record
from models.cases.legal_holds import family_of, held
from models.cases.retaining import facts_of, periods
from models.procedure.deadlines import due_on
from models.procedure.retention import GOING, Facts, Kind, Period, ends_on
from models.procedure.terms import Unit
from models.tables.case import Case
from models.tables.retention import RetentionDecision


@dataclass(frozen=True, slots=True)
class Due:
    """One case, with its parts, whose day has come."""

    reference: str
    kind: Kind
    closed_on: date
    ends_on: date
    action: str
    held: bool


@dataclass(frozen=True, slots=True)
class Day:
    """When one case comes up, and why then. `ends_on` is None where nothing was decided for its kind."""

    facts: Facts
    period: Period | None
    ends_on: date | None
    kept_until: date | None  # two people decided that it stays until then

    @property
    def comes_up_on(self) -> date | None:
        return max(self.ends_on, self.kept_until or self.ends_on) if self.ends_on else None


def due(db: Session, actor: Actor, today: date) -> list[Due]:
    """Every case whose day has come and of which nothing is decided: the longest past first. A dry run is this list."""
    decided = periods(db)
    if not decided:
        return []
    first = due_on(Unit.YEARS, -min(period.years for period in decided.values()), today, {})
    rows = db.execute(_closed_before(actor, first)).all()
    facts = facts_of(db, [case for case, _ in rows])
    until = _kept_until(db)
    families: dict[uuid.UUID, list[tuple[Case, bool]]] = defaultdict(list)
    for case, is_held in rows:
        families[case.origin_id].append((case, is_held))
    found = [_due(family, facts, decided, until, today) for family in families.values()]
    return sorted((one for one in found if one), key=lambda one: (one.ends_on, one.reference))


def day_of(db: Session, case: Case) -> Day | None:
    """When this case comes up, with its working; None while it or a part of it is open."""
    family = family_of(db, case)
    if any(one.closed_on is None for one in family):
        return None
    decided, facts = periods(db), facts_of(db, family)
    days = [(ends_on(one, decided), one) for one in facts.values()]
    last, which = max(days, key=lambda one: one[0] or date.max)
    return Day(which, decided.get(which.kind), last, _kept_until(db).get(case.origin_id))


def _closed_before(actor: Actor, day: date) -> Any:
    """Closed cases of which nothing waits, and whether something holds them."""
    busy = select(RetentionDecision.case_id).where(
        RetentionDecision.refused_at.is_(None),
        or_(RetentionDecision.agreed_at.is_(None), RetentionDecision.decision.in_(GOING)),
    )
    later = or_(Case.closed_on.is_(None), Case.closed_on > day)  # one part of it is enough
    still_open = select(Case.origin_id).where(later)
    mine = (on_record(actor), Case.erased_on.is_(None), Case.closed_on <= day)
    return select(Case, held()).where(*mine, Case.origin_id.not_in(busy), Case.origin_id.not_in(still_open))


def _due(
    family: Iterable[tuple[Case, bool]],
    facts: Mapping[uuid.UUID, Facts],
    decided: Mapping[Kind, Period],
    until: dict[uuid.UUID, date],
    today: date,
) -> Due | None:
    """The family as one line, by its last day; None where that has not come, or two people let it stay."""
    rows = list(family)
    days = [(ends_on(facts[case.id], decided) or date.max, case) for case, _ in rows]
    last, which = max(days, key=lambda one: (one[0], one[1].reference))
    origin = which.origin_id
    shown = next((case for case, _ in rows if case.id == origin), which)
    if max(last, until.get(origin, last)) > today:
        return None
    kind = facts[which.id].kind
    return Due(
        shown.reference,
        kind,
        which.closed_on or today,
        last,
        decided[kind].action.value,
        any(is_held for _, is_held in rows),
    )


def _kept_until(db: Session) -> dict[uuid.UUID, date]:
    query = select(RetentionDecision.case_id, func.max(RetentionDecision.keep_until)).where(
        RetentionDecision.agreed_at.is_not(None), RetentionDecision.keep_until.is_not(None)
    )
    return {case_id: until for case_id, until in db.execute(query.group_by(RetentionDecision.case_id)) if until}
