"""What a report is once it is worked out: tables of cells, what adds up to what, and what does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from models.reports.chosen import Chosen

Value = int | float | str | None
NO_RECORD = "no record"  # of days before the register began: nobody can say that it was nought
Kind = Literal["count", "percent", "mean", "money", "text"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `n` is the count behind a percentage or a mean (M-03, M-09); a count is its own.

    `chosen` says which cases it counts: `behind()` gives those that somebody may see. None for what is not counted.
    `also` says it of a figure that is no count of one choice: a sum, a mean, money. No two of those are compared.
    Of a share, a mean or a change, `of` says which cases it is of, and `base` how many where no total above it does.
    """

    value: Value
    n: int | None = None
    chosen: Chosen | None = None
    also: tuple[Chosen, ...] = ()
    base: int | None = None
    of: tuple[Chosen, ...] = ()

    @property
    def cases(self) -> tuple[Chosen, ...]:
        """Every choice whose cases stand behind it; none for what was counted apart from every case."""
        return self.also or ((self.chosen,) if self.chosen else ())

    @property
    def is_something(self) -> bool:
        """Whether there is anything behind it: one of three hundred is 0%, and is still one."""
        return self.value != NO_RECORD and bool(self.value if self.n is None else self.n)


@dataclass(frozen=True, slots=True)
class Row:
    """`parent` is the place of the row that this one adds up into, None for one that adds into nothing."""

    label: str
    cells: tuple[Cell, ...]
    parent: int | None = None

    @property
    def values(self) -> list[Value]:
        return [cell.value for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` name the cells of a row; the label that every row begins with has no name of its own."""

    id: str
    title: str
    cohort: str  # which cases, and by which day (M-04)
    note: str  # the counting rule and the denominator (M-03, M-05, M-06)
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    kinds: tuple[Kind, ...]  # one for each column; a percentage is of the count column before it, or of each cell's n
    column_total: int | None = None  # the column that the other count columns add up to (quarters, then the total)
    shares: bool = False  # whether the percentages of the rows with a parent, or without one, make 100 (M-01)
    subset_of: str = ""  # the table that this one is a part of (5.2: the same query with a filter)
    section: str = ""  # the heading it stands under
    public: bool = True  # False: for managers, never in what is published

    @property
    def counts(self) -> tuple[tuple[int | None, ...], ...]:
        """The count behind each cell, of the same shape as the rows: what small numbers are judged by (Q-09)."""
        return tuple(
            tuple(self._count(cell, kind) for cell, kind in zip(row.cells, self.kinds, strict=True))
            for row in self.rows
        )

    @staticmethod
    def _count(cell: Cell, kind: Kind) -> int | None:
        if cell.n is not None:
            return cell.n
        return cell.value if kind == "count" and isinstance(cell.value, int) else None

    def row(self, label: str) -> Row:
        return next(row for row in self.rows if row.label == label)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the layout, and what its box of words should say; the words are kept from year to year."""

    title: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that does not hold (M-10). It is named and never put right in silence (A-19)."""

    kind: str  # rows | quarters | tables | percent | subset | dates | labels | records
    table: str  # "" when it is about the records
    says: str
    chosen: Chosen | None = None

    def __str__(self) -> str:
        return f"Table {self.table}: {self.says}" if self.table else self.says


@dataclass(frozen=True, slots=True)
class Report:
    layout: str
    title: str
    authority: str
    first: date
    last: date
    tables: tuple[Table, ...]
    checks: tuple[Check, ...] = ()
    sections: tuple[Section, ...] = field(default=())
    part: str = ""  # "Directorate / Team" or "young people", when it is a part of the council only

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def plain(self) -> dict[str, Any]:
        """The report as JSON gives it; the same bytes from either database."""
        return {
            "layout": self.layout,
            "authority": self.authority,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "tables": [_plain(table) for table in self.tables],
            "checks": [str(check) for check in self.checks],
        }

    def cells(self) -> Iterator[tuple[Table, int, int, Cell]]:
        """Every cell with its table, and its row and column in it."""
        for table in self.tables:
            for place, row in enumerate(table.rows):
                for column, cell in enumerate(row.cells):
                    yield table, place, column, cell


def _plain(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "cohort": table.cohort,
        "note": table.note,
        "columns": list(table.columns),
        "rows": [[row.label, *(_figure(cell) for cell in row.cells)] for row in table.rows],
    }


def _figure(cell: Cell) -> Value:
    """As a figure: days without a record hold nought cases, and no share of them."""
    if cell.value != NO_RECORD:
        return cell.value
    return 0 if cell.n is None else None
