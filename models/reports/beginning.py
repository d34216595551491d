"""Where a register begins: days before it have no record, which is not the same as nought."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.reports.report import NO_RECORD, Cell, Kind, Row, Table
from models.tables.register import RegisterLine as Line


def began(db: Session, authority: str) -> date | None:
    """The day of receipt of the earliest representation that this council's register holds."""
    return db.scalar(select(func.min(Line.received_on)).where(Line.authority == authority))


def without_record(tables: Sequence[Table], since: date | None) -> tuple[Table, ...]:
    """The tables, where every nought of days before `since` says so. Anything that is more than nought stays."""
    if since is None:
        return tuple(tables)
    return tuple(replace(table, rows=tuple(_row(row, table.kinds, since) for row in table.rows)) for table in tables)


def _row(row: Row, kinds: Sequence[Kind], since: date) -> Row:
    """A column that holds nothing before a day has nothing to say of it, also where no case stands behind the cell."""
    cells = [_cell(cell, since) for cell in row.cells]
    for place, kind in enumerate(kinds):
        counted = place - 1
        if kind == "percent" and cells[place].value is None and place and cells[counted].value == NO_RECORD:
            cells[place] = replace(cells[place], value=NO_RECORD, n=0)
    return replace(row, cells=tuple(cells))


def _cell(cell: Cell, since: date) -> Cell:
    before = bool(cell.cases) and all(one.period.last < since for one in cell.cases)
    return replace(cell, value=NO_RECORD) if before and not cell.is_something and not cell.value else cell
