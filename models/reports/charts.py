"""Bars beside a table, worked out here and drawn by `components/chart.html`: every number of a chart is its table's.

Each bar stands under its own words and carries its own number, so nothing depends on a colour, and it reads the same in
grey, on paper and in forced colours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.reports.folding import HIDDEN, TOGETHER
from models.reports.lines import share_of
from models.reports.report import Row, Table

WIDTH, BAR, LINE, GAP, ROOM = 340, 14, 17, 10, 74  # in the units of the drawing; ROOM is for the number after a bar
LONGEST = 46  # letters of a label in one line
MOST_ROWS, MOST_SERIES = 24, 4


@dataclass(frozen=True, slots=True)
class Bar:
    series: int  # 0 for the newest or only one: each has its own filling
    y: int
    width: float
    said: str  # "2016/17: 20"


@dataclass(frozen=True, slots=True)
class Group:
    lines: tuple[tuple[int, str], ...]  # the label, cut into lines, each with its y
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    id: str
    title: str
    about: str
    height: int
    groups: tuple[Group, ...]
    width: int = WIDTH
    bar: int = BAR


def plotted(table: Table) -> tuple[list[Row], list[int]]:
    """The rows and columns that a chart shows; no row where the table is not worth one."""
    columns = _columns(table)
    rows = _rows(table, columns)
    columns = [column for column in columns if any(_number(row, column) for row in rows)] or columns
    return (rows, columns) if columns and 2 <= len(rows) <= MOST_ROWS else ([], [])


def chart_of(table: Table) -> Chart | None:
    """A chart of a table that is worth one: two rows or more that can be compared."""
    rows, columns = plotted(table)
    numbers = [value for row in rows for column in columns if (value := _number(row, column)) is not None]
    if not numbers:  # all of it is hidden
        return None
    largest = max(numbers)
    groups, y = [], 0
    for row in rows:
        lines = []
        for part in _cut(row.label):
            y += LINE
            lines.append((y - 4, part))
        bars = []
        for series, column in enumerate(reversed(columns)):
            bars.append(Bar(series, y, _width(row, column, largest), _said(table, row, column, columns)))
            y += BAR + 3
        groups.append(Group(tuple(lines), tuple(bars)))
        y += GAP
    return Chart(f"chart-{table.id}", table.title, _about(table, rows, columns), y, tuple(groups))


def _columns(table: Table) -> list[int]:
    """The total of quarters; the newest few of years, or of percentages; else the first column of counts."""
    if table.column_total is not None:
        return [table.column_total]
    counts = [at for at, kind in enumerate(table.kinds) if kind == "count"]
    if not counts:
        return [at for at, kind in enumerate(table.kinds) if kind == "percent"][-MOST_SERIES:]
    return counts[-MOST_SERIES:] if len(counts) == len(table.columns) else counts[:1]


def _rows(table: Table, columns: Sequence[int]) -> list[Row]:
    """The rows that are one another's like: the parts of the outermost total, or all where nothing adds up."""
    tops = {at for at, row in enumerate(table.rows) if row.parent is None}
    inner = [row for row in table.rows if row.parent in tops and row.label != TOGETHER]
    rows = [row for row in inner or table.rows if not any(_is_other(table, row, column) for column in columns)]
    return [row for row in rows if any(_number(row, column) for column in columns)]


def _is_other(table: Table, row: Row, column: int) -> bool:
    """A share, a mean or a change among the counts: bars of different units on one axis say nothing."""
    return table.kinds[column] == "count" and row.cells[column].n is not None


def _number(row: Row, column: int) -> int | float | None:
    value = row.cells[column].value
    return value if isinstance(value, int | float) else None


def _width(row: Row, column: int, largest: float) -> float:
    value = _number(row, column) or 0
    return round((WIDTH - ROOM) * value / largest, 1) if largest > 0 and value > 0 else 0


def _said(table: Table, row: Row, column: int, columns: Sequence[int]) -> str:
    value = row.cells[column].value
    said = f"{value:,}" if isinstance(value, int | float) else str(value if value is not None else "none")
    if table.kinds[column] == "percent" and value != HIDDEN:
        said += "%"
    after = share_of(table, column)
    if after is not None and isinstance(row.cells[after].value, int):
        said += f" ({row.cells[after].value}%)"
    return f"{table.columns[column]}: {said}" if len(columns) > 1 else said


def _about(table: Table, rows: Sequence[Row], columns: Sequence[int]) -> str:
    """What the drawing says, for who does not see it; the table beside it holds the same numbers."""
    said = (f"{row.label}, {', '.join(_said(table, row, column, columns) for column in columns)}" for row in rows)
    return "Bars. " + "; ".join(said) + "."


def _cut(label: str) -> list[str]:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LONGEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
