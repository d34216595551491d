"""This year first, then the year before; performance cumulative; totals worked out (rules 5.6)."""

from datetime import date

import pytest

from models.reports.building import build
from models.reports.layout import find
from models.reports.report import Report
from models.reports.scope import Scope
from tests.models.reports.test_staffordshire import COUNCIL, NOT, UPHELD, YEAR, answered, line

IDS = [
    *(f"t{number}" for number in range(1, 9)), "advocacy", "t9", "delays", *(f"t{number}" for number in range(10, 15)),
]  # fmt: skip


def lines() -> list[dict[str, str]]:
    young = {"young_person": "yes", "received_from": "Service user (young person)"}
    return [
        answered("L-1", "2016-05-03", "2016-05-10", NOT, learning="No"),
        answered("N-1", "2017-05-02", "2017-05-12", UPHELD, learning="Yes", **young, record_age="14",
                 advocacy="Own choice"),  # day 8
        answered("N-2", "2017-05-02", "2017-05-25", UPHELD, learning="No", **young, record_age="11",
                 advocacy="Offered, not wanted"),  # day 17
        answered("N-3", "2017-05-02", "2017-06-30", NOT, stage2_requested_on="2017-07-03", closed_on="2017-08-01",
                 stage2_outcome="Withdrawn"),  # day 42
        line("N-4", "2017-05-02"),
    ]  # fmt: skip


SPEND = [
    {"paid_on": "2017-06-01", "heading": "Advocacy", "amount": "120.50", "reference": ""},
    {"paid_on": "2017-07-01", "heading": "Advocacy", "amount": "79.50", "reference": ""},
    {"paid_on": "2016-07-01", "heading": "Stage 3", "amount": "1000.25", "reference": "L-1"},
]
ACTIONS = [
    {"reference": "N-1", "type": "Training", "agreed_on": "2017-06-01", "due_on": "2017-07-01",
     "completed_on": "2017-06-20"},
    {"reference": "N-1", "type": "Training", "agreed_on": "2017-06-01", "due_on": "2017-07-01"},
    {"reference": "N-2", "type": "Apology", "agreed_on": "2017-06-01", "due_on": "2019-07-01"},
]  # fmt: skip


@pytest.fixture
def report(register, db, keys) -> Report:
    register(lines(), spend=SPEND, actions=ACTIONS)
    return build(db, keys.staff.ring, find("surrey"), Scope(COUNCIL, YEAR), today=date(2018, 4, 30))


def test_every_table_is_worked_out_by_hand_5_6(report):
    tables = {table["id"]: {row[0]: row[1:] for row in table["rows"]} for table in report.plain()["tables"]}
    assert list(tables) == [*IDS, "dispositions", "t15", "actions", "completeness", "spend"]
    assert report.table("t2").columns == ("2017/18", "2017/18 %", "2016/17", "2016/17 %")
    assert tables["t1"] == {
        "From children and young people": [2, 0],
        "From adults": [2, 1],
        "Total": [4, 1],
        "Change on the year before": ["+300%", None],
    }
    assert tables["t3"]["Adoption Team"] == [3, 75, 1, 100]
    assert tables["t5"]["Total"] == [1, 100, 0, None]
    assert tables["advocacy"] == {
        "Own choice": [1, 50, 0, 0],
        "No advocate": [1, 50, 0, 0],
        "Total": [2, 100, 0, None],
        "With an advocate": [1, 50, 0, None],
        "Aged 13 and over": [1, 50, 0, None],
    }
    assert tables["t9"] == {  # cumulative, and of everything received (M-05, K-18)
        "Within 10 working days": [1, 25, 1, 100],
        "Within 20 working days": [2, 50, 1, 100],
        "Over 20 working days": [1, 25, 0, 0],
        "Not answered": [1, 25, 0, 0],
        "Total": [4, None, 1, None],
        "Mean working days": [22.3, None, 5, None],
    }
    assert tables["t10"]["Outstanding"] == [1, None, 0, None]
    assert tables["t12"]["Total"] == [1, 25, 0, 0]
    assert tables["dispositions"]["Withdrawn"] == [1, 100, 0, 0]
    assert tables["t15"] == {
        "With corrective action identified": [1, 25, 0, 0],
        "Explicitly none": [1, 25, 1, 100],
        "Missing": [2, 50, 0, 0],
        "Total": [4, 100, 1, 100],
    }
    assert tables["actions"] == {
        "Apology": [1, 0, 0, 0, 1],
        "Training": [2, 1, 50, 1, 0],
        "Total": [3, 1, 33, 1, 1],
    }
    assert report.table("spend").columns == ("2014/15", "2015/16", "2016/17", "2017/18")
    assert tables["spend"] == {
        "Advocacy": [0, 0, 0, 200],
        "Stage 3": [0, 0, 1000.25, 0],
        "Total": [0, 0, 1000.25, 200],
    }
    assert tables["completeness"]["Learning"] == [1, 3, 33, 0, 1, 0]
    assert report.plain()["checks"] == []
