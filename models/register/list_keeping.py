"""Keeping the council's lists: add an entry, switch it off, give it a place and what it counts as (rules 4).

An entry that was used is never deleted and never renamed: old cases keep their word. What it counts as decides where
reports and the register put it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.dated_choices import Value, choose, in_force
from models.procedure.lifecycle import NotAllowed
from models.register.labels import TOPIC, Entry, changed, entries, in_order
from models.register.layout import ACTIONS, EQUALITY, FILES, OMBUDSMAN, POINTS, REGISTER, SPEND, Kind
from models.tables.register import CorrectiveAction, OmbudsmanCase, RegisterLine, RegisterPoint, Spend
from models.tables.settings import CouncilChoice

FIRST = ""  # of the box for its place
LONGEST = 120
TABLES = {
    REGISTER: RegisterLine, POINTS: RegisterPoint, OMBUDSMAN: OmbudsmanCase, ACTIONS: CorrectiveAction, SPEND: Spend,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """One entry as somebody wants it."""

    label: str
    active: bool
    after: str  # the label it stands behind; FIRST for the top
    counts_as: str
    since: date


class Refused(NotAllowed):
    """What cannot be kept, by the field."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def used(db: Session, name: str) -> dict[str, int]:
    """How many counted lines have each label of this list. What people say of themselves is sealed, and not counted."""
    found: dict[str, int] = {}
    for file, columns in FILES.items():
        for column in columns:
            if column.kind is Kind.LABEL and column.list == name and column.name not in EQUALITY:
                held = getattr(TABLES[file], column.name)
                for label, number in db.execute(select(held, func.count()).where(held.is_not(None)).group_by(held)):
                    found[label] = found.get(label, 0) + number
    return found


def preview(db: Session, name: str, wish: Wish, *, new: bool, now: datetime) -> list[Entry]:
    """The whole list as it would be from that day on, or every reason against it."""
    of = entries(db, wish.since)[name]
    if new and any(label.casefold() == wish.label.casefold() for label in _ever(db, name, of)):
        raise Refused("label", "There is an entry of that name already. Switch it on again instead")
    if not new and wish.label not in of:
        raise Refused("label", "There is no such entry on that day")
    _check_counting(of, wish)
    made = changed(of.get(wish.label) or Entry(wish.label, "", True, "", 0.0, False), _value(of, wish))
    found = in_order([*(entry for label, entry in of.items() if label != wish.label), made])
    if not any(entry.active for entry in found.values()):
        raise Refused("active", "One entry has to stay switched on")
    return list(found.values())


def keep(db: Session, name: str, wish: Wish, *, new: bool, by: Actor, now: datetime) -> CouncilChoice:
    preview(db, name, wish, new=new, now=now)
    of = entries(db, wish.since)[name]
    return choose(db, TOPIC + name, wish.label, _value(of, wish), since=wish.since, by=by, now=now)


def said(value: Value) -> str:
    """How an entry was decided, in words."""
    if not value:
        return "as it was shipped"
    counts = f", counts as {value['counts_as']}" if value["counts_as"] else ""
    return ("may be chosen" if value["active"] else "switched off") + counts


def standard(of: Iterable[Entry]) -> list[str]:
    """What an entry may count as: those that came with the service and count as themselves."""
    return [entry.label for entry in of if entry.shipped and not entry.counts_as]


def _check_counting(of: dict[str, Entry], wish: Wish) -> None:
    if not wish.counts_as:
        return
    if wish.counts_as == wish.label or wish.counts_as not in standard(of.values()):
        raise Refused("counts_as", "Choose an entry that counts as itself")
    if any(entry.counts_as == wish.label for entry in of.values()):
        raise Refused("counts_as", "Others count as this entry, so it has to count as itself")


def _ever(db: Session, name: str, of: dict[str, Entry]) -> set[str]:
    return {*of, *in_force(db, TOPIC + name, date.max)}


def _value(of: dict[str, Entry], wish: Wish) -> dict[str, object]:
    """What is kept: a place between the two that it stands between."""
    others = [entry for label, entry in of.items() if label != wish.label]
    at = next((place for place, entry in enumerate(others, 1) if entry.label == wish.after), 0)
    before = others[at - 1].place if at else 0.0
    behind = others[at].place if at < len(others) else None
    between = before + 10 if behind is None else ((before if at else behind - 20) + behind) / 2
    return {"active": wish.active, "counts_as": wish.counts_as, "place": between}
