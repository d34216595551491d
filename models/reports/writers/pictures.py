"""The charts of a report as pictures, for Word, which draws none of its own from what python-docx writes."""

import json
from collections.abc import Mapping

import typst

from models.reports.document import Document
from models.reports.writers.html import draw

SHARP = 192.0  # dots an inch
PAGES = """#let d = json(bytes(sys.inputs.charts))
#set page(width: auto, height: auto, margin: 2pt)
#for (at, c) in d.enumerate() { if at > 0 { pagebreak() }; image(bytes(c), format: "svg") }
"""


def pictures(document: Document) -> Mapping[str, bytes]:
    """A PNG for each table that has a chart, by the table's id; all of them are drawn in one go."""
    charts = {one.table.id: one.chart for part in document.parts for one in part.tables if one.chart is not None}
    if not charts:
        return {}
    drawings = json.dumps([draw(chart) for chart in charts.values()])
    found = typst.compile(PAGES.encode(), format="png", ppi=SHARP, sys_inputs={"charts": drawings})
    return dict(zip(charts, found if isinstance(found, list) else [found], strict=True))
