"""Taking the whole register away: the same files and columns that come in, in one order on either database.

Every line must be up to date before (`upkeep`). Texts are opened with the staff's keys, one batch at a time.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.register.cells import Value, written
from models.register.labels import counted_as
from models.register.layout import ACTIONS, EQUALITY, FILES, OMBUDSMAN, POINTS, REGISTER, SPEND, Column
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.register import CorrectiveAction, OmbudsmanCase, RegisterLine, RegisterPoint, Spend
from models.tables.staff import Staff
from models.tables.words import Action, Point

AT_ONCE = 500
HIDDEN = "(cannot be opened)"  # one broken text does not hide the rest
MARK = "taken-by.txt"  # nothing reads it back
STAMP = (1980, 1, 1, 0, 0, 0)  # the same register is the same zip
Values = dict[str, Value]
Seen = ColumnElement[bool]  # which cases: those of `visible()`, or every one
EVERY: Seen = true()


def to_folder(db: Session, keys: Keyring, folder: Path, *, on: date) -> dict[str, int]:
    """Write every file into `folder`. Returns how many lines each has."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name in FILES:
        counts[name] = 0
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            for number, text in enumerate(file_of(db, keys, name, on=on)):
                file.write(text)
                counts[name] = number
    return counts


def to_zip(db: Session, keys: Keyring, seen: Seen = EVERY, *, on: date, mark: str = "") -> Iterator[bytes]:
    """The same as the bytes of a .zip, made as they are read away: never whole in memory, never on a disk. `mark`: who
    took it and when, in a file beside the others (PRV-16)."""
    out = _Drained()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        if mark:
            packed.writestr(zipfile.ZipInfo(MARK, STAMP), f"{mark}\n")
        for name in FILES:
            with packed.open(zipfile.ZipInfo(name, STAMP), "w", force_zip64=True) as entry:
                for text in file_of(db, keys, name, seen, on=on):
                    entry.write(text.encode())
                    if out.held() > 64_000:
                        yield out.drain()
    yield out.drain()


def file_of(db: Session, keys: Keyring, name: str, seen: Seen = EVERY, *, on: date) -> Iterator[str]:
    """The header and then every line of one file, as text: what a label counts as on that day, so that whoever reads
    the file counts the same."""
    columns, counts = FILES[name], counted_as(db, on)
    yield _row([column.name for column in columns])
    for values in _VALUES[name](db, keys, seen):
        yield _row([written(column, _counted(column, values.get(column.name), counts)) for column in columns])


def _counted(column: Column, value: Value, counts: Mapping[str, Mapping[str, str]]) -> Value:
    return counts.get(column.list, {}).get(value, value) if isinstance(value, str) else value


def _register(db: Session, keys: Keyring, seen: Seen) -> Iterator[Values]:
    query = select(RegisterLine).join(Case, Case.id == RegisterLine.case_id).where(seen)
    for (line,) in _each(db, query.order_by(_in_order(db, RegisterLine.reference))):
        said: Mapping[str, Value] = {}
        if line.equality is not None:
            said = _opened(partial(keys.open_json, RegisterLine.equality, line), {})
        plain = {column.name: getattr(line, column.name) for column in FILES[REGISTER] if column.name not in EQUALITY}
        yield {**plain, **said}


def _points(db: Session, keys: Keyring, seen: Seen) -> Iterator[Values]:
    query = (
        select(RegisterPoint, RegisterLine.reference, Point, Case)
        .join(RegisterLine, RegisterLine.case_id == RegisterPoint.case_id)
        .join(Case, Case.id == RegisterPoint.case_id)
        .outerjoin(
            Point,
            (Point.case_id == RegisterPoint.case_id)
            & (Point.number == RegisterPoint.number)
            & RegisterLine.imported_at.is_(None),
        )
        .where(seen)
        .order_by(_in_order(db, RegisterLine.reference), RegisterPoint.stage, RegisterPoint.number)
    )
    for row, reference, point, case in _each(db, query):
        text = _text(keys, RegisterPoint.text, row) or (point and _of_case(keys, case, Point.text, point))
        yield {
            "reference": reference, "stage": str(row.stage), "number": row.number, "text": text,
            "finding": row.finding, "remedy": row.remedy, "service": row.service,
        }  # fmt: skip


def _ombudsman(db: Session, keys: Keyring, seen: Seen) -> Iterator[Values]:
    query = (
        select(OmbudsmanCase, RegisterLine.reference)
        .outerjoin(RegisterLine, RegisterLine.case_id == OmbudsmanCase.case_id)
        .outerjoin(Case, Case.id == OmbudsmanCase.case_id)
        .where(or_(OmbudsmanCase.case_id.is_(None), seen))
    )
    for row, reference in _each(db, query.order_by(_in_order(db, OmbudsmanCase.ombudsman_reference))):
        plain = {column.name: getattr(row, column.name) for column in FILES[OMBUDSMAN] if column.name != "reference"}
        yield {**plain, "reference": reference, "recommendation": _text(keys, OmbudsmanCase.recommendation, row)}


def _actions(db: Session, keys: Keyring, seen: Seen) -> Iterator[Values]:
    query = (
        select(CorrectiveAction, RegisterLine.reference, Action, Staff.name, Case)
        .join(RegisterLine, RegisterLine.case_id == CorrectiveAction.case_id)
        .join(Case, Case.id == CorrectiveAction.case_id)
        .outerjoin(Action, Action.id == CorrectiveAction.action_id)
        .outerjoin(Staff, Staff.id == Action.owner_id)
        .where(seen)
        .order_by(_in_order(db, RegisterLine.reference), CorrectiveAction.number)
    )
    for row, reference, action, owner, case in _each(db, query):
        words: Any = {"description": action and _of_case(keys, case, Action.text, action), "owner": owner}
        if row.words is not None:
            words = _opened(partial(keys.open_json, CorrectiveAction.words, row), {"description": HIDDEN})
        elif case.sensitive:  # counted, and nothing says what it was (S-07)
            words = {}
        yield {
            "reference": reference, "stage": row.stage and str(row.stage), "type": row.type,
            "agreed_on": row.agreed_on, "due_on": row.due_on, "completed_on": row.completed_on, **words,
        }  # fmt: skip


def _spend(db: Session, keys: Keyring, seen: Seen) -> Iterator[Values]:
    query = (
        select(Spend, RegisterLine.reference)
        .outerjoin(RegisterLine, RegisterLine.case_id == Spend.case_id)
        .outerjoin(Case, Case.id == Spend.case_id)
        .where(or_(Spend.case_id.is_(None), seen))
    )
    for row, reference in _each(db, query.order_by(Spend.paid_on, _in_order(db, Spend.line))):
        yield {"paid_on": row.paid_on, "heading": row.heading, "amount": row.pence, "reference": reference}


_VALUES: Mapping[str, Callable[[Session, Keyring, Seen], Iterator[Values]]] = {
    REGISTER: _register, POINTS: _points, OMBUDSMAN: _ombudsman, ACTIONS: _actions, SPEND: _spend,
}  # fmt: skip


def _each(db: Session, query: Any) -> Iterator[Any]:
    """Row by row; a session keeps no row that nobody holds any more."""
    for rows in db.execute(query, execution_options={"yield_per": AT_ONCE}).partitions():
        yield from rows


def _in_order(db: Session, column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """By its bytes, as SQLite sorts; PostgreSQL would follow the language of its server."""
    return column.collate("C") if db.get_bind().dialect.name == "postgresql" else column.expression


def _text(keys: Keyring, column: InstrumentedAttribute[Any], row: Any) -> str | None:
    return None if getattr(row, column.key) is None else _opened(lambda: keys.open(column, row), HIDDEN)


def _of_case(keys: Keyring, case: Case, column: InstrumentedAttribute[Any], row: Any) -> str:
    text: str = _opened(lambda: keys.with_case(case, "thread").open(column, row), HIDDEN)
    return text


def _opened(opened: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return opened()
    except Unreadable:
        return otherwise


def _row(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


class _Drained(io.RawIOBase):
    """A file that only grows at its end, and gives away what it holds."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._held = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        self._held += len(data)
        return len(data)

    def held(self) -> int:
        return self._held

    def drain(self) -> bytes:
        whole = b"".join(self._parts)
        self._parts, self._held = [], 0
        return whole
