"""What does not hold in a report, and in the records behind it: named, and never put right in silence (M-10, A-19)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from models.reports.chosen import Chosen
from models.reports.dimensions import NO_BAND
from models.reports.populations import POPULATIONS, S2, S3, counted
from models.reports.report import Check, Table
from models.reports.tallying import Tallying
from models.tables.register import RegisterLine as Line

NAMED = 10  # references that are written out; the others are counted


def check_tables(tables: Sequence[Table]) -> Iterator[Check]:
    """Rows against totals, quarters against totals, percentages, parts against wholes, and table against table."""
    for table in tables:
        yield from _rows_against_totals(table)
        yield from _quarters_against_totals(table)
        yield from _percentages(table)
        yield from _labels(table)
    yield from _parts_against_wholes(tables)
    yield from _table_against_table(tables)


def _rows_against_totals(table: Table) -> Iterator[Check]:
    for place, total in enumerate(table.rows):
        parts = [row for row in table.rows if row.parent == place]
        if not parts:
            continue
        for column, kind in enumerate(table.kinds):
            values = [row.cells[column].value for row in parts]
            said = total.cells[column].value
            if kind not in ("count", "money") or not isinstance(said, int | float):
                continue
            added = sum(value for value in values if isinstance(value, int | float))
            if round(added, 2) != round(said, 2):
                yield Check(
                    "rows",
                    table.id,
                    f"in column “{table.columns[column]}” the rows add up to {_number(added)}, "
                    f"and “{total.label}” says {_number(said)}.",
                )


def _quarters_against_totals(table: Table) -> Iterator[Check]:
    if table.column_total is None:
        return
    for row in table.rows:
        said = row.cells[table.column_total].value
        parts = [
            cell.value
            for column, cell in enumerate(row.cells)
            if column != table.column_total and table.kinds[column] == "count" and isinstance(cell.value, int)
        ]
        if isinstance(said, int) and sum(parts) != said:
            yield Check("quarters", table.id, f"the quarters of “{row.label}” add up to {sum(parts)}, not to {said}.")


def _percentages(table: Table) -> Iterator[Check]:
    """The rows that add into one row make 100 together, unless there is nothing to share out (M-01)."""
    if not table.shares:
        return
    parents = {row.parent for row in table.rows if row.parent is not None}
    leaves: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(table.rows):
        if row.parent is not None and place not in parents:
            leaves[_root(table, row.parent)].append(place)
    for root, places in leaves.items():
        for column, kind in enumerate(table.kinds):
            values = [table.rows[place].cells[column].value for place in places]
            numbers = [value for value in values if isinstance(value, int)]
            if kind == "percent" and any(numbers) and sum(numbers) != 100:
                name = table.rows[root].label
                yield Check("percent", table.id, f"the percentages of “{name}” make {sum(numbers)}, not 100.")


def _root(table: Table, place: int) -> int:
    """The row that everything below it ends in; where directorates make 100 each, the directorate."""
    above = table.rows[place].parent
    return place if above is None else _root(table, above)


def _labels(table: Table) -> Iterator[Check]:
    """A number that no band holds stands in a row of its own, and somebody is told (A-20)."""
    for row in table.rows:
        number = next((cell.value for cell in row.cells if isinstance(cell.value, int)), 0)
        if row.label.endswith(NO_BAND) and number:
            yield Check("labels", table.id, f"{number} fall between the bands.", row.cells[0].chosen)


def _parts_against_wholes(tables: Sequence[Table]) -> Iterator[Check]:
    """No row of a part may be larger than the same row of its whole."""
    by_id = {table.id: table for table in tables}
    for table in tables:
        whole = by_id.get(table.subset_of)
        if whole is None:
            continue
        rows = {row.label: row for row in whole.rows}
        for row in table.rows:
            larger = rows.get(row.label)
            for column, kind in enumerate(table.kinds):
                if kind != "count" or (larger is not None and column >= len(larger.cells)):
                    continue
                part = row.cells[column].value
                most = larger.cells[column].value if larger is not None else 0
                if isinstance(part, int) and isinstance(most, int) and part > most:
                    yield Check("subset", table.id, f"“{row.label}” is {part}, more than {most} in table {whole.id}.")


def _table_against_table(tables: Sequence[Table]) -> Iterator[Check]:
    """Two figures that count the same cases are equal, wherever they stand."""
    first: dict[Chosen, tuple[str, str, object]] = {}
    for table in tables:
        for row in table.rows:
            for cell, kind in zip(row.cells, table.kinds, strict=True):
                if kind != "count" or cell.chosen is None or cell.n is not None:
                    continue
                there = first.setdefault(cell.chosen, (table.id, row.label, cell.value))
                if there[2] != cell.value:
                    yield Check(
                        "tables",
                        table.id,
                        f"“{row.label}” is {cell.value}, and “{there[1]}” of table {there[0]}, "
                        f"which counts the same, is {there[2]}.",
                        cell.chosen,
                    )


def _number(value: float | int) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


Contradiction = tuple[str, ColumnElement[bool]]


def _before(later: Any, earlier: Any, words: str) -> Contradiction:
    return words, later < earlier


CONTRADICTIONS: tuple[Contradiction, ...] = (
    _before(Line.triaged_on, Line.received_on, "triaged before it was received"),
    _before(Line.acknowledged_on, Line.received_on, "acknowledged before it was received"),
    _before(Line.stage1_started_on, Line.received_on, "stage 1 started before it was received"),
    _before(Line.stage1_responded_on, Line.received_on, "stage 1 answered before it was received"),
    _before(Line.stage1_responded_on, Line.stage1_started_on, "stage 1 answered before it started"),
    _before(Line.stage1_extended_to, Line.stage1_started_on, "stage 1 extended to a day before it started"),
    _before(Line.stage2_requested_on, Line.received_on, "stage 2 asked for before the complaint was received"),
    _before(Line.stage2_started_on, Line.stage2_requested_on, "stage 2 started before it was asked for"),
    _before(Line.stage2_allocated_on, S2, "stage 2 allocated before it was asked for"),
    _before(Line.stage2_responded_on, S2, "stage 2 answered before it was asked for"),
    _before(Line.stage3_requested_on, S2, "stage 3 asked for before stage 2"),
    _before(Line.stage3_panel_on, Line.stage3_requested_on, "the panel met before it was asked for"),
    _before(Line.stage3_responded_on, S3, "stage 3 answered before it was asked for"),
    _before(S2, Line.stage1_started_on, "stage 2 asked for before stage 1 started"),
    _before(Line.stage3_responded_on, Line.stage3_panel_on, "stage 3 answered before the panel met"),
    _before(Line.closed_on, Line.stage1_responded_on, "closed before stage 1 was answered"),
    _before(Line.withdrawn_on, Line.received_on, "withdrawn before it was received"),
    _before(Line.closed_on, Line.received_on, "closed before it was received"),
    ("stage 2 answered and never asked for", and_(Line.stage2_responded_on.is_not(None), S2.is_(None))),
    ("stage 3 asked for without a stage 2", and_(S3.is_not(None), S2.is_(None))),
    (
        "a stage 1 outcome without the day of an answer, so never counted as in time",
        and_(
            Line.stage1_outcome.in_(("Upheld", "Partially Upheld", "Not Upheld")),
            Line.stage1_responded_on.is_(None),
        ),
    ),
    (
        "a stage 1 remedy without an outcome, an answer or an end, so remedies count one more than outcomes",
        and_(
            Line.stage1_remedy.is_not(None),
            Line.stage1_outcome.is_(None),
            func.coalesce(Line.stage1_responded_on, Line.withdrawn_on, Line.closed_on).is_(None),
        ),
    ),
    (
        "a complaint without a procedure, in no table of stages",
        and_(Line.kind == "Complaint", Line.procedure.is_(None)),
    ),
)


def check_records(kit: Tallying) -> Iterator[Check]:
    """Records of the period that contradict themselves, by reference, so that they can be looked up and put right."""
    population = POPULATIONS["representations"]
    named = [condition.label(f"c{place}") for place, (_, condition) in enumerate(CONTRADICTIONS)]
    query = counted(population, kit.scope, select(Line.reference, *named)).where(
        population.cohort("either", kit.scope.period), or_(*(condition for _, condition in CONTRADICTIONS))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for reference, *flags in kit.db.execute(query):
        for place, flag in enumerate(flags):
            if flag:
                found[place].append(reference)
    for place in sorted(found):
        yield Check("dates", "", f"{_named(found[place])}: {CONTRADICTIONS[place][0]}.")


def _named(references: list[str]) -> str:
    shown = sorted(references)[:NAMED]
    more = len(references) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
