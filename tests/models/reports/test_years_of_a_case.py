"""A case over the end of a year: each stage counts in its own year, and what waits says so (S-01, S-02, S-03, K-43)."""

from datetime import UTC, date, datetime

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.periods import Period
from models.procedure.terms import Event
from models.register.upkeep import bring_up_to_date
from models.reports.building import build
from models.reports.layout import find
from models.reports.scope import Scope
from tests.models.cases.answered import routed

YEAR, NEXT = Period(date(2026, 4, 1), date(2027, 3, 31)), Period(date(2027, 4, 1), date(2028, 3, 31))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def table_2(db, keys, period):
    """By the words of each row, its number: Isle of Wight's table of stages and times."""
    bring_up_to_date(db)
    db.commit()
    report = build(db, keys.staff.ring, find("isle-of-wight"), Scope("Ashbourne County Council", period),
                   today=period.last)  # fmt: skip
    table = report.table("2")
    return {row.label: row.values[0] for row in table.rows}


def asked(db, keys, officer, day):
    """Answered at stage 1, and stage 2 asked for on that day."""
    case, _ = routed(db, keys.staff.ring, officer)
    for event, on in ((Event.S1_ANSWERED, date(2026, 12, 1)), (Event.S2_REQUESTED, day)):
        record(db, case, event, actor=SYSTEM, now=at(on))
    return case


def test_stage_2_asked_for_at_the_very_end_is_in_that_year_and_awaits_allocation_s_02_k_43(db, keys, officer):
    case = asked(db, keys, officer, date(2027, 3, 30))  # its last day but one
    rows = table_2(db, keys, YEAR)
    assert rows["Stage 2: Total"] == 1
    assert rows["Stage 2: awaiting allocation at end of period"] == 1
    record(db, case, Event.S2_APPOINTED, actor=SYSTEM, now=at(date(2027, 4, 6)))
    assert table_2(db, keys, YEAR)["Stage 2: awaiting allocation at end of period"] == 1, "as it stood on the last day"
    assert table_2(db, keys, NEXT)["Stage 2: awaiting allocation at end of period"] == 0


def test_a_panel_on_a_complaint_of_the_year_before_counts_in_the_year_it_was_asked_for_s_03(db, keys, officer):
    case = asked(db, keys, officer, date(2026, 12, 7))
    for event, day in ((Event.S2_ANSWERED, date(2027, 3, 1)), (Event.S3_REQUESTED, date(2027, 4, 6))):
        record(db, case, event, actor=SYSTEM, now=at(day))
    first, second = (table_2(db, keys, period) for period in (YEAR, NEXT))
    assert (first["Stage 1: Total"], first["Stage 3: Total"]) == (1, 0)
    assert (second["Stage 1: Total"], second["Stage 3: Total"]) == (0, 1)


def test_who_cannot_be_answered_is_counted_and_is_in_no_figure_of_times_s_31_k_94(db, keys, officer):
    for anonymous in (False, True):
        case, _ = routed(db, keys.staff.ring, officer)
        case.anonymous = anonymous
        record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(date(2026, 12, 1)))
    rows = table_2(db, keys, YEAR)
    assert (rows["Stage 1: Total"], rows["Stage 1: within 10 working days"]) == (1, 1)
    scope = Scope("Ashbourne County Council", YEAR)
    report = build(db, keys.staff.ring, find("heard"), scope, today=YEAR.last)
    steps = {row.label: row.cells[-1] for row in report.table("steps").rows}
    assert steps["Answered within 10 working days, percent"].base == 1, "of those who could be answered"
    assert "neither a name nor a way" in report.table("times").note
    received = {row.label: row.values[-1] for row in report.table("received").rows}
    assert received["Statutory stage 1"] == 2


def test_received_in_one_year_and_answered_in_the_next_is_in_both_and_the_table_says_why_s_01(db, keys, officer):
    case, _ = routed(db, keys.staff.ring, officer)
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(date(2027, 4, 12)))
    assert [table_2(db, keys, period)["Stage 1: Total"] for period in (YEAR, NEXT)] == [1, 1]
    layout, scope = find("isle-of-wight"), Scope("Ashbourne County Council", NEXT)
    report = build(db, keys.staff.ring, layout, scope, today=NEXT.last)
    assert "received or completed in the period" in report.table("2").cohort
    received = [table.cohort for table in report.tables if "completed" not in table.cohort]
    assert received, "other tables count other cases, and each says which"
