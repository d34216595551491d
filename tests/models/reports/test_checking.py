"""Every kind of sum that can fail is named, table and row, and nothing is put right in silence (M-10, A-19)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.procedure.periods import Period
from models.reports.building import build
from models.reports.checking import check_tables
from models.reports.chosen import Chosen
from models.reports.layout import find
from models.reports.report import Cell, Row, Table
from models.reports.scope import Scope
from tests.register_rows import COUNCIL, add_line, add_lines

YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
EVERYBODY = Chosen("s1", "received", YEAR)


def made(*rows: Row, **change: object) -> Table:
    plain = Table("5a", "Nature", "", "", ("Number",), rows, ("count",))
    return replace(plain, **change)


def counted(label: str, *numbers: int, parent: int | None = None) -> Row:
    return Row(label, tuple(Cell(number) for number in numbers), parent)


def said(*tables: Table) -> list[str]:
    return [str(check) for check in check_tables(tables)]


def test_a_table_that_adds_up_says_nothing_m_10():
    assert said(made(counted("A", 2, parent=2), counted("B", 1, parent=2), counted("Total", 3))) == []


def test_rows_are_held_against_their_total_m_10():
    broken = made(counted("A", 2, parent=2), counted("B", 1, parent=2), counted("Total", 4))
    assert said(broken) == ["Table 5a: in column “Number” the rows add up to 3, and “Total” says 4."]


def test_teams_are_held_against_their_directorate_m_10():
    broken = made(counted("East", 2, parent=2), counted("East / North", 1, parent=0), counted("Total", 2))
    assert said(broken) == ["Table 5a: in column “Number” the rows add up to 1, and “East” says 2."]


def test_quarters_are_held_against_the_total_m_10():
    row = counted("2026/27", 1, 2, 3, 4, 11)
    broken = made(row, columns=("Q1", "Q2", "Q3", "Q4", "Total"), kinds=("count",) * 5, column_total=4)
    assert said(broken) == ["Table 5a: the quarters of “2026/27” add up to 10, not to 11."]


def test_percentages_are_held_against_100_m_01():
    shares = [Row("A", (Cell(35),), 3), Row("B", (Cell(44),), 3), Row("C", (Cell(22),), 3), Row("Total", (Cell(100),))]
    assert said(made(*shares, kinds=("percent",), shares=True)) == [
        "Table 5a: the percentages of “Total” make 101, not 100."
    ]


def test_a_part_is_held_against_its_whole_m_10():
    part = made(counted("A", 3), id="5b", subset_of="5a")
    assert said(made(counted("A", 2)), part) == ["Table 5b: “A” is 3, more than 2 in table 5a."]


def test_two_tables_that_count_the_same_are_held_against_each_other_m_10():
    one = made(Row("Total", (Cell(33, chosen=EVERYBODY),)), id="3a")
    other = made(Row("Total", (Cell(32, chosen=EVERYBODY),)), id="4")
    assert said(one, other) == ["Table 4: “Total” is 32, and “Total” of table 3a, which counts the same, is 33."]


def test_who_falls_between_two_bands_is_named_a_20():
    assert said(made(counted("In no band", 1))) == ["Table 5a: 1 fall between the bands."]


@pytest.fixture
def checks(db, keys) -> Callable[..., list[str]]:
    def of(*rows: dict[str, str]) -> list[str]:
        add_lines(db, keys.staff.ring, rows)
        scope = Scope(COUNCIL, YEAR)
        report = build(db, keys.staff.ring, find("isle-of-wight"), scope, today=date(2027, 3, 31))
        return report.plain()["checks"]

    return of


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"stage1_responded_on": "2026-05-01"}, "stage 1 answered before it was received"),
        ({"acknowledged_on": "2026-05-04"}, "acknowledged before it was received"),
        ({"triaged_on": "2026-05-04"}, "triaged before it was received"),
        ({"closed_on": "2026-05-04"}, "closed before it was received"),
        ({"stage1_responded_on": "2026-06-01", "closed_on": "2026-05-20"}, "closed before stage 1 was answered"),
        (
            {"stage1_started_on": "2026-06-01", "stage2_requested_on": "2026-05-20"},
            "stage 2 asked for before stage 1 started",
        ),
        ({"stage3_requested_on": "2026-07-01"}, "stage 3 asked for without a stage 2"),
        ({"stage2_responded_on": "2026-07-01"}, "stage 2 answered and never asked for"),
        ({"stage1_outcome": "Upheld"}, "a stage 1 outcome without the day of an answer, so never counted as in time"),
        (
            {"stage1_remedy": "Apology"},
            "a stage 1 remedy without an outcome, an answer or an end, so remedies count one more than outcomes",
        ),
        ({"procedure": ""}, "a complaint without a procedure, in no table of stages"),
    ],
)
def test_records_that_contradict_themselves_are_named_by_reference_a_19(checks, row, says):
    assert f"IOW-7: {says}." in checks({"reference": "IOW-7", **row})


def test_many_contradictions_are_counted_and_ten_of_them_named(checks):
    rows = [{"reference": f"R-{number:02}", "closed_on": "2026-05-01"} for number in range(12)]
    assert checks(*rows) == [
        "R-00, R-01, R-02, R-03, R-04, R-05, R-06, R-07, R-08, R-09 and 2 more: closed before it was received."
    ]


def test_a_child_of_exactly_ten_has_a_row_of_its_own_and_somebody_is_told_a_20(db, keys):
    add_line(db, keys.staff.ring, young_person="yes", record_age="10")
    report = build(db, None, find("isle-of-wight"), Scope(COUNCIL, YEAR), today=YEAR.last, only={"9a"})
    assert report.table("9a").row("In no band").values == [1]
    assert [str(check) for check in report.checks] == ["Table 9a: 1 fall between the bands."]
