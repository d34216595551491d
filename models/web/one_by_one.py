"""Several things in one go: each is asked and kept by itself, and one that cannot be done stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.procedure.lifecycle import NotAllowed

T = TypeVar("T")
CHANGED = "Somebody else changed it at the same moment. Look at it again."


@dataclass(frozen=True, slots=True)
class Thing:
    """What it is about, in neutral words, and where it is found."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Row:
    thing: Thing
    done: bool
    said: str


def one_by_one(db: Session, things: Iterable[tuple[Thing, T]], do: Callable[[T], str]) -> list[Row]:
    """Do it for each, in a transaction of its own. `do` gives back what to say; NotAllowed says why not."""
    rows = []
    for thing, given in things:
        try:
            said, done = do(given), True
            db.commit()
        except NotAllowed as problem:
            said, done = str(problem), False
            db.rollback()
        except StaleDataError:
            said, done = CHANGED, False
            db.rollback()
        rows.append(Row(thing, done, said))
    return rows
