"""Counting: one reading of each population, cohort and row of periods, however many tables and cases there are.

A report is gone through once without an answer, to learn what its tables will ask. Then every dimension asked of the
same cases is counted while they stream by, some at a time, so that memory stays flat.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from models.procedure.counting import NOT_RECORDED
from models.procedure.periods import Period
from models.procedure.report_lists import NOT_STATED
from models.reports.counting_as import Counted, as_counted
from models.reports.dimensions import STATED, Dimension
from models.reports.populations import POPULATIONS, Day, Population, counted
from models.reports.scope import Scope
from models.reports.timing import Between, dimension
from models.sealing import Keyring, Unreadable
from models.tables.register import RegisterLine as Line

Labels = tuple[str, ...]
Where = tuple[tuple[str, str], ...]  # dimension and label, sorted
Asked = tuple[str, str, tuple[Period, ...]]  # population, cohort, periods
AT_ONCE = 1000  # sealed answers read at a time


@dataclass(slots=True)
class Tallying:
    """What one report has counted already; the same question is asked once."""

    db: Session
    ring: Keyring | None
    scope: Scope
    between: Between
    today: date
    counted_as: Counted = field(default_factory=dict)
    _kept: dict[Any, list[Counter[Labels]]] = field(default_factory=dict)
    _wanted: dict[Asked, dict[Labels, None]] | None = None  # while a report is gone through without an answer
    _read: dict[tuple[Asked, Labels], list[Counter[Labels]]] = field(default_factory=dict)

    def foresee(self, ask: Callable[[], object]) -> None:
        """Learn from `ask` what it will ask, and count it."""
        self._wanted = {}
        ask()
        wanted, self._wanted = self._wanted, None
        for asked, every in wanted.items():
            if len(every) > 1:
                found = self._grouped(*asked, list(every))
                self._read |= {(asked, names): counted for names, counted in zip(every, found, strict=True)}

    def tally(
        self, population: str, cohort: str, periods: Sequence[Period], by: Sequence[str] = (), where: Where = ()
    ) -> list[Counter[Labels]]:
        """For each period, how many there are of each combination of labels."""
        key = (population, cohort, tuple(periods), tuple(by), where)
        if key not in self._kept:
            names = (*by, *(name for name, _ in where))
            asked = (population, cohort, tuple(periods))
            if any(name in STATED for name in names):
                counted = self._opened(*asked, names)
            elif self._wanted is not None:
                if names:
                    self._wanted.setdefault(asked, {})[names] = None
                return [Counter() for _ in periods]
            else:
                counted = self._read.get((asked, names)) or self._grouped(*asked, [names])[0]
            wanted = tuple(label for _, label in where)
            self._kept[key] = [_only(one, len(by), wanted) for one in counted]
        return self._kept[key]

    def count(self, population: str, cohort: str, periods: Sequence[Period], where: Where = ()) -> list[int]:
        """How many in each period: asked by itself, and never the sum of rows, so that the two can be compared."""
        return [one.total() for one in self.tally(population, cohort, periods, (), where)]

    def _grouped(
        self, population: str, cohort: str, periods: Sequence[Period], every: Sequence[Labels]
    ) -> list[list[Counter[Labels]]]:
        """For each of these rows of dimensions, and each period, how many there are of each combination of labels."""
        chosen = POPULATIONS[population]
        found: list[list[Counter[Labels]]] = [[Counter() for _ in periods] for _ in every]
        if cohort != "either" and _apart(periods):
            self._count(chosen, cohort, periods, every, found)
        else:
            for place, period in enumerate(periods):
                self._count(chosen, cohort, [period], every, [one[place : place + 1] for one in found])
        return found

    def _count(
        self,
        population: Population,
        cohort: str,
        periods: Sequence[Period],
        every: Sequence[Labels],
        into: list[list[Counter[Labels]]],
    ) -> None:
        dimensions = {name: self._dimension(name) for names in every for name in names}
        columns: list[ColumnElement[Any]] = [
            _slot(population.ended if cohort == "closed" else population.begun, periods)
        ]
        places: dict[str, range] = {}
        for name, one in dimensions.items():
            places[name] = range(len(columns), len(columns) + len(one.columns))
            columns += one.columns
        named = [column.label(f"d{place}") for place, column in enumerate(columns)]
        query = counted(population, self.scope, select(*named, func.count())).where(
            or_(*(population.cohort(cohort, period) for period in periods))
        )
        if len(every) == 1:  # then the database adds up
            query = query.group_by(*(f"d{place}" for place in range(0 if len(periods) > 1 else 1, len(columns))))
        else:
            query = query.with_only_columns(*named, literal_column("1"))
        picks = [itemgetter(0, -1, *(place for name in names for place in places[name])) for names in every]
        raw: list[Counter[Any]] = [Counter() for _ in every]
        for rows in self.db.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
            for pick, counter in zip(picks, raw, strict=True):
                counter.update(map(pick, rows))
        for names, counter, slots in zip(every, raw, into, strict=True):
            each = [dimensions[name] for name in names]
            for (slot, number, *values), times in counter.items():
                slots[slot][labels_of(each, values)] += number * times

    def _dimension(self, name: str) -> Dimension:
        return as_counted(name, dimension(name, self.between), self.counted_as)

    def _opened(
        self, population: str, cohort: str, periods: Sequence[Period], names: Sequence[str]
    ) -> list[Counter[Labels]]:
        """The same for answers that are sealed: opened one by one in a stream, counted, and forgotten."""
        places = [STATED.index(name) if name in STATED else len(STATED) for name in names]
        found = []
        for period in periods:
            projected: Counter[Labels] = Counter()
            for labels, number in self._stated(population, cohort, period).items():
                projected[tuple(labels[place] for place in places)] += number
            found.append(projected)
        return found

    def _stated(self, population: str, cohort: str, period: Period) -> Counter[Labels]:
        """What people said of themselves, and whether they are young people: every question at once."""
        key = ("stated", population, cohort, period)
        if key not in self._kept:
            chosen = POPULATIONS[population]
            columns = (Line.case_id.label("id"), Line.case_id, Line.revision, Line.equality, Line.young_person)
            query = counted(chosen, self.scope, select(*columns)).where(chosen.cohort(cohort, period))
            said_so: Counter[Labels] = Counter()
            for row in self.db.execute(query.execution_options(yield_per=AT_ONCE)):
                said = self._open(row)
                answers = tuple(self._stated_as(name, said.get(name) or NOT_STATED) for name in STATED)
                said_so[*answers, "yes" if row.young_person else "no"] += 1
            self._kept[key] = [said_so]
        return self._kept[key][0]

    def _stated_as(self, name: str, answer: str) -> str:
        return self.counted_as.get(name, {}).get(answer, answer)

    def _open(self, row: Any) -> dict[str, str]:
        if row.equality is None:
            return {}
        if self.ring is None:
            raise Unreadable
        said: dict[str, str] = self.ring.open_json(Line.equality, row)
        return said


def _slot(day: Day, periods: Sequence[Period]) -> ColumnElement[Any]:
    """In which of the periods a case is."""
    if len(periods) == 1:
        return literal_column("0")
    return case(*((day <= period.last, literal_column(str(place))) for place, period in enumerate(periods)))


def labels_of(dimensions: Sequence[Dimension], values: Sequence[Any]) -> Labels:
    labels, at = [], 0
    for one in dimensions:
        labels.append(one.label(*values[at : at + len(one.columns)]) or NOT_RECORDED)
        at += len(one.columns)
    return tuple(labels)


def _only(counted: Counter[Labels], kept: int, wanted: Labels) -> Counter[Labels]:
    """Those whose further labels are the wanted ones."""
    found: Counter[Labels] = Counter()
    for labels, number in counted.items():
        if meets(labels[kept:], wanted):
            found[labels[:kept]] += number
    return found


def meets(labels: Labels, wanted: Labels) -> bool:
    """Whether each label is the wanted one, or one of those wanted: alternatives stand on lines of their own."""
    return all(label in want.split("\n") for label, want in zip(labels, wanted, strict=True))


def any_of(labels: Iterable[str]) -> str:
    return "\n".join(sorted(labels))


def _apart(periods: Sequence[Period]) -> bool:
    return all(before.last < after.first for before, after in zip(periods, periods[1:], strict=False))
