"""Writing the payments of a register: one that is here already is known by what it was paid for, not by its line.

A payment has no number of its own. It is here if one of the same day, amount and case is, under the same heading or
under one that was ever counted as it: what we took away is written as it counts. Equal ones are told apart by counting.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register.checking import Good
from models.register.labels import ever_counted_as
from models.tables.case import Case
from models.tables.register import Spend

Key = tuple[Any, ...]  # day, heading, pence, case


def missing(db: Session, goods: Sequence[Good], read: Counter[Key]) -> list[Spend]:
    """The payments that are not here yet. `read` counts the equal ones of this file over all its parts."""
    cases = _cases(db, goods)
    here = db.scalars(select(Spend).where(Spend.paid_on.in_({good.values["paid_on"] for good in goods}))).all()
    known, lines = _known(db, here), {row.line for row in here}
    rows = []
    for values in (good.values for good in goods):
        key = (values["paid_on"], values["heading"], values["amount"], cases.get(values["reference"]))
        read[key] += 1
        if read[key] <= known[key]:
            continue
        known[key] += 1
        said = f"{values['paid_on']} {values['heading']} {values['amount']} {values['reference'] or '-'}"
        line = next(text for number in range(1, len(lines) + 2) if (text := f"{said} {number}") not in lines)
        lines.add(line)
        day, heading, pence, case_id = key
        rows.append(Spend(id=uuid.uuid4(), paid_on=day, heading=heading, pence=pence, case_id=case_id, line=line))
    return rows


def _known(db: Session, here: Sequence[Spend]) -> Counter[Key]:
    """How many of each are here, under each heading that a file may give them."""
    counts = ever_counted_as(db, "spend")
    return Counter(
        (row.paid_on, heading, row.pence, row.case_id)
        for row in here
        for heading in {row.heading, *counts.get(row.heading, ())}
    )


def _cases(db: Session, goods: Sequence[Good]) -> Mapping[Any, uuid.UUID]:
    references = {good.values["reference"] for good in goods if good.values["reference"]}
    found = db.execute(select(Case.reference, Case.id).where(Case.reference.in_(references)))
    return {reference: case_id for reference, case_id in found}
