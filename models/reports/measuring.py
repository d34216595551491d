"""Single figures: counts, shares, means and changes, each of its own population, alone or below another table."""

from collections.abc import Sequence
from dataclasses import replace

from models.procedure.counting import change, mean, share
from models.procedure.periods import Period
from models.reports.chosen import Chosen, together
from models.reports.laying_out import empty, periods_of, sentence
from models.reports.layout import Measure, Spec
from models.reports.populations import POPULATIONS
from models.reports.report import Cell, Kind, Row, Table
from models.reports.tallying import Tallying, Where, any_of

Pair = tuple[Cell, Cell]  # the count, or what stands in its place, and the percentage


def measures(spec: Spec, kit: Tallying) -> Table:
    """One row a figure; the rows that are `sums` add up to the total after the last of them."""
    periods = periods_of(spec, kit.scope.period)
    columns, kinds = _columns(spec, periods)
    rows: list[Row] = []
    total = _total_place(spec)
    for measure in spec.rows:
        if len(rows) == total:
            rows.append(_total(spec, rows))
        rows.append(_row(spec, measure, kit, total if measure.sums else None, kinds))
    if len(rows) == total:
        rows.append(_total(spec, rows))
    return empty(spec, columns, kinds, rows, cohort=_cohorts(spec))


def with_more(table: Table, spec: Spec, kit: Tallying) -> Table:
    """The table with the single figures of its specification below it."""
    more = [_row(spec, measure, kit, None, table.kinds) for measure in spec.rows]
    return replace(table, rows=(*table.rows, *more))


def _columns(spec: Spec, periods: Sequence[Period]) -> tuple[list[str], list[Kind]]:
    names = [period.label for period in periods] if spec.columns != "period" else ["Number"]
    if any(measure.and_of for measure in spec.rows):
        return [*names, "Of"], ["count"] * (len(names) + 1)
    if spec.show == "count":
        return names, ["count"] * len(names)
    if spec.columns in ("years", "trend"):
        kinds: list[Kind] = ["count"] * len(names)
        return [*names, *(f"{name} %" for name in names)], kinds + ["percent"] * len(names)
    paired = [column for name in names for column in (name, "Percent" if len(names) == 1 else f"{name} %")]
    return paired, ["count", "percent"] * len(names)


def _row(spec: Spec, measure: Measure, kit: Tallying, parent: int | None, kinds: Sequence[Kind]) -> Row:
    """Its figures in the columns of their kind: a share stands among the counts where there are no percentages."""
    pairs = _pairs(measure, kit, periods_of(spec, kit.scope.period))
    counts = [place for place, kind in enumerate(kinds) if kind == "count"]
    shares = [place for place, kind in enumerate(kinds) if kind == "percent"]
    cells = [Cell(None)] * len(kinds)
    for number, (count, percent) in enumerate(pairs):
        if measure.and_of:
            cells = [count, percent]
        elif not measure.of or measure.change or measure.mean:
            cells[counts[number]] = count
        elif shares:
            cells[counts[number]], cells[shares[number]] = count, percent
        else:
            cells[counts[number]] = percent
    return Row(measure.label, tuple(cells), parent)


def _total_place(spec: Spec) -> int | None:
    summed = [place for place, measure in enumerate(spec.rows) if measure.sums]
    return max(summed) + 1 if summed else None


def _total(spec: Spec, rows: Sequence[Row]) -> Row:
    added = [row for row in rows if row.parent is not None]
    columns = zip(*(row.cells for row in added), strict=True)
    return Row(spec.total, tuple(_sum(column) for column in columns))


def _sum(cells: Sequence[Cell]) -> Cell:
    every = tuple(one for cell in cells for one in cell.cases)
    added = sum(cell.value for cell in cells if isinstance(cell.value, int))
    return Cell(added, chosen=together([cell.chosen for cell in cells]), also=every)


def _pairs(measure: Measure, kit: Tallying, periods: Sequence[Period]) -> list[Pair]:
    if measure.mean:
        return [(cell, Cell(None)) for cell in _means(measure, kit, periods)]
    found = _counts(measure.count, measure, kit, periods, measure.where)
    if measure.change:
        before = _counts(measure.count, measure, kit, [period.back(1) for period in periods], measure.where)
        both = zip(before, found, strict=True)
        return [
            (Cell(change(old, new), n=new, also=(asked,), base=old, of=(then,)), Cell(None))
            for (then, old), (asked, new) in both
        ]
    cells = [Cell(count, chosen=asked) for asked, count in found]
    if not measure.of:
        return [(cell, Cell(None)) for cell in cells]
    parts = [_counts(name, measure, kit, periods, measure.of_where) for name in measure.of]
    whole = [sum(count for _, count in each) for each in zip(*parts, strict=True)]
    if measure.and_of:
        wholes = [Cell(number, chosen=asked) for number, (asked, _) in zip(whole, parts[0], strict=True)]
        return list(zip(cells, wholes, strict=True))
    of = [tuple(asked for asked, _ in each) for each in zip(*parts, strict=True)]
    shares = [
        Cell(share(count, number), count, asked, base=number, of=each)
        for (asked, count), number, each in zip(found, whole, of, strict=True)
    ]
    return list(zip(cells, shares, strict=True))


def _counts(
    names: str, measure: Measure, kit: Tallying, periods: Sequence[Period], where: Where
) -> list[tuple[Chosen, int]]:
    """How many in each period, of the first of these populations that has any in it."""
    every = [(name, kit.count(name, measure.cohort, periods, where)) for name in names.split("|")]
    found = []
    for place, period in enumerate(periods):
        name, count = next(((name, counts[place]) for name, counts in every if counts[place]), (every[0][0], 0))
        found.append((Chosen(name, measure.cohort, period, where, POPULATIONS[name].rows), count))
    return found


def _means(measure: Measure, kit: Tallying, periods: Sequence[Period]) -> list[Cell]:
    found = []
    tallied = kit.tally(measure.count, measure.cohort, periods, (measure.mean,), measure.where)
    for period, counted in zip(periods, tallied, strict=True):
        days = {int(label): number for (label,), number in counted.items() if label.lstrip("-").isdigit()}
        where = tuple(sorted({*measure.where, (measure.mean, any_of(map(str, days)))}))
        asked = Chosen(measure.count, measure.cohort, period, measure.where, POPULATIONS[measure.count].rows)
        over = asked._replace(where=where)
        found.append(Cell(mean(days), n=sum(days.values()), also=(over,), of=(asked, over)))
    return found


def _cohorts(spec: Spec) -> str:
    """Every cohort that a row counts, each said once (M-04)."""
    said = dict.fromkeys(POPULATIONS[row.count.split("|")[0]].cohort_words(row.cohort) for row in spec.rows)
    return sentence("; ".join(said))
