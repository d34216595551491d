"""What is hidden in a table, put together into one row, so that a reader can still add it up."""

from dataclasses import replace

from models.reports.lines import Lines, source
from models.reports.report import Cell, Row, Table

HIDDEN = "not shown"
TOGETHER = "Not shown separately, together"


def fold(shown: Table, number: int, lines: Lines) -> Table:
    """Rows that are hidden throughout leave; each family says at its end what its hidden rows come to together."""
    rows = shown.rows
    gone = {at for at, row in enumerate(rows) if row.parent is not None and _hidden_throughout(row, number, at, lines)}
    ends: dict[int, list[int]] = {}
    for top in {row.parent for row in rows if row.parent is not None} - gone:
        ends.setdefault(_last(rows, top), []).append(top)
    kept: list[tuple[Row, int | None]] = []  # each row, with where it was
    for at, row in enumerate(rows):
        if at not in gone:
            kept.append((row, at))
        for top in sorted(ends.get(at, ()), reverse=True):  # the innermost family first
            if together := _together(shown, number, top, lines):
                kept.append((together, None))
    where = {at: new for new, (_, at) in enumerate(kept) if at is not None}
    placed = (replace(row, parent=where.get(row.parent) if row.parent is not None else None) for row, _ in kept)
    return replace(shown, rows=tuple(placed))


def _last(rows: tuple[Row, ...], top: int) -> int:
    """The last row below `top`, however deep."""
    below = [at for at, row in enumerate(rows) if row.parent == top]
    return max((_last(rows, at) for at in below), default=top)


def _hidden_throughout(row: Row, number: int, at: int, lines: Lines) -> bool:
    cells = [cell.value for column, cell in enumerate(row.cells) if (number, at, column) in lines.values]
    return bool(cells) and all(value == HIDDEN for value in cells)


def _together(shown: Table, number: int, top: int, lines: Lines) -> Row | None:
    cells: list[Cell] = []
    for column in range(len(shown.columns)):
        if (counts := source(shown, column)) is not None:
            cells.append(_share(cells[counts], number, top, counts, lines))
            continue
        bag = [
            place
            for place in lines.children.get((number, top, column), ())
            if shown.rows[place[1]].cells[column].value == HIDDEN
        ]
        whole = shown.rows[top].cells[column].value
        if not bag or shown.kinds[column] != "count":
            cells.append(Cell(None))
        else:
            cells.append(Cell(HIDDEN if whole == HIDDEN else sum(lines.values[place] for place in bag)))
    return Row(TOGETHER, tuple(cells), top) if any(isinstance(cell.value, int) for cell in cells) else None


def _share(count: Cell, number: int, top: int, column: int, lines: Lines) -> Cell:
    place = lines.top((number, top, column))
    of = lines.values.get(place)
    return Cell(round(100 * count.value / of) if isinstance(count.value, int) and of else None)
