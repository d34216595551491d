"""The council's lists: those of rules 4, and what it added or put away itself (register-format, rules 4)."""

import uuid
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.procedure.register_codes import LISTS, taken_apart
from models.tables.register import CouncilCode


class Entry(NamedTuple):
    """One entry as it stands today: `active` ones may be chosen, the others stay on old cases."""

    label: str
    group: str
    active: bool
    maps_to: str


def entries(db: Session) -> dict[str, dict[str, Entry]]:
    """Every list by label, in its order: the shipped entries, then the council's own, unless it gave them a place."""
    found: dict[str, dict[str, tuple[int, Entry]]] = {
        name: {code.label: (place * 10, Entry(code.label, code.group, True, "")) for place, code in enumerate(codes)}
        for name, codes in LISTS.items()
    }
    for row in db.scalars(select(CouncilCode).order_by(CouncilCode.position, CouncilCode.label)):
        changed = Entry(row.label, row.group or "", row.active, row.maps_to or "")
        found.setdefault(row.list, {})[row.label] = (row.position, changed)
    return {name: _in_order(of) for name, of in found.items()}


def known(db: Session) -> dict[str, dict[str, str]]:
    """Label -> group of every list, for reading cells: an entry that was put away is still known."""
    return {name: {label: entry.group for label, entry in of.items()} for name, of in entries(db).items()}


def add(db: Session, labels: Iterable[tuple[str, str]]) -> None:
    """Add what a register brought with it, as inactive codes: counted, and not offered for new cases."""
    for name, label in labels:
        directorate, team = taken_apart(label, {}) if name == "service" else (label, None)
        db.add(
            CouncilCode(
                id=uuid.uuid4(),
                list=name,
                label=label,
                group=directorate if team else None,
                active=False,
                position=10_000,
                maps_to=None,
            )
        )
    db.flush()


def _in_order(of: Mapping[str, tuple[int, Entry]]) -> dict[str, Entry]:
    return {label: entry for label, (_, entry) in sorted(of.items(), key=lambda item: item[1][0])}
