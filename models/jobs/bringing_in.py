"""Bringing a register in: read once for its faults, then written some lines at a time (register-format).

Nothing is written unless everything is good, or the caller wants the good lines alone. What is good is then written in
short transactions, so that people can go on sending; stopped half way, the next run goes on where it was.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import exists, select

from models.audit import Actor, note
from models.db import Sessions
from models.procedure.working_days import local_day
from models.register import labels
from models.register.checking import Reader, Tell
from models.register.faults import Outcome
from models.register.source import Source
from models.register.writing import Bringing
from models.register.writing_more import Writer
from models.sealing import Keyring
from models.tables.case import Case

AT_ONCE = 500
T = TypeVar("T")
Progress = Callable[[str, int, int], None]  # "check" or "write", bytes read, bytes in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a register is to be brought in."""

    dry_run: bool = False
    add_labels: bool = False  # a label that no list has is added, inactive, instead of being a fault
    good_lines: bool = False  # one bad line does not stop the good ones


def bring_in(
    sessions: Sessions,
    source: Source,
    *,
    council: str,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    wishes: Wishes = Wishes(),
    tell: Tell = lambda fault: None,
    progress: Progress = lambda step, done, whole: None,
) -> Outcome:
    """Read `source`, tell every fault, and write it unless there is one. Nothing is sent to anybody."""
    with sessions.reading() as db:
        known = labels.known(db)

    def there(reference: str) -> bool:
        with sessions.reading() as db:
            return bool(db.scalar(select(exists().where(Case.reference == reference))))

    whole = sum(source.sizes.values())

    def reader(step: str, tell: Tell) -> Reader:
        count = _Counting(step, whole, progress)
        return Reader(
            source, known, local_day(now), tell=tell, read=count.read, there=there, add_labels=wishes.add_labels
        )

    outcome = reader("check", tell).check_all()
    if wishes.dry_run or (outcome.faults and not wishes.good_lines):
        return outcome
    with sessions() as db, db.begin():
        labels.add(db, outcome.added_labels)
        reason = f"{sum(counts.good for counts in outcome.files.values())} lines"
        note(db, actor, "register_brought_in", now=now, object_kind="register", reason=reason)
        known = labels.known(db)
    writer = Writer(Bringing(council=council, actor=actor, now=now, keys=keys, services=known["service"]))
    second = reader("write", lambda fault: None)
    for name, counts in outcome.files.items():
        for goods in _some(second.lines(name), AT_ONCE):
            with sessions() as db, db.begin():
                written = writer.write(db, name, goods)
            counts.written += written
            counts.known += len(goods) - written
    outcome.written = True
    return outcome


class _Counting:
    """Adds up what was read, over all files of one reading."""

    def __init__(self, step: str, whole: int, progress: Progress) -> None:
        self.step, self.whole, self.done, self.progress = step, whole, 0, progress

    def read(self, size: int) -> None:
        self.done += size
        self.progress(self.step, self.done, self.whole)


def _some(items: Iterable[T], size: int) -> Iterator[list[T]]:
    whole = iter(items)
    while part := list(islice(whole, size)):
        yield part
