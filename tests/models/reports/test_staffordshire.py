"""Three years side by side, statutory apart from corporate, each figure worked out by hand (rules 5.5)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.procedure.periods import Period
from models.reports.building import build
from models.reports.layout import find
from models.reports.report import Report
from models.reports.scope import Scope
from models.tables import CouncilCode

COUNCIL = "Ashbourne County Council"
YEAR = Period(date(2017, 4, 1), date(2018, 3, 31))
CARE, EDUCATION = "Looked after Children and Disability Services", "Education and Skills"
UPHELD, PARTLY, NOT = "Upheld", "Partially Upheld", "Not Upheld"

IDS = [
    "feedback", "duty", "s1-quarters", "s1-teams", "s1-nature", "s1-outcomes", "s1-timescales", "s1-remedies",
    "s2-count", "s2-services", "s2-findings", "s3-panels", "c1-quarters", "c1-teams", "c1-nature", "c1-outcomes",
    "c1-timescales", "c1-remedies", "c2-reviews", "ombudsman", "compliments",
]  # fmt: skip


def line(reference: str, received: str, **more: str) -> dict[str, str]:
    """A complaint of these days; what a good line has beyond that is taken away."""
    empty = dict.fromkeys(("stage1_started_on", "stage1_responded_on", "stage1_outcome", "closed_on", "service"), "")
    return {**empty, "reference": reference, "received_on": received, **more}


def answered(reference: str, received: str, on: str, outcome: str, **more: str) -> dict[str, str]:
    days = {"stage1_responded_on": on, "stage1_outcome": outcome, "closed_on": on}
    return line(
        reference, received, **{**days, "service": f"{CARE} / Adoption Team", "nature": "Staff Conduct", **more}
    )


def lines() -> list[dict[str, str]]:
    corporate = {"procedure": "corporate", "service": EDUCATION}
    return [
        # 2015/16: one statutory, in time
        answered("S-1", "2015-06-01", "2015-06-12", UPHELD),
        # 2016/17: two; one of them went to stage 2 in the next year
        answered("S-2", "2016-05-03", "2016-05-10", NOT, stage1_remedy="Explanation"),
        answered("S-3", "2016-12-01", "2017-02-20", PARTLY, stage2_requested_on="2017-05-02", closed_on=""),
        # 2017/18: one in each quarter and two in the last; the last one is not answered
        answered("S-4", "2017-04-03", "2017-04-24", UPHELD, stage1_remedy="Apology"),  # day 13: Easter between
        answered("S-5", "2017-07-03", "2017-08-01", NOT, service=f"{CARE} / Fostering Support Team"),  # day 21
        line(
            "S-6", "2017-10-02", withdrawn_on="2017-10-04", closed_on="2017-10-04", service=CARE, nature="Eligibility"
        ),
        answered("S-7", "2018-01-02", "2018-01-10", UPHELD, service=EDUCATION, nature="Communication"),
        line("S-8", "2018-03-26", service=f"{CARE} / Adoption Team", nature="Staff Conduct"),
        # corporate, duty, praise and the rest of 2017/18
        answered("C-1", "2017-05-02", "2017-05-23", UPHELD, **corporate),  # day 15
        answered("C-2", "2017-05-03", "2017-05-25", NOT, **corporate, stage2_requested_on="2017-06-01"),  # day 16
        *(line(f"D-{n}", "2017-06-01", kind="Duty Matter", procedure="") for n in (1, 2, 3)),
        line("P-1", "2016-06-01", kind="Compliment", procedure="", service=EDUCATION),
        *(line(f"P-{n}", "2017-06-01", kind="Compliment", procedure="", service=EDUCATION) for n in (2, 3, 4)),
        line("M-1", "2017-06-01", kind="MP Enquiry", procedure=""),
    ]  # fmt: skip


POINTS = [
    {"reference": "S-3", "stage": "2", "number": str(number), "finding": finding}
    for number, finding in enumerate([UPHELD, UPHELD, PARTLY, NOT, "No Finding"], 1)
]
OMBUDSMAN = [
    {"ombudsman_reference": "17 001 001", "reference": "S-2", "received_on": "2017-09-01", "status": "Investigation",
     "finding": "Maladministration and Injustice", "decided_on": "2018-02-01", "recommendation": "Pay £150."},
    {"ombudsman_reference": "17 001 002", "received_on": "2017-10-01", "status": "Enquiry"},
    {"ombudsman_reference": "16 001 003", "received_on": "2016-10-01", "finding": "No Fault",
     "decided_on": "2017-01-05"},
]  # fmt: skip


@pytest.fixture
def report(register, db, keys) -> Report:
    register(lines(), points=POINTS, ombudsman=OMBUDSMAN)
    return build(db, keys.staff.ring, find("staffordshire"), Scope(COUNCIL, YEAR), today=date(2018, 4, 30))


def test_every_table_is_worked_out_by_hand_5_5(report):
    tables = {table["id"]: table for table in report.plain()["tables"]}
    assert list(tables) == IDS

    def rows(table: str) -> dict[str, list[object]]:
        return {row[0]: row[1:] for row in tables[table]["rows"]}

    years = ["2015/16", "2016/17", "2017/18"]
    assert tables["feedback"]["columns"] == years
    assert rows("feedback") == {
        "Statutory": [1, 2, 5],
        "Corporate": [0, 0, 2],
        "Duty": [0, 0, 3],
        "Ombudsman": [0, 1, 2],
        "Compliments": [0, 1, 3],
        "Total": [1, 4, 15],
        "Other representations, not in the total": [0, 0, 1],
    }
    assert rows("duty")["Total"] == [0, 0, 3]
    assert rows("duty")["As % of all feedback"] == [0, 0, 20]
    assert rows("duty")["As % of all complaints"] == [0, 0, 43]
    assert tables["s1-quarters"]["columns"] == ["Q1", "Q2", "Q3", "Q4", "Total"]
    assert rows("s1-quarters") == {
        "2015/16": [1, 0, 0, 0, 1],
        "2016/17": [1, 0, 1, 0, 2],
        "2017/18": [1, 1, 1, 2, 5],
    }
    assert rows("s1-teams") == {
        EDUCATION: [0, 0, 0, 1, 1],
        CARE: [1, 1, 1, 1, 4],
        f"{CARE} / Adoption Team": [1, 0, 0, 1, 2],
        f"{CARE} / Fostering Support Team": [0, 1, 0, 0, 1],
        f"{CARE} / No team recorded": [0, 0, 1, 0, 1],
        "Total": [1, 1, 1, 2, 5],
    }
    assert rows("s1-nature")[f"{CARE}: Staff Conduct"] == [100, 100, 75, 1, 2, 3]
    assert rows("s1-nature")[f"{CARE}: Eligibility"] == [0, 0, 25, 0, 0, 1]
    assert rows("s1-nature")["Communication"] == [0, 0, 20, 0, 0, 1]
    assert rows("s1-outcomes") == {
        UPHELD: [100, 0, 50, 1, 0, 2],
        PARTLY: [0, 50, 0, 0, 1, 0],
        NOT: [0, 50, 25, 0, 1, 1],
        "Complaint Withdrawn": [0, 0, 25, 0, 0, 1],
        "Total": [100, 100, 100, 1, 2, 4],
        "Outstanding": [None, None, None, 0, 0, 1],
    }
    assert rows("s1-timescales") == {
        "Within timescale": [100, 50, 40, 1, 1, 2],
        "Over timescale": [0, 50, 20, 0, 1, 1],
        "Complaint Withdrawn": [0, 0, 20, 0, 0, 1],
        "Outstanding": [0, 0, 20, 0, 0, 1],
        "Total": [100, 100, 100, 1, 2, 5],
        "Within 10 working days (part of within timescale)": [100, 50, 20, 1, 1, 1],
    }
    assert rows("s1-remedies")["Explanation"] == [0, 1, 0]
    assert rows("s2-count") == {
        "Total": [0, 0, 1],
        "Stage 1 complaints": [1, 2, 5],
        "As % of stage 1": [0, 0, 20],  # M-08: by the year it was asked for
        "As % of stage 1, same complaints": [0, 50, 0],  # and by the year it was received
    }
    assert rows("s2-services")[f"{CARE} / Adoption Team"] == [0, 0, 1]
    assert tables["s2-findings"]["columns"] == [*years, *(f"{year} %" for year in years)]
    assert rows("s2-findings") == {
        UPHELD: [0, 0, 2, 0, 0, 40],
        PARTLY: [0, 0, 1, 0, 0, 20],
        NOT: [0, 0, 1, 0, 0, 20],
        "No Finding": [0, 0, 1, 0, 0, 20],
        "Total": [0, 0, 5, None, None, 100],
    }
    assert rows("s3-panels")["Total"] == [0, 0, 0]
    assert rows("c1-quarters")["2017/18"] == [2, 0, 0, 0, 2]
    assert rows("c1-timescales")["Within timescale"] == [0, 0, 50, 0, 0, 1]
    assert rows("c1-outcomes")[UPHELD] == [0, 0, 50, 0, 0, 1]
    assert rows("c2-reviews")["Total"] == [0, 0, 1]
    assert rows("c2-reviews")["As % of stage 1"] == [None, None, 50]
    assert rows("compliments")["Total"] == [0, 1, 3]
    assert rows("compliments")["Change on the year before"] == [None, None, "+200%"]
    assert list(rows("ombudsman")) == ["17 001 001", "17 001 002", "Total"]
    assert rows("ombudsman")["17 001 001"] == [
        f"{CARE} / Adoption Team", "Investigation", "Maladministration and Injustice", "Pay £150.",
        "2017-09-01", "2018-02-01", "no",
    ]  # fmt: skip
    assert rows("ombudsman")["Total"][:3] == [2, None, "Fault in 1 of 1 decided, 100%"]
    assert report.plain()["checks"] == []


def test_a_word_of_the_councils_own_for_fault_is_counted_as_fault_4_14(register, db, keys):
    own = {"status": "Closed with us", "finding": "Fault and hurt"}
    register(lines(), ombudsman=[OMBUDSMAN[0] | own])
    standard = {"Closed with us": "Investigation", "Fault and hurt": "Maladministration and Injustice"}
    for row in db.scalars(select(CouncilCode).where(CouncilCode.label.in_(standard))):
        row.maps_to = standard[row.label]
    db.commit()
    report = build(db, keys.staff.ring, find("staffordshire"), Scope(COUNCIL, YEAR), today=date(2018, 4, 30))
    table = report.table("ombudsman")
    assert table.row("17 001 001").values[1:3] == ["Investigation", "Maladministration and Injustice"]
    assert table.row("Total").values[2] == "Fault in 1 of 1 decided, 100%"


def test_three_years_asked_for_are_the_three_years_shown(register, db, keys):
    register(lines(), points=POINTS, ombudsman=OMBUDSMAN)
    whole = Period(date(2015, 4, 1), YEAR.last)
    report = build(db, keys.staff.ring, find("staffordshire"), Scope(COUNCIL, whole), today=YEAR.last)
    assert report.table("feedback").row("Statutory").values == [1, 2, 5]
    assert report.table("s1-teams").row("Total").values == [1, 1, 1, 2, 5]
