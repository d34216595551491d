"""The first reading of a register: every fault of every file, and nothing changed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from models.register.cells import Labels, UnknownLabel, Value, Wrong, read
from models.register.doubts import doubts
from models.register.faults import Counts, Fault, Outcome
from models.register.layout import ACTIONS, FILES, OMBUDSMAN, POINTS, REGISTER, SPEND
from models.register.lines import Line, read_lines
from models.register.source import Source

Tell: TypeAlias = Callable[[Fault], None]
Read: TypeAlias = Callable[[int], None]


KEYS = {POINTS: ("reference", "stage", "number"), OMBUDSMAN: ("ombudsman_reference",)}


class Good(NamedTuple):
    """A line without a fault: its number in the file, and its values by column."""

    number: int
    values: dict[str, Value]


class Reader:
    """Reads the files of one register in order, so that a reference is known before it is used.

    `there` says whether a case of that reference is in the database already. References are kept in memory while a
    register is read, and nothing else of it.
    """

    def __init__(
        self,
        source: Source,
        labels: Labels,
        today: date,
        *,
        tell: Tell,
        read: Read = lambda size: None,
        there: Callable[[str], bool] = lambda reference: False,
        add_labels: bool = False,
    ) -> None:
        self.source, self.labels, self.today = source, labels, today
        self.outcome = Outcome({name: Counts() for name in FILES if name in source.sizes})
        self.new_labels: dict[tuple[str, str], None] = {}
        self._tell, self._read, self._there, self._add = tell, read, there, add_labels
        self._references: set[str] = set()
        self._keys: dict[str, set[tuple[Value, ...]]] = {name: set() for name in KEYS}
        for other in source.others:
            self._tell(Fault(other, 1, "file", "is not a file of a register and was left alone", warning=True))

    def lines(self, name: str) -> Iterator[Good]:
        """The good lines of one file; what is wrong with the others is told."""
        counts = self.outcome.files[name]
        with self.source.open(name) as file:
            for line in read_lines(file, name, self._counting(counts), self._read):
                counts.lines += 1
                before = counts.faults
                values = self._values(name, line, counts) if line.cells else None
                if values is None or counts.faults > before:
                    counts.bad += 1
                else:
                    yield Good(line.number, values)

    def check_all(self) -> Outcome:
        for name in self.outcome.files:
            for _ in self.lines(name):
                pass
        self.outcome.added_labels = list(self.new_labels)
        return self.outcome

    def _values(self, name: str, line: Line, counts: Counts) -> dict[str, Value]:
        values: dict[str, Value] = {}
        tell = self._counting(counts)
        for column in FILES[name]:
            try:
                values[column.name] = read(column, line.cells[column.name], self.labels, self.today)
            except UnknownLabel as wrong:
                if self._add:
                    self.new_labels[wrong.list, wrong.label] = None
                    values[column.name] = wrong.label
                else:
                    tell(Fault(name, line.number, column.name, str(wrong)))
            except Wrong as wrong:
                tell(Fault(name, line.number, column.name, str(wrong)))
        for column_name, text in _across(self, name, values):
            tell(Fault(name, line.number, column_name, text))
        for doubt in doubts(values):
            tell(Fault(name, line.number, doubt.column, doubt.text, warning=True))
        return values

    def _counting(self, counts: Counts) -> Tell:
        def tell(fault: Fault) -> None:
            if fault.warning:
                counts.warnings += 1
            else:
                counts.faults += 1
            self._tell(fault)

        return tell

    def taken(self, reference: str) -> bool:
        """Whether this register has named the reference before; from now on it has."""
        if reference in self._references:
            return True
        self._references.add(reference)
        return False

    def twice(self, name: str, key: tuple[Value, ...]) -> bool:
        if key in self._keys[name]:
            return True
        self._keys[name].add(key)
        return False

    def nowhere(self, reference: str) -> bool:
        return reference not in self._references and not self._there(reference)


def _across(reader: Reader, name: str, values: dict[str, Value]) -> Iterator[tuple[str, str]]:
    """What is wrong between this line and the others."""
    reference = values.get("reference")
    if name == REGISTER:
        if isinstance(reference, str) and reader.taken(reference):
            yield "reference", f"{reference} stands in this file twice; every case needs its own"
        return
    if isinstance(reference, str) and reader.nowhere(reference):
        yield "reference", f"there is no case {reference} in register.csv or in Heard"
    key = tuple(values.get(column) for column in KEYS.get(name, ()))
    if key and None not in key and reader.twice(name, key):
        yield KEYS[name][-1], f"{' '.join(map(str, key))} stands in this file twice"
    if name == ACTIONS and not values.get("type") and not values.get("description"):
        yield "description", "an action needs its type, its description, or both"
    if name == SPEND and values.get("amount") == 0:
        yield "amount", "nothing was paid; leave the line out"
