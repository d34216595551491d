"""A tagged PDF (PDF/UA-1): title, language, headings in order, tables with their headers, charts with their words."""

from typing import Any

from models.reports.document import Document, Drawn
from models.reports.writers.html import ROOT, draw
from models.reports.writers.values import heads, said
from models.typesetting import tagged_pdf


def write_pdf(document: Document) -> bytes:
    template = (ROOT / "templates" / "reports" / "report.typ").read_bytes()
    return tagged_pdf(template, "report", _facts(document))


def _facts(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "heading": f"{document.title}, {document.period}",
        "authority": document.authority,
        "lines": [line for line in (document.authority, document.part, document.period, document.so_far) if line],
        "mark": document.mark,
        "public": document.public,
        "fewest": document.fewest,
        "made": f"{document.made_on:%-d %B %Y}",
        "day": [document.made_on.year, document.made_on.month, document.made_on.day],
        "parts": [
            {
                "title": part.title,
                "words": [
                    {"kind": block.kind, "items": [[_run(run) for run in item] for item in block.items]}
                    for block in part.words
                ],
                "tables": [_table(drawn) for drawn in part.tables],
            }
            for part in document.parts
        ],
        "quotes": [{"text": quote.text, "by": quote.said_by} for quote in document.quotes],
    }


def _run(run: Any) -> dict[str, Any]:
    return {"text": run.text, "strong": run.strong, "em": run.em, "href": run.href}


def _table(drawn: Drawn) -> dict[str, Any]:
    table = drawn.table
    return {
        "title": drawn.title,
        "caption": drawn.n,
        "cohort": table.cohort,
        "note": table.note,
        "heads": heads(table),
        "rows": [[row.label, *(said(table, at, value) for at, value in enumerate(row.values))] for row in table.rows],
        "depths": [_depth(table.rows, at) for at in range(len(table.rows))],
        "chart": draw(drawn.chart) if drawn.chart else "",
        "about": drawn.chart.about if drawn.chart else "",
        "width": drawn.chart.width if drawn.chart else 0,
    }


def _depth(rows: Any, at: int) -> int:
    """How far in a row stands: a part of a part further than a part, an outermost one not at all."""
    depth = 0
    while (up := rows[at].parent) is not None:
        depth, at = depth + 1, up
    return depth
