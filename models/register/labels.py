"""The council's lists on a day: those of rules 4, what a register brought, and what the council decided of them."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.dated_choices import Value, in_force
from models.procedure.register_codes import LISTS, taken_apart
from models.tables.register import CouncilCode
from models.tables.settings import CouncilChoice

TOPIC = "list:"
BROUGHT = 10_000  # the place of an entry that came with a register


class Entry(NamedTuple):
    """One entry as it stands: `active` ones may be chosen, the others stay on old cases."""

    label: str
    group: str
    active: bool
    counts_as: str  # the standard entry that it is counted as; empty for itself
    place: float
    shipped: bool


def entries(db: Session, on: date) -> dict[str, dict[str, Entry]]:
    """Every list by label, in its order."""
    chosen: dict[str, dict[str, Value]] = {}
    for topic in db.scalars(select(CouncilChoice.topic).where(CouncilChoice.topic.startswith(TOPIC)).distinct()):
        chosen[topic.removeprefix(TOPIC)] = in_force(db, topic, on)
    brought: dict[str, list[CouncilCode]] = {}
    for row in db.scalars(select(CouncilCode)):
        brought.setdefault(row.list, []).append(row)
    return {name: _entries(name, brought.get(name, []), chosen.get(name, {})) for name in LISTS}


def active(db: Session, name: str, on: date) -> list[tuple[str, str]]:
    """What may be chosen of this list on that day, for a box."""
    return choosable(entries(db, on)[name].values())


def choosable(of: Iterable[Entry], also: str | None = None) -> list[tuple[str, str]]:
    """The same of entries that were read already; `also` stays, though it can be chosen no more."""
    found = [entry.label for entry in of if entry.active]
    kept = [(also, f"{also} (not chosen any more)")] if also and also not in found else []
    return [*((label, label) for label in found), *kept]


def counted_as(db: Session, on: date) -> dict[str, dict[str, str]]:
    """By list and label, the entry that reports and the register count it as; only where that is another."""
    return {
        name: found
        for name, of in entries(db, on).items()
        if (found := {entry.label: entry.counts_as for entry in of.values() if entry.counts_as})
    }


def ever_counted_as(db: Session, name: str) -> dict[str, set[str]]:
    """By label of this list, whatever it counted as on any day: a file that was taken away then says that."""
    found: dict[str, set[str]] = {}
    for label, counts_as in db.execute(select(CouncilCode.label, CouncilCode.maps_to).where(CouncilCode.list == name)):
        found.setdefault(label, set()).add(counts_as or label)
    for row in db.scalars(select(CouncilChoice).where(CouncilChoice.topic == TOPIC + name)):
        found.setdefault(row.name, set()).add(str(row.value.get("counts_as") or row.name))
    return found


def known(db: Session) -> dict[str, dict[str, str]]:
    """Label -> group of every list, for reading cells: an entry that was put away is still known."""
    return {name: {label: entry.group for label, entry in of.items()} for name, of in entries(db, date.max).items()}


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
                position=BROUGHT,
                maps_to=None,
            )
        )
    db.flush()


def changed(entry: Entry, value: Value) -> Entry:
    """The entry with what was decided of it."""
    return entry._replace(
        active=bool(value.get("active", True)),
        counts_as=str(value.get("counts_as") or ""),
        place=float(value.get("place", entry.place)),
    )


def in_order(found: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.label: entry for entry in sorted(found, key=lambda entry: (entry.place, entry.label.casefold()))}


def _entries(name: str, brought: Iterable[CouncilCode], chosen: Mapping[str, Value]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for place, code in enumerate(LISTS[name]):
        found.setdefault(code.label, Entry(code.label, code.group, True, "", place * 10.0, True))
    for row in brought:
        found[row.label] = Entry(
            row.label, row.group or "", row.active, row.maps_to or "", float(row.position), row.label in found
        )
    for label, value in chosen.items():
        new = Entry(label, "", True, "", float(BROUGHT), False)
        found[label] = changed(found.get(label, new), value)
    return in_order(found.values())
