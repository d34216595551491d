"""What the public may see of a report: no count below FEWEST, and none that can be worked out from the others (PRV-13).

Think of what is hidden in a line as one bag. A bag holds two cells or more, and FEWEST complaints or more, or what it
is taken from is hidden too. So everything that can be had by subtracting is again a count of a large enough group.

1. A count below FEWEST is hidden. So is a nought: a nought in every other row tells as much.
2. What is hidden has its parts hidden; the bag of a line takes in its smallest other row until it is large enough.
3. Of quarters beside their total, a row shows all or none, and every quarter's bag is large enough. A table of young
   people shows the quarters of every row, or of none: rows, quarters and the others together are too many ways to add.
4. A table of young people hides at least what its parent hides, and the others (parent less young people) are held to
   the same rules, although nobody prints them.
5. Cells that count the same cases are hidden together, wherever they stand. What an earlier publication hid stays
   hidden, and what it showed is no cover for anything: people have it.
6. A percentage or a mean is shown where the count it is made from is; percentages beside hidden ones are rounded one
   by one, because sharing out the remainder would tell of its neighbours.
7. Where one table about the time a stage took hides something, no other one, and no cumulative row, shows anything.
8. What is stated below a total has the total hidden with it.
9. A list of single cases is shown only where it is long enough and nothing that is counted of them is hidden.
10. Figures of one meaning are one number, whatever each table calls it; a number, its parts in another table and what
   they leave of the total are a line as well. Of a number and a part of it that leaves few over, one is hidden.
11. Of each hidden number everything that it could be stays possible: the least and the most that all sums together
   leave are worked out, and one number more is hidden where a small one cannot be each number below FEWEST.
12. Days that another publication told of in other rows or other periods are not told of again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from models.procedure.periods import Period
from models.procedure.shares import FEWEST
from models.reports.chosen import Chosen
from models.reports.folding import HIDDEN, fold
from models.reports.lines import Lines, Place, is_change, lines_of, padded, source
from models.reports.narrowing import narrow
from models.reports.overlapping import alike, asides, nearly, timed
from models.reports.report import Cell, Report, Row, Table

Find = Callable[[Lines, int, set[Place]], set[Place]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier publications hid and what they showed, each number by its key; and of which periods they tell.

    `told` in the same layout, `elsewhere` in another one or of a part: those count in other rows.
    """

    hidden: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    told: frozenset[Period] = frozenset()
    elsewhere: frozenset[Period] = frozenset()

    def tells_otherwise(self, period: Period) -> bool:
        """Whether days of this period were told of in rows or periods that these could be subtracted from."""
        return any(period.meets(other) for other in self.elsewhere) or (
            period not in self.told and any(period.meets(other) for other in self.told)
        )


def guard(report: Report, *, fewest: int = FEWEST, before: Kept | None = None) -> tuple[Report, Kept]:
    """The report for the public, and what the next publication has to know of it."""
    tables = padded([table for table in report.tables if table.public])
    lines, before = lines_of(tables), before or Kept()
    cells = {place: tables[place[0]].rows[place[1]].cells[place[2]] for place in lines.values}
    keys = {place: key(report, tables, place) for place in cells}
    lines.known = {place for place in keys if keys[place] in before.shown and keys[place] not in before.hidden}
    kept_back = {place for place, cell in cells.items() if _is_kept_back(report, cell, keys[place], before)}
    hidden = find_hidden(lines, fewest, kept_back)
    shown = tuple(
        fold(_shown(table, number, lines, hidden, fewest), number, lines) for number, table in enumerate(tables)
    )
    kept = Kept(frozenset(keys[place] for place in hidden), frozenset(keys[place] for place in keys.keys() - hidden))
    return replace(report, tables=shown, checks=()), kept


def _is_kept_back(report: Report, cell: Cell, its_key: str, before: Kept) -> bool:
    """What was hidden, or is of what was hidden, or of days that were told of in another way."""
    asked = [one for one in (cell.chosen, *cell.of) if one is not None]
    periods = [one.period for one in asked] or [Period(report.first, report.last)]
    return (
        its_key in before.hidden
        or any(_key_of(one) in before.hidden for one in cell.of)
        or any(before.tells_otherwise(period) for period in periods)
    )


def key(report: Report, tables: tuple[Table, ...], place: Place) -> str:
    """How one number is known again in another publication: by the cases it counts, else by where it stands."""
    number, at, column = place
    table, row = tables[number], tables[number].rows[at]
    if (chosen := row.cells[column].chosen) is None:
        return f"{table.id}|{row.label}|{table.columns[column]}|{report.first}|{report.last}"
    return _key_of(chosen)


def _key_of(chosen: Chosen) -> str:
    where = ",".join(f"{name}={label}" for name, label in chosen.where)
    period = chosen.period
    return f"{chosen.population}|{chosen.cohort}|{chosen.rows}|{where}|{period.first}|{period.last}"


def period_of(its_key: str) -> Period:
    """The days that a number with this key is of."""
    first, last = its_key.rsplit("|", 2)[1:]
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def find_hidden(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """Rules 1 to 5, over and over until none has anything left to hide."""
    hidden = hidden | {place for place, count in lines.values.items() if count < fewest}
    hidden |= {place for place, rest in lines.rest.items() if rest < fewest}
    rules: tuple[Find, ...] = (_same, _below, _shares, _parts, _subsets, nearly, timed, asides, _bags, alike, narrow)
    while found := next((new for rule in rules if (new := rule(lines, fewest, hidden) - hidden)), None):
        hidden |= found  # after each, the plain rules first: what they hide may save the last from hiding more
    return hidden


def _same(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    return {twin for place in hidden for twin in lines.same.get(place, ())}


def _below(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """What is hidden has its parts hidden, or they would add up to it."""
    return {child for place in hidden for child in lines.children.get(place, ())}


def _shares(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """A share, a mean or a change of what is hidden tells of it."""
    return {place for place, wholes in lines.of.items() if not hidden.isdisjoint(wholes)}


def _parts(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """A row shows all its quarters or none, and a whole table of young people does; a hidden total hides them."""
    young = {place[0] for place in lines.whole}
    touched = {total for total, parts in lines.parts.items() if total in hidden or not hidden.isdisjoint(parts)}
    tables = {place[0] for place in touched} & young
    return {part for total, parts in lines.parts.items() if total in touched or total[0] in tables for part in parts}


def _subsets(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """A young people's count is hidden with its parent's, and where it would leave a small number of others."""
    return {
        part
        for part, whole in lines.whole.items()
        if whole in hidden or lines.values[whole] - lines.values[part] < fewest
    }


def _bags(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """The first bag that is too small takes in the smallest row it can, or gives up what it is taken from."""
    for top, family in lines.families():
        if left := _too_small(lines, fewest, hidden, top, family):
            return {min(left, key=lines.cost)} if left != [top] else {top}
    for top, family in lines.sums:
        if left := _too_small(lines, fewest, hidden, top, family):  # what takes less away: a part, or the number itself
            return {min({*left, top}, key=lambda place: (len(lines.below(place) - hidden), lines.cost(place)))}
    return set()


def _too_small(lines: Lines, fewest: int, hidden: set[Place], top: Place, family: list[Place]) -> list[Place]:
    """What could be hidden as well, where what is hidden in a line is too little; nothing where it is enough."""
    bag = [place for place in family if place in hidden and not _is_known(lines, place, fewest)]
    if not bag or top in hidden:
        return []
    if len(bag) > 1 and all(amount >= fewest for amount in lines.amounts(bag)):
        return []
    return [place for place in family if place not in hidden and place not in lines.known] or [top]


def _is_known(lines: Lines, place: Place, fewest: int) -> bool:
    """One that is small now was not when it was shown: what people have is no longer it."""
    return place in lines.known and lines.values[place] >= fewest


def _shown(table: Table, number: int, lines: Lines, hidden: set[Place], fewest: int) -> Table:
    if set(table.kinds) == {"text"} and (
        len(table.rows) <= fewest  # the last of them says how many
        or any(lines.chosen[place].rows == "ombudsman" for place in hidden & lines.chosen.keys())
    ):
        return replace(table, rows=(Row(table.rows[-1].label, tuple(Cell(HIDDEN) for _ in table.columns)),))
    rows = tuple(
        replace(row, cells=tuple(_cell(table, (number, at, column), lines, hidden) for column in range(len(row.cells))))
        for at, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _cell(table: Table, place: Place, lines: Lines, hidden: set[Place]) -> Cell:
    number, at, column = place
    cell = table.rows[at].cells[column]
    if not isinstance(cell.value, int | float):
        return Cell(cell.value)
    if (counts := source(table, column)) is not None:
        return Cell(_percent(cell, (number, at, counts), lines, hidden))
    if place not in lines.values or is_change(cell):  # of what, nobody has said; or from a number not here
        return Cell(HIDDEN if any(other[0] == number for other in hidden) else cell.value)
    if table.kinds[column] == "percent":
        return Cell(_percent(cell, place, lines, hidden), cell.n if place not in hidden else None)
    return Cell(HIDDEN if place in hidden else cell.value, None if place in hidden else cell.n)


def _percent(cell: Cell, place: Place, lines: Lines, hidden: set[Place]) -> int | float | str | None:
    """As it was where nothing near it is hidden; else from two counts that are shown."""
    if place in lines.total:  # of its own row's total
        return HIDDEN if place in hidden or lines.total[place] in hidden else cell.value
    top = lines.top(place)
    if place in hidden or top in hidden:
        return HIDDEN
    if top == place or not any(other[0] == place[0] and other[2] == place[2] for other in hidden):
        return cell.value
    return round(100 * lines.values[place] / lines.values[top])
