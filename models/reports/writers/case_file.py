"""The file for the Ombudsman on paper and as a folder: an index first, then each document under its number."""

import io
import re
import zipfile
from collections.abc import Callable

from models.cases.attaching import Attached
from models.formats import short_date
from models.reports.case_file import CaseFile, Entry, plain
from models.reports.writers.html import ROOT
from models.typesetting import tagged_pdf

MOST = 60 * 1024 * 1024  # bytes of files in one folder, which is made in memory: nothing clear is ever on a disk
TOO_LARGE = "{}: too large to be put in here. Save it from Files."


def write_pdf(file: CaseFile) -> bytes:
    """A tagged PDF: title, an index with page numbers, every document under a heading of its own."""
    facts = {
        "reference": file.reference,
        "council": file.council,
        "mark": file.mark,
        "stands": file.stands,
        "made": short_date(file.made_on),
        "day": [file.made_on.year, file.made_on.month, file.made_on.day],
        "left_out": [*file.left_out, *_listed(file)],
        "entries": [
            {
                "title": _title(one),
                "paragraphs": [line if isinstance(line, str) else [*line] for line in one.paragraphs],
                "rows": [list(row) for row in one.rows],
            }
            for one in file.entries
        ],
    }
    template = (ROOT / "templates" / "reports" / "case_file.typ").read_bytes()
    return tagged_pdf(template, "file", facts)


def write_zip(file: CaseFile, copy_of: Callable[[Attached], tuple[str, bytes]]) -> bytes:
    """A folder: the PDF, an index, each document as plain text, and staff's copies of the files, as `copy_of` reads."""
    made, index, room = io.BytesIO(), [f"{file.council}: {file.reference}", file.mark, *file.left_out, ""], MOST
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(f"{file.reference}/00 Whole file.pdf", write_pdf(file))
        for one in file.entries:
            name = f"{one.number:02} {_plain(one.title)}.txt"
            index.append(f"{name}  {short_date(one.on)}" if one.on else name)
            folder.writestr(f"{file.reference}/{name}", _text(one))
        for place, attached in enumerate(file.files, len(file.entries) + 1):
            name, content = copy_of(attached)
            if len(content) > room:
                index.append(TOO_LARGE.format(f"{place:02} {attached.name}"))
                continue
            room -= len(content)
            index.append(f"{place:02} {name}  {attached.name}")
            folder.writestr(f"{file.reference}/{place:02} {name}", content)
        folder.writestr(f"{file.reference}/00 Index.txt", "\r\n".join(index))
    return made.getvalue()


def _listed(file: CaseFile) -> list[str]:
    """What is in the folder beside this paper."""
    if not file.files:
        return []
    names = ", ".join(one.name for one in file.files)
    return [f"Files of the person and documents of ours, given beside this paper: {names}."]


def _title(one: Entry) -> str:
    return f"{one.number}. {one.title}" + (f", {short_date(one.on)}" if one.on else "")


def _text(one: Entry) -> str:
    rows = [" | ".join(row) for row in one.rows]
    return "\r\n\r\n".join([_title(one), *map(plain, one.paragraphs), *rows])


def _plain(title: str) -> str:
    return re.sub(r"[^\w ,()-]", "", title).strip()[:60]
