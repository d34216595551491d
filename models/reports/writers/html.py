"""One web page that needs nothing beside it: its style sheet travels in it, and it runs no script."""

import base64
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.formats import FILTERS
from models.reports.charts import Chart
from models.reports.document import Document
from models.reports.writers.values import said
from models.words import deck

ROOT = Path(__file__).parents[3]


def write_html(document: Document) -> bytes:
    style = base64.b64encode((ROOT / "static" / "site" / "report.css").read_bytes()).decode()
    page = _templates().get_template("reports/page.html")
    return page.render(document=document, style=style, spelled=said, words=deck("report")).encode()


def draw(chart: Chart) -> str:
    """A chart by itself, for paper."""
    drawing: str = _templates().get_template("components/chart.html").module.chart(chart)  # type: ignore[attr-defined]
    return str(drawing)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
