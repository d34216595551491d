"""Rows of counts laid out as the columns of a table: a period, years side by side, or quarters and their total."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.procedure.counting import share
from models.procedure.periods import Period, quarter_label, quarters, trend, years
from models.procedure.shares import percents
from models.reports.chosen import Chosen
from models.reports.layout import Spec
from models.reports.populations import POPULATIONS
from models.reports.report import Cell, Kind, Row, Table
from models.reports.tallying import Where

TOGETHER = "all"  # the base of percentages that make 100 over the whole table


@dataclass(frozen=True, slots=True)
class Line:
    """One row before it is laid out: its count in each period.

    `base` names the rows whose percentages make 100 together; a row without one is a share of the table's total.
    """

    label: str
    counts: tuple[int, ...]
    where: Where | None = None  # how its cases are chosen; None where no cases stand behind it
    parent: int | None = None
    base: str = ""
    alone: bool = False  # in no percentage at all: it is stated beside the others


def periods_of(spec: Spec, period: Period) -> list[Period]:
    """The periods that a table counts, in the order of its columns."""
    if spec.columns == "years":
        return years(period, spec.years)
    if spec.columns == "quarters":
        return quarters(years(period, 1)[-1])
    if spec.columns == "trend":
        return trend(period)
    if spec.columns == "compared":
        return [period, period.back(1)]
    return [period]


def lay_out(spec: Spec, period: Period, lines: Sequence[Line], totals: Sequence[int]) -> Table:
    """The table; `totals` are counted by themselves, one for each period."""
    slots = periods_of(spec, period)
    shown = {"period": _one, "compared": _one, "years": _years, "trend": _years, "quarters": _quarters}[spec.columns]
    columns, kinds, cells = shown(spec, slots, lines, totals)
    rows = tuple(Row(line.label, cells[place], line.parent) for place, line in enumerate(lines))
    return empty(spec, columns, kinds, rows, column_total=len(slots) if spec.columns == "quarters" else None)


def empty(
    spec: Spec,
    columns: Sequence[str],
    kinds: Sequence[Kind],
    rows: Sequence[Row] = (),
    *,
    column_total: int | None = None,
    cohort: str | None = None,
) -> Table:
    """The table of this specification with these rows."""
    return Table(
        id=spec.id,
        title=spec.title,
        cohort=sentence(POPULATIONS[spec.count].cohort_words(spec.cohort)) if cohort is None else cohort,
        note=spec.note,
        columns=tuple(columns),
        rows=tuple(rows),
        kinds=tuple(kinds),
        column_total=column_total,
        shares=spec.show != "count",
        subset_of=spec.subset_of,
        section=spec.section,
        public=spec.public,
    )


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


Laid = tuple[list[str], list[Kind], list[tuple[Cell, ...]]]


def _one(spec: Spec, slots: Sequence[Period], lines: Sequence[Line], totals: Sequence[int]) -> Laid:
    """The period, and in a comparison the one before it beside it: number, percent, number, percent."""
    names = [slot.label for slot in slots] if len(slots) > 1 else ["Number"]
    both = spec.show != "count"
    columns: list[str] = []
    kinds: list[Kind] = []
    cells: list[tuple[Cell, ...]] = [() for _ in lines]
    for place, slot in enumerate(slots):
        counted, shared = _counted(spec, slot, place, lines), _shared(spec, slot, place, lines, totals)
        columns += [names[place], "Percent" if len(slots) == 1 else f"{names[place]} %"] if both else [names[place]]
        kinds += ["count", "percent"] if both else ["count"]
        for at in range(len(lines)):
            cells[at] += (counted[at], shared[at]) if both else (counted[at],)
    return columns, kinds, cells


def _years(spec: Spec, slots: Sequence[Period], lines: Sequence[Line], totals: Sequence[int]) -> Laid:
    """The years first. Where they are percentages the counts follow (n), and the other way round (M-03)."""
    first: list[list[Cell]] = []
    then: list[list[Cell]] = []
    for place, slot in enumerate(slots):
        counted, shared = _counted(spec, slot, place, lines), _shared(spec, slot, place, lines, totals)
        first.append(shared if spec.show == "percent" else counted)
        then.append(counted if spec.show == "percent" else shared)
    kind: Kind = "percent" if spec.show == "percent" else "count"
    other: Kind = "count" if spec.show == "percent" else "percent"
    columns = [slot.label for slot in slots]
    groups = first
    kinds: list[Kind] = [kind] * len(slots)
    if spec.show != "count":
        mark = "n {}" if spec.show == "percent" else "{} %"
        columns += [mark.format(slot.label) for slot in slots]
        kinds += [other] * len(slots)
        groups = first + then
    return columns, kinds, [tuple(group[at] for group in groups) for at in range(len(lines))]


def _quarters(spec: Spec, slots: Sequence[Period], lines: Sequence[Line], totals: Sequence[int]) -> Laid:
    """Each quarter, then the total: the last of `totals` and of a line's counts is of all of them."""
    whole = Period(slots[0].first, slots[-1].last)
    columns = [*(quarter_label(slot, whole) for slot in slots), "Total"]
    groups = [_counted(spec, slot, place, lines) for place, slot in enumerate([*slots, whole])]
    kinds: list[Kind] = ["count"] * len(columns)
    return columns, kinds, [tuple(group[at] for group in groups) for at in range(len(lines))]


def _counted(spec: Spec, slot: Period, place: int, lines: Sequence[Line]) -> list[Cell]:
    return [Cell(line.counts[place], chosen=chosen(spec, slot, line.where)) for line in lines]


def chosen(spec: Spec, slot: Period, where: Where | None) -> Chosen | None:
    if where is None:
        return None
    return Chosen(spec.count, spec.cohort, slot, tuple(sorted({*where, *spec.where})), POPULATIONS[spec.count].rows)


def _shared(spec: Spec, slot: Period, place: int, lines: Sequence[Line], totals: Sequence[int]) -> list[Cell]:
    """Whole percentages: rows of one base by the largest remainder, so that they make 100 (M-01)."""
    found = [Cell(None)] * len(lines)
    for base in {line.base for line in lines if line.base}:
        members = [at for at, line in enumerate(lines) if line.base == base]
        counts = [lines[at].counts[place] for at in members]
        for at, percent in zip(members, percents(counts), strict=True):
            found[at] = Cell(percent, lines[at].counts[place], chosen(spec, slot, lines[at].where))
    for at, line in enumerate(lines):
        if not line.base and not line.alone:
            alone = share(line.counts[place], totals[place])
            found[at] = Cell(alone, line.counts[place], chosen(spec, slot, line.where))
    return found


def under(lines: Sequence[Line], parent: int | None) -> list[Line]:
    """The same rows, those that add into nothing yet adding into this one."""
    return [line if line.parent is not None or line.alone else replace(line, parent=parent) for line in lines]
