"""A zip of plain tables: one file for each, and a list of them."""

import csv
import io
import re
import zipfile

from models.reports.document import Document
from models.reports.writers.values import heads, is_number, tame

OLD = (1980, 1, 1, 0, 0, 0)  # the same report is the same bytes


def write_csv(document: Document) -> bytes:
    out = io.BytesIO()
    listed: list[list[object]] = [["File", "Table", "Title", "Counted", "Note", "n"]]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for drawn in (drawn for part in document.parts for drawn in part.tables):
            table = drawn.table
            name = f"{re.sub(r'[^a-z0-9-]+', '-', table.id.lower())}.csv"
            listed.append([name, table.id, table.title, table.cohort, table.note, drawn.n])
            rows: list[list[object]] = [[*heads(table)]]
            rows += [[row.label, *row.values] for row in table.rows]
            _add(folder, name, rows)
        listed += [["", "", said, "", "", ""] for said in (document.so_far, document.mark) if said]
        _add(folder, "contents.csv", listed)
    return out.getvalue()


def _add(folder: zipfile.ZipFile, name: str, rows: list[list[object]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell if is_number(cell) else tame(str(cell if cell is not None else "")) for cell in row])  # type: ignore[arg-type]
    folder.writestr(zipfile.ZipInfo(name, OLD), "\ufeff" + text.getvalue(), zipfile.ZIP_DEFLATED)
