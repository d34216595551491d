"""An Excel file: a sheet of contents, then the tables as data, a sheet each.

Beside each table stands a chart of its cells, as Excel draws it. Numbers are numbers, and no text is ever a formula
(INP-05).
"""

import io
import re
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from models.reports.charts import plotted
from models.reports.document import Document, Drawn
from models.reports.writers.values import heads, is_number

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDE = 44


def write_xlsx(document: Document) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    about = {"title": f"{document.title}, {document.period}", "author": document.authority, "subject": document.part}
    book.set_properties(about)
    styles = {
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.add_format({"font_color": "#005a6e", "underline": 1}),
    }
    front = book.add_worksheet("Contents")
    tables = [drawn for part in document.parts for drawn in part.tables]
    names = _sheet_names(tables)
    _contents(front, document, tables, names, styles)
    for drawn, name in zip(tables, names, strict=True):
        sheet = book.add_worksheet(name)
        _sheet(sheet, drawn, styles)
        _chart(book, sheet, drawn)
    book.close()
    return out.getvalue()


def _sheet_names(tables: list[Drawn]) -> list[str]:
    """What Excel allows in the name of a sheet, and no name twice."""
    found: list[str] = []
    for drawn in tables:
        base = re.sub(r"[^\w -]+", "-", drawn.table.id)[:24] or "table"
        name, again = base, 2
        while name.lower() in {other.lower() for other in [*found, "contents"]}:
            name, again = f"{base} {again}", again + 1
        found.append(name)
    return found


def _contents(sheet: Any, document: Document, tables: list[Drawn], names: list[str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 3, WIDE)
    said = [document.title, document.authority, document.part, document.period, document.so_far, document.mark]
    lines = [line for line in said if line]
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line, styles["bold"] if at == 0 else None)
    start = len(lines) + 1
    for column, head in enumerate(("Sheet", "Table", "Counted", "n")):
        sheet.write_string(start, column, head, styles["bold"])
    for at, (drawn, name) in enumerate(zip(tables, names, strict=True), start + 1):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", styles["link"], name)
        for column, text in enumerate((drawn.table.title, drawn.table.cohort, drawn.n), 1):
            sheet.write_string(at, column, text, styles["wrap"])


def _sheet(sheet: Any, drawn: Drawn, styles: dict[str, Any]) -> None:
    """The table begins in the first row, so that it can be read as data; what it counts stands below it."""
    table = drawn.table
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, len(table.columns), 16)
    sheet.freeze_panes(1, 1)
    for column, head in enumerate(heads(table)):
        sheet.write_string(0, column, head, styles["bold"])
    for at, row in enumerate(table.rows, 1):
        sheet.write_string(at, 0, row.label)
        for column, value in enumerate(row.values, 1):
            if isinstance(value, int | float) and is_number(value):
                sheet.write_number(at, column, value)
            elif value is not None:
                sheet.write_string(at, column, str(value))
    below = [drawn.title, drawn.n, table.cohort, table.note]
    for at, text in enumerate((text for text in below if text), len(table.rows) + 2):
        sheet.write_string(at, 0, text, styles["wrap"])


def _chart(book: Any, sheet: Any, drawn: Drawn) -> None:
    """Bars of the cells themselves, with what they say in words for who does not see them."""
    table = drawn.table
    rows, columns = plotted(table)
    if drawn.chart is None or not rows:
        return
    chart = book.add_chart({"type": "bar"})
    places = [at for at, row in enumerate(table.rows, 1) if row in rows]
    for column in columns:
        spans = [[sheet.name, place, at, place, at] for at in (0, column + 1) for place in places]
        labels, values = spans[: len(places)], spans[len(places) :]
        chart.add_series(
            {
                "name": [sheet.name, 0, column + 1],
                "categories": _cells(labels),
                "values": _cells(values),
                "data_labels": {"value": True},
            }
        )
    chart.set_title({"name": drawn.title, "name_font": {"size": 11}})
    chart.set_legend({"none": True} if len(columns) == 1 else {"position": "bottom"})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 620, "height": 90 + 26 * len(places) * len(columns)})
    sheet.insert_chart(1, len(table.columns) + 2, chart, {"description": drawn.chart.about})


def _cells(spans: list[list[Any]]) -> str:
    """Cells that need not stand side by side, as Excel names them."""
    named = [f"'{name}'!{xl_rowcol_to_cell(row, column, True, True)}" for name, row, column, *_ in spans]
    return f"=({','.join(named)})"
