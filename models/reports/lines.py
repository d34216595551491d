"""How the numbers of a report hang together: what adds up to what, what is part of what, and what is the same.

A place is a count that stands behind a cell: the count itself, what a percentage is made from, or the n of a mean.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.reports.chosen import Chosen
from models.reports.meaning import Meaning, meanings
from models.reports.report import Cell, Row, Table

Place = tuple[int, int, int]  # table, row, column
OF = "Of"  # begins the name of a column that says what the count before it is of


@dataclass(slots=True)
class Lines:
    values: dict[Place, int] = field(default_factory=dict)
    children: dict[Place, list[Place]] = field(default_factory=lambda: defaultdict(list))
    parent: dict[Place, Place] = field(default_factory=dict)
    parts: dict[Place, list[Place]] = field(default_factory=dict)  # a row's total: its quarters
    total: dict[Place, Place] = field(default_factory=dict)  # a quarter: its row's total
    whole: dict[Place, Place] = field(default_factory=dict)  # young people's: everybody's
    same: dict[Place, list[Place]] = field(default_factory=lambda: defaultdict(list))
    sums: list[tuple[Place, list[Place]]] = field(
        default_factory=list
    )  # the same across tables: a number and its parts
    of: dict[Place, list[Place]] = field(default_factory=dict)  # a share, a mean or a change: what it is of
    asked: dict[Place, tuple[Chosen, ...]] = field(default_factory=dict)  # the same, wherever its number stands
    rest: dict[Place, int] = field(default_factory=dict)  # of a share that stands alone: those it leaves over
    chosen: dict[Place, Chosen] = field(default_factory=dict)  # which cases it counts
    meaning: dict[Place, Meaning] = field(default_factory=dict)  # the same, said in one way
    known: set[Place] = field(default_factory=set)  # shown in an earlier publication: hiding it now covers nothing

    def families(self) -> Iterator[tuple[Place, list[Place]]]:
        yield from self.children.items()
        yield from self.parts.items()

    def amounts(self, bag: Sequence[Place]) -> Iterator[int]:
        """How large a bag is: its complaints, and where it is of young people the others of the same rows."""
        held = sum(self.values[place] for place in bag)
        yield held
        if all(place in self.whole for place in bag):
            yield sum(self.values[self.whole[place]] for place in bag) - held

    def cost(self, place: Place) -> tuple[int, Place]:
        """What hiding it would take from the reader: the row's total, for a quarter."""
        return self.values[self.total.get(place, place)], place

    def below(self, place: Place) -> set[Place]:
        """What is hidden with it: its twins, and the parts of all of them."""
        found, left = set[Place](), [place]
        while left:
            if (one := left.pop()) not in found:
                found.add(one)
                left += [*self.same.get(one, ()), *self.children.get(one, ()), *self.parts.get(one, ())]
        return found

    def top(self, place: Place) -> Place:
        """What it is a share of."""
        while place in self.parent:
            place = self.parent[place]
        return place


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def source(table: Table, column: int) -> int | None:
    """The column of the counts that a column of percentages is made from: by its name, else the one before it."""
    if table.kinds[column] != "percent":
        return None
    name = table.columns[column].removesuffix(" %")
    named = [at for at, other in enumerate(table.columns) if other == name and table.kinds[at] == "count"]
    if named:
        return named[0]
    return column - 1 if column > 0 and table.kinds[column - 1] == "count" else None


def share_of(table: Table, column: int) -> int | None:
    """The column of the percentages that are made from a column of counts."""
    return next((at for at in range(len(table.columns)) if source(table, at) == column), None)


def count_of(table: Table, row: Row, column: int) -> int | None:
    """The count behind one cell, if there is one."""
    cell, kind = row.cells[column], table.kinds[column]
    if kind == "text" or source(table, column) is not None:
        return None
    if kind == "count" and cell.n is None:
        return cell.value if isinstance(cell.value, int) and is_count(cell.value) else None
    return cell.n


def rest_of(table: Table, row: Row, column: int, count: int) -> int | None:
    """How many a share leaves over, where no total row stands for what it is of."""
    shared = row.cells[column] if (percent := share_of(table, column)) is None else row.cells[percent]
    if shared.base is not None and not is_change(shared):
        return shared.base - count
    if column + 1 < len(table.columns) and table.columns[column + 1].partition(" ")[0] == OF:
        whole = row.cells[column + 1].value
        return whole - count if isinstance(whole, int) else None
    return None


def is_change(cell: Cell) -> bool:
    """A change on the year before tells the number of that year (M-07)."""
    return cell.chosen is None and cell.base is not None


def padded(tables: Sequence[Table]) -> tuple[Table, ...]:
    """A table of young people leaves out what was nobody's; as a nought it is held to the rules like any other."""
    by_id = {table.id: table for table in tables}
    return tuple(_filled(table, by_id.get(table.subset_of)) for table in tables)


def _filled(table: Table, whole: Table | None) -> Table:
    there = {row.label: row for row in table.rows}
    if whole is None or whole.kinds != table.kinds or not set(there) <= {row.label for row in whole.rows}:
        return table
    nought = tuple(Cell(0) if kind == "count" else Cell(None) for kind in table.kinds)
    rows = [Row(row.label, there[row.label].cells if row.label in there else nought, row.parent) for row in whole.rows]
    return replace(table, rows=tuple(rows))


def lines_of(tables: Sequence[Table]) -> Lines:
    lines = Lines()
    for number, table in enumerate(tables):
        for column in range(len(table.columns)):
            _link_rows(lines, number, table, column)
        _link_parts(lines, number, table)
    named = {
        (tables[number].id, tables[number].rows[at].label, column): (number, at, column)
        for number, at, column in lines.values
    }
    _link_wholes(lines, tables, named)
    _link_meanings(lines, tables)
    return lines


def _link_rows(lines: Lines, number: int, table: Table, column: int) -> None:
    for at, row in enumerate(table.rows):
        count = count_of(table, row, column)
        if count is None:
            continue
        lines.values[number, at, column] = count
    for at, row in enumerate(table.rows):
        place, up = (number, at, column), (number, row.parent, column) if row.parent is not None else None
        if place in lines.values and up in lines.values and _adds(row, table, column):
            lines.parent[place] = up
            lines.children[up].append(place)
    sums = {row.parent for row in table.rows}
    for at, row in enumerate(table.rows):
        place = (number, at, column)
        alone = row.parent is None and at not in sums and place in lines.values
        if alone and (rest := rest_of(table, row, column, lines.values[place])) is not None:
            lines.rest[place] = rest


def _adds(row: Row, table: Table, column: int) -> bool:
    """A mean among counts adds up to nothing."""
    return table.kinds[column] == "percent" or row.cells[column].n is None


def _link_parts(lines: Lines, number: int, table: Table) -> None:
    if table.column_total is None:
        return
    counted = [at for at, kind in enumerate(table.kinds) if kind != "percent" and at != table.column_total]
    for at in range(len(table.rows)):
        total = (number, at, table.column_total)
        quarters = [(number, at, column) for column in counted if (number, at, column) in lines.values]
        if total in lines.values and quarters:
            lines.parts[total] = quarters
            lines.total.update(dict.fromkeys(quarters, total))


def _link_wholes(lines: Lines, tables: Sequence[Table], named: Mapping[tuple[str, str, int], Place]) -> None:
    for place in lines.values:
        number, at, column = place
        table = tables[number]
        whole = named.get((table.subset_of, table.rows[at].label, column))
        if table.subset_of and whole is not None and whole[0] != number:
            lines.whole[place] = whole


def _link_meanings(lines: Lines, tables: Sequence[Table]) -> None:
    """Cells that count the same cases are the same number, wherever they stand, percentages among them."""
    cells = {place: tables[place[0]].rows[place[1]].cells[place[2]] for place in lines.values}
    said = meanings([one for cell in cells.values() for one in (cell.chosen, *cell.of) if one is not None])
    alike: dict[Meaning, list[Place]] = defaultdict(list)
    for place, cell in cells.items():
        if cell.chosen is not None and tables[place[0]].kinds[place[2]] in ("count", "percent"):
            lines.chosen[place], lines.meaning[place] = cell.chosen, said[cell.chosen]
            alike[said[cell.chosen]].append(place)
    for places in alike.values():
        for place in places if len(places) > 1 else ():
            lines.same[place] = [twin for twin in places if twin != place]
    for place, cell in cells.items():
        lines.asked[place] = cell.of if cell.chosen is None else (cell.chosen,)
        lines.of[place] = [other for one in cell.of for other in alike.get(said[one], ())]
    _link_sums(lines, {meaning: places[0] for meaning, places in alike.items()})


def _link_sums(lines: Lines, named: Mapping[Meaning, Place]) -> None:
    """What some rows of a table add up to by definition, and what that leaves of their total."""
    by_base: dict[object, list[tuple[Meaning, Place]]] = defaultdict(list)
    for meaning, place in named.items():
        by_base[meaning.base].append((meaning, place))
    for top, family in lines.children.items():
        if top not in lines.meaning or any(place not in lines.meaning for place in family):
            continue
        whole, parts = lines.meaning[top], [lines.meaning[place] for place in family]
        for meaning, place in by_base[whole.base]:
            if meaning == whole or not meaning.within(whole):
                continue
            inside = [place for place, part in zip(family, parts, strict=True) if part.within(meaning)]
            outside = [place for place, part in zip(family, parts, strict=True) if part.apart(meaning)]
            if len(inside) > 1 and len(inside) + len(outside) == len(family):
                lines.sums += [(place, inside), (top, [place, *outside])]
