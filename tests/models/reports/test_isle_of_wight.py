"""Every figure that the Isle of Wight published for 2016/17, from invented records with the same totals (rules 5.2)."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.procedure.periods import Period
from models.reports.building import build
from models.reports.layout import find
from models.reports.scope import Scope

HERE = Path(__file__).parents[2] / "registers" / "isle-of-wight-2016-17"
EXPECTED = json.loads((HERE / "expected.json").read_text("utf-8"))
YEAR = Period(date(2016, 4, 1), date(2017, 3, 31))
COUNCIL = "Isle of Wight Council"


def published() -> Iterator[tuple[str, str, list[object]]]:
    """Table, label and figures of everything in the file."""
    for name, rows in EXPECTED.items():
        if name not in ("period", "authority"):
            yield from _rows(name.removesuffix(" (young people)"), rows)


def _rows(table: str, rows: dict[str, object], group: str = "") -> Iterator[tuple[str, str, list[object]]]:
    for label, figures in rows.items():
        if isinstance(figures, dict):
            yield from _rows(table, figures, f"{group}{label}: ")
        else:
            yield table, group + label, figures if isinstance(figures, list) else [figures]


@pytest.fixture(scope="module")
def made() -> dict[str, object]:
    return {}


@pytest.fixture
def report(db, keys, bring, made):
    """Worked out once: the example is brought into an empty database as the command line does, and asked for."""
    if not made:
        bring(HERE)
        scope = Scope(COUNCIL, YEAR)
        made["report"] = build(db, keys.staff.ring, find("isle-of-wight"), scope, today=YEAR.last)
    return made["report"]


def test_every_published_figure_comes_out_5_2(report):
    tables = {table["id"]: {row[0]: row[1:] for row in table["rows"]} for table in report.plain()["tables"]}
    wrong = [
        f"{table} {label}: {tables[table].get(label)} instead of {figures}"
        for table, label, figures in published()
        if tables[table].get(label, [0])[: len(figures)] != figures
    ]
    assert not wrong


def test_nothing_fails_a_check_m_10(report):
    assert report.plain()["checks"] == []
