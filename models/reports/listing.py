"""Tables by one dimension: rows in the order of a list, what is not recorded always a row of its own (M-11)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.procedure.counting import NOT_RECORDED
from models.procedure.periods import Period, quarter_label, quarters, years
from models.procedure.report_lists import GROUPS, LISTS
from models.reports.dimensions import NO_TEAM, STATED
from models.reports.laying_out import TOGETHER, Line, chosen, empty, lay_out, periods_of, under
from models.reports.layout import Spec
from models.reports.report import Cell, Row, Table
from models.reports.tallying import Labels, Tallying, Where, any_of

LAST = (NOT_RECORDED, NO_TEAM)


def by_list(spec: Spec, kit: Tallying) -> Table:
    """One dimension, its labels the rows."""
    counted = _counted(spec, kit)
    labels = [labels[0] for labels in ordered({labels for one in counted for labels in one}, spec)]
    lines = [_line(spec, label, _across(counted, (label,)), (label,)) for label in labels]
    aside = [replace(line, alone=True, base="") for line in lines if line.label in spec.aside]
    lines = [line for line in lines if line.label not in spec.aside]
    lines = _grouped(spec, lines)
    totals = _totals(spec, kit, aside)
    return _with_total(spec, kit, lines, totals, aside)


def within(spec: Spec, kit: Tallying) -> Table:
    """The second dimension as a share of each of the first, and after them of all together (5.5)."""
    counted = _counted(spec, kit)
    every = {labels for one in counted for labels in one}
    lines: list[Line] = []
    for outer in sorted({labels[0] for labels in every}, key=_alphabetical):
        place = len(lines)
        inner = [labels for labels in ordered(every, spec, at=1) if labels[0] == outer]
        counts = tuple(sum(one[labels] for labels in inner) for one in counted)
        lines.append(Line(outer, counts, ((spec.by[0], outer),), base=f"{outer} itself"))
        for labels in inner:
            where = tuple(zip(spec.by, labels, strict=True))
            line = Line(f"{outer}: {labels[1]}", _across(counted, labels), where, parent=place, base=outer)
            lines.append(line)
    summed = [_sum_by(one, 1) for one in counted]
    for label in ordered({(label,) for one in summed for (label,) in one}, spec):
        lines.append(Line(label[0], _across(summed, label), ((spec.by[1], label[0]),), base=TOGETHER))
    return _with_total(spec, kit, lines, _totals(spec, kit, ()), (), only=TOGETHER)


def services(spec: Spec, kit: Tallying) -> Table:
    """Directorates, and under each its teams: `Directorate / Team`, a directorate by its name."""
    counted = _counted(replace(spec, by=("directorate", "team_alone")), kit)
    every = {labels for one in counted for labels in one}
    lines: list[Line] = []
    for outer in sorted({labels[0] for labels in every}, key=_alphabetical):
        place = len(lines)
        teams = sorted((labels[1] for labels in every if labels[0] == outer), key=_alphabetical)
        counts = tuple(sum(one[outer, team] for team in teams) for one in counted)
        split = teams != [NO_TEAM]
        lines.append(Line(outer, counts, (("directorate", outer),), base="" if split else TOGETHER))
        for team in teams if split else ():
            where = (("directorate", outer), ("team_alone", team))
            label = f"{outer} / {team}"
            lines.append(Line(label, _across(counted, (outer, team)), where, parent=place, base=TOGETHER))
    return _with_total(spec, kit, lines, _totals(spec, kit, ()), ())


def by_quarter(spec: Spec, kit: Tallying) -> Table:
    """One row a year, its quarters across and their total after them."""
    rows = []
    columns: list[str] = []
    for year in years(kit.scope.period, spec.years):
        parts = quarters(year)
        columns = [*(quarter_label(part, year) for part in parts), "Total"]
        counts = kit.count(spec.count, spec.cohort, parts, spec.where)
        (total,) = kit.count(spec.count, spec.cohort, [year], spec.where)
        cells = [
            Cell(count, chosen=chosen(spec, part, ()))
            for count, part in zip([*counts, total], [*parts, year], strict=True)
        ]
        rows.append(Row(year.label, tuple(cells)))
    return empty(spec, columns, ["count"] * len(columns), rows, column_total=len(columns) - 1)


def _counted(spec: Spec, kit: Tallying) -> list[Counter[Labels]]:
    periods = periods_of(spec, kit.scope.period)
    counted = list(kit.tally(spec.count, spec.cohort, periods, spec.by, spec.where))
    if spec.columns == "quarters":
        counted.append(sum(counted, Counter()))
    return counted


def _totals(spec: Spec, kit: Tallying, aside: Sequence[Line]) -> list[int]:
    """How many there are in each period, asked by itself; what stands aside is in no total."""
    periods = periods_of(spec, kit.scope.period)
    if spec.columns == "quarters":
        periods = [*periods, Period(periods[0].first, periods[-1].last)]
    totals = kit.count(spec.count, spec.cohort, periods, spec.where)
    return [total - sum(line.counts[place] for line in aside) for place, total in enumerate(totals)]


def _with_total(
    spec: Spec, kit: Tallying, lines: list[Line], totals: Sequence[int], aside: Sequence[Line], only: str = ""
) -> Table:
    """The rows, the total that those without a parent add up to, and what is stated beside it."""
    place = len(lines)
    if only:
        lines = [replace(line, parent=place) if line.base == only else line for line in lines]
    else:
        lines = under(lines, place)
    where: Where | None = ()
    if set(spec.by) & set(STATED):
        where = None
    elif aside:
        where = ((spec.by[0], any_of(line.label for line in lines)),)
    total = Line(spec.total, tuple(totals), where)
    return lay_out(spec, kit.scope.period, [*lines, total, *aside], totals)


def _line(spec: Spec, label: str, counts: tuple[int, ...], labels: Labels) -> Line:
    where = None if set(spec.by) & set(STATED) else tuple(zip(spec.by, labels, strict=True))
    return Line(label, counts, where, base=TOGETHER)


def _across(counted: Sequence[Counter[Labels]], labels: Labels) -> tuple[int, ...]:
    return tuple(one[labels] for one in counted)


def _sum_by(counted: Counter[Labels], place: int) -> Counter[Labels]:
    found: Counter[Labels] = Counter()
    for labels, number in counted.items():
        found[labels[place],] += number
    return found


def ordered(found: Iterable[Labels], spec: Spec, at: int = 0) -> list[Labels]:
    """In the order of the list, then others by the alphabet, then what is not recorded; the same on every database."""
    listed = LISTS.get(spec.list, ())
    place = {label: number for number, label in enumerate(listed)}
    every = set(found)
    if spec.zeros and not at:
        every |= {(label,) for label in listed}

    def key(labels: Labels) -> tuple[object, ...]:
        label = labels[at]
        return (place.get(label, len(place)), _alphabetical(label), labels)

    return sorted(every, key=key)


def _alphabetical(label: str) -> tuple[bool, str, str]:
    return (label in LAST, label.casefold(), label)


def _grouped(spec: Spec, lines: list[Line]) -> list[Line]:
    """With a subtotal after each group: `Statutory: Total`, or `Total Parent/Adopter` for a group of a list."""
    if not spec.groups:
        return lines
    prefixed = spec.groups == "prefix"
    group_of = {line.label: _group(spec, line.label) for line in lines}
    found: list[Line] = []
    for group in dict.fromkeys(group_of.values()):
        members = [line for line in lines if group_of[line.label] == group]
        place = len(found) + len(members)
        if not group or (len(members) == 1 and not prefixed):
            found += members
            continue
        counts = tuple(sum(line.counts[at] for line in members) for at in range(len(members[0].counts)))
        found += [replace(line, parent=place) for line in members]
        where = None if members[0].where is None else ((spec.by[0], any_of(line.label for line in members)),)
        found.append(Line(f"{group}: Total" if prefixed else f"Total {group}", counts, where))
    return found


def _group(spec: Spec, label: str) -> str:
    if spec.groups == "prefix":
        return label.partition(": ")[0]
    return GROUPS.get(spec.groups, {}).get(label, "")
