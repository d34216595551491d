"""A report as data for other programs."""

import json

from models.reports.report import Report


def as_json(report: Report) -> bytes:
    """The contract of the report as data: the same bytes from either database."""
    return json.dumps(report.plain(), ensure_ascii=False, indent=1).encode() + b"\n"
