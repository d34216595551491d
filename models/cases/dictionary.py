"""The data dictionary: every column that is kept, what for, on which basis, how it is locked, and how long (PRV-12).

Read out of the tables as they are, so that no column can be forgotten.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Column, Date, DateTime, LargeBinary, Table, Uuid

import models.tables  # noqa: F401 - every table is there once they are imported
from models.tables.base import Base

CARE = "UK GDPR 6(1)(e) and 9(2)(g): Children Act 1989, sections 24D and 26, and the 2006 Regulations"
WORK = "UK GDPR 6(1)(e): running the service that the law asks for"
WITH_CASE = "With its case: heard retention periods"
SHORT: Mapping[str, str] = {  # RET-06, and what lives shorter
    "draft": "24 hours, or 28 days where it was saved with words", "unsent": "28 days, or until it is sent",
    "desk_draft": "28 days, or until it is sent", "held_form": "An hour", "visit": "24 hours at most",
    "staff_session": "8 hours at most", "invitation": "7 days at most", "throttle": "A day after it ended",
    "incoming_mail": "With its case; 90 days where it is no complaint",
    "access_request": "heard retention periods", "access_pause": "heard retention periods",
    "access_tag": "heard retention periods", "site_remark": "heard retention periods",
    "safety_alert": "With its case; without one: heard retention periods",
}  # fmt: skip
PURPOSES: Mapping[str, str] = {
    "account": "Who of the council may sign in, and how they prove it.",
    "account_role": "What somebody who signs in may do.",
    "team": "Who works with whom, so that a complaint is kept from a whole team.",
}


class Kept(NamedTuple):
    """One column."""

    table: str
    column: str
    purpose: str
    basis: str
    level: str
    how_long: str


def columns() -> Iterator[Kept]:
    """Every column of every table, by name."""
    says = {mapper.class_.__tablename__: (mapper.class_.__doc__ or "") for mapper in Base.registry.mappers}
    for name, table in sorted(Base.metadata.tables.items()):
        purpose = PURPOSES.get(name) or " ".join(says.get(name, "").split())
        of_case = name == "case" or _hangs_on_a_case(table, set())
        how_long = SHORT.get(name) or (WITH_CASE if of_case else "As long as the service runs")
        for column in table.columns:
            yield Kept(name, column.name, purpose, CARE if of_case else WORK, _level(column), how_long)


def _hangs_on_a_case(table: Table, met: set[str]) -> bool:
    above = {key.column.table.name: key.column.table for key in table.foreign_keys}
    fresh = {name: one for name, one in above.items() if name not in met}
    return "case" in above or any(_hangs_on_a_case(one, met | {table.name, *above}) for one in fresh.values())


def _level(column: Column[object]) -> str:
    if lock := column.info.get("lock"):
        return f"Sealed: {lock}"
    if isinstance(column.type, LargeBinary):
        return "A key that is sealed, or a sum"
    if isinstance(column.type, Uuid):
        return "Clear: a random number"
    if isinstance(column.type, Date | DateTime):
        return "Clear: a day or moment"
    return "Clear: a code, a label or a number; of a person only who works for or with the council"
