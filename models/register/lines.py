"""From the bytes of one file to its lines: encoding, quotation marks, header, and cells put under their columns."""

import csv
from collections.abc import Callable, Collection, Iterator
from typing import IO, NamedTuple, TypeAlias

from models.register.faults import Fault
from models.register.layout import FILES

LONGEST_LINE = 1_000_000  # characters; a file that is not a table at all ends here and not in memory
LONGEST_CELL = 100_000
MOST_COLUMNS = 200
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "a spreadsheet or a zip", b"%P": "a PDF"}

Tell: TypeAlias = Callable[[Fault], None]


class Line(NamedTuple):
    """One line by column name. A cell that is empty is ""."""

    number: int
    cells: dict[str, str]


class Unusable(Exception):
    """The rest of this file cannot be read; what is wrong has been told."""


def read_lines(
    file: IO[bytes], name: str, tell: Tell, read: Callable[[int], None] = lambda size: None
) -> Iterator[Line]:
    """Every line that has the right number of cells; what is wrong with the others is told, and reading goes on."""
    columns = [column.name for column in FILES[name]]
    younger = dict.fromkeys((column.name for column in FILES[name] if column.may_lack), "")
    try:
        rows = _rows(file, name, tell, read)
        header = next(rows, None)
        if header is None:
            raise _end(
                tell, Fault(name, 1, "header", f"the file is empty; its first line names the columns: {columns[0]}, …")
            )
        found = _header(name, header[1] or [], columns, younger, tell)
        for number, row in rows:
            if row is None:
                yield Line(number, {})
            elif not any(row):
                continue
            elif len(row) != len(found):
                what = "more" if len(row) > len(found) else "fewer"
                tell(Fault(name, number, "line", f"{len(row)} cells, {what} than the {len(found)} columns; "
                           "a comma inside a cell needs quotation marks round the cell"))  # fmt: skip
                yield Line(number, {})
            else:
                yield Line(number, younger | dict(zip(found, row, strict=True)))
    except Unusable:
        return


def _rows(
    file: IO[bytes], name: str, tell: Tell, read: Callable[[int], None]
) -> Iterator[tuple[int, list[str] | None]]:
    csv.field_size_limit(LONGEST_CELL)
    text = _text(file, name, tell, read)
    reader = csv.reader(text, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            _quotation(name, start, str(problem), tell)
            yield start, None


def _quotation(name: str, start: int, problem: str, tell: Tell) -> None:
    """What the reader stumbled over, in words. A quotation mark that never ends swallows the rest, so that ends it."""
    if "field larger" in problem:
        said = (
            f"a cell is longer than {LONGEST_CELL:,} characters, or a quotation mark that begins here is never closed"
        )
        raise _end(tell, Fault(name, start, "line", f"{said}; the file was not read further"))
    if "unexpected end" in problem:
        said = 'a quotation mark (") that begins on this line is never closed'
        raise _end(tell, Fault(name, start, "line", said))
    tell(Fault(name, start, "line", 'a quotation mark (") stands where none may be; write "" for one inside a cell'))


def _text(file: IO[bytes], name: str, tell: Tell, read: Callable[[int], None]) -> Iterator[str]:
    """Lines of text. A byte that is not UTF-8 stays as a mark in its cell, so that its line and column can be named."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            line = _begin(line, name, tell)
        if len(line) > LONGEST_LINE:
            raise _end(
                tell, Fault(name, number, "line", f"longer than {LONGEST_LINE:,} bytes; the file was not read further")
            )
        read(len(line))
        yield line.decode("utf-8", "surrogateescape")


def _begin(line: bytes, name: str, tell: Tell) -> bytes:
    """The first line without a byte-order mark; another kind of file is named for what it is."""
    found = next((kind for mark, kind in MARKS.items() if line.startswith(mark)), None)
    if found or b"\0" in line:  # UTF-16 without its mark has a NUL beside each letter
        raise _end(tell, Fault(name, 1, "file", f"this is {found or 'UTF-16'}, not text; save it as “CSV UTF-8”"))
    if b"\r" in line.rstrip(b"\r\n"):
        said = "its lines end as on very old computers; open it and save it as “CSV UTF-8”"
        raise _end(tell, Fault(name, 1, "file", said))
    return line.removeprefix(b"\xef\xbb\xbf")


def _header(name: str, header: list[str], columns: list[str], younger: Collection[str], tell: Tell) -> list[str]:
    """The columns of this file. Order is free; none may be missing but the younger ones, doubled or unknown."""
    found = [cell.strip() for cell in header]
    for separator in (";", "\t", "|"):
        if len(found) == 1 and separator in found[0]:
            said = "a tab" if separator == "\t" else f"“{separator}”"
            raise _end(tell, Fault(name, 1, "header", f"the cells are parted by {said}; a register has commas"))
    faults = [
        Fault(name, 1, column, "this column is missing") for column in columns if column not in (*found, *younger)
    ]
    faults += [
        Fault(name, 1, _shown(column), f"this is not a column of {name}; its columns are {', '.join(columns)}")
        for column in found[:MOST_COLUMNS]
        if column not in columns
    ]
    faults += [Fault(name, 1, c, "this column is there twice; leave one") for c in columns if found.count(c) > 1]
    for fault in faults:
        tell(fault)
    if faults:
        raise Unusable
    return found


def _shown(column: str) -> str:
    plain = "".join(char if char.isprintable() and char != ":" else "?" for char in column)[:40]
    return plain or "(no name)"


def _end(tell: Tell, fault: Fault) -> Unusable:
    tell(fault)
    return Unusable()
