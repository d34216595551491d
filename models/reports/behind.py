"""The cases behind a figure, for those who may see them: the link of every number on a screen."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.cases.policies import holidays
from models.procedure.working_days import counter
from models.register.labels import counted_as
from models.reports.chosen import Chosen
from models.reports.counting_as import as_counted
from models.reports.populations import POPULATIONS, Population, actions_of, counted, payments
from models.reports.scope import Scope
from models.reports.tallying import AT_ONCE, labels_of, meets
from models.reports.timing import dimension
from models.tables.case import Case
from models.tables.register import OmbudsmanCase
from models.tables.register import RegisterLine as Line


class Behind(NamedTuple):
    case_id: uuid.UUID
    reference: str
    received_on: date
    kind: str
    service: str | None
    closed_on: date | None


def behind(
    db: Session, actor: Actor, scope: Scope, *chosen: Chosen, today: date, most: int | None = None
) -> Sequence[Behind]:
    """The cases that this figure counts and `actor` may see, the newest first; `most` of them at most (AZ-03, AZ-04).

    A case with several points is here once, and so is one that two parts of a sum count. What a person may not see is
    left out without a word.
    """
    found: dict[Behind, None] = {}
    for one in chosen:
        own: dict[Behind, None] = {}
        for case in _each(db, actor, scope, one, today):
            if most is not None and len(own) == most:
                break
            own[case] = None
        found |= own
    newest = sorted(found, key=lambda case: case.received_on, reverse=True) if len(chosen) > 1 else list(found)
    return newest[:most]


def _each(db: Session, actor: Actor, scope: Scope, chosen: Chosen, today: date) -> Iterator[Behind]:
    population = POPULATIONS[chosen.population]
    between, counted_words = counter(holidays(db)), counted_as(db, today)
    dimensions = [as_counted(name, dimension(name, between), counted_words) for name, _ in chosen.where]
    wanted = tuple(label for _, label in chosen.where)
    columns = [Line.case_id, Line.reference, Line.received_on, Line.kind, Line.service, Line.closed_on]
    facts = [column.label(f"d{place}") for place, column in enumerate(c for one in dimensions for c in one.columns)]
    owner = OmbudsmanCase.case_id if population.rows == "ombudsman" else Line.case_id
    query = (
        _asked(chosen, population, scope, select(*columns, *facts))
        .join(Case, Case.id == owner)
        .where(visible(actor))
        .order_by(Line.received_on.desc(), Line.case_id)
    )
    for row in db.execute(query.execution_options(yield_per=AT_ONCE)):
        if meets(labels_of(dimensions, row[len(columns) :]), wanted):
            yield Behind(*row[: len(columns)])


def _asked(chosen: Chosen, population: Population, scope: Scope, query: Any) -> Any:
    if chosen.rows == "actions":
        return actions_of(population, scope, chosen.period, query)
    if chosen.rows == "spend":
        return payments(scope, chosen.period, query)
    return counted(population, scope, query).where(population.cohort(chosen.cohort, chosen.period))
