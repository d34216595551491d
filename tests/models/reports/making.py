"""A small invented report: three tables, one of them by quarter, with words and something written to break a writer."""

from datetime import date

from models.reports.document import Quote, document
from models.reports.guarding import guard
from models.reports.report import Cell, Report, Row, Table

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
WORDS = {
    "Outcomes": "We <strong>changed</strong> this:\n\n- letters are <script>alert(1)</script>shorter\n- we ring back"
}


def table(rows, id="3a", columns=("Number",), kinds=("count",), **more):
    """Rows as label, parent, then the counts."""
    made = tuple(Row(label, tuple(Cell(value) for value in values), parent) for label, parent, *values in rows)
    return Table(id, f"Table {id}", "received in the year", "", columns, made, kinds, **more)


def report(*tables, **more):
    return Report("test", "Complaints report", "Ashbourne County Council", FIRST, LAST, tables, **more)


WAYS = table([("E-mail", 4, 20), ("Letter", 4, 9), ("Telephone", 4, 3), ("In person", 4, 0), ("Total", None, 32)])


def whole_report():
    shares = {"columns": ("Number", "%"), "kinds": ("count", "percent"), "section": "Received"}
    ways = [("E-mail", 3, 20, 57), ("=1+1", 3, 9, 26), ("@Letter", 3, 6, 17), ("Total", None, 35, 100)]
    years = {"columns": ("2024/25", "2025/26"), "kinds": ("count", "count"), "section": "Outcomes"}
    upheld = [("Upheld", 2, 12, 9), ("Not upheld", 2, 20, 1017), ("Total", None, 32, 1026)]
    return report(table(ways, **shares), table(upheld, id="s1", **years))


def whole_document(*, public=True, mark=""):
    made = guard(whole_report())[0] if public else whole_report()
    quotes = (Quote("They <b>listened</b>.", "A young person"),)
    return document(made, WORDS, made_on=date(2026, 5, 1), public=public, fewest=5, quotes=quotes, mark=mark)
