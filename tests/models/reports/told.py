"""What a published report tells, as a puzzle: every number on it, and how all of them hang together by definition."""

from functools import reduce
from operator import or_

from models.procedure.periods import Period, quarters
from models.reports.chosen import plain
from models.reports.folding import HIDDEN
from models.reports.layout import find
from models.reports.lines import is_change, is_count, padded, source
from tests.models.reports.attack import ANY, FAR, Puzzle
from tests.models.reports.sets import FEW, less, parts_of_wholes, size, within

FEWEST = 5
LOOSE = {"alone", "few", "rest"}  # names that are no sets of cases


class Told:
    """Any number of published reports of one register, read together."""

    def __init__(self, sets):
        self.sets, self.puzzle, self.hidden, self.families, self.chosen = sets, Puzzle(), {}, [], {}
        self.before, self.made = set(), None

    def read(self, made, public):
        if self.made is not None:
            self.before |= {cell.chosen.period for *_, cell in self.made.cells() if cell.chosen}
        tables = padded([table for table in made.tables if table.public])
        self.specs = {spec.id: spec for spec in find(made.layout).tables}
        self.names, self.said, self.made = {}, {}, made
        self.shown = shown = {table.id: {row.label: row for row in reversed(table.rows)} for table in public.tables}
        for table in tables:
            for at, row in enumerate(table.rows):
                for column in range(len(row.cells)):
                    self._name(table, at, row, column)
                    there = shown[table.id].get(row.label)
                    self.said[table.id, at, column] = HIDDEN if there is None else there.cells[column].value
        for table in tables:
            self._counts(table)
            self._sums(table)
            self._shares(table)
            self._means(table)
        self._young(tables)
        return self

    def _name(self, table, at, row, column):
        cell, key = row.cells[column], (table.id, at, column)
        if table.kinds[column] == "text" or source(table, column) is not None:
            return
        count = cell.n if cell.n is not None or table.kinds[column] != "count" else cell.value
        if not is_count(count):
            return
        name = self._of_cases(cell.chosen) if cell.chosen else ("alone", self.made.first, self.made.last, *key)
        assert self.puzzle.truth.get(name, count) == count, [one for one, there in self.chosen.items() if there == name]
        self.puzzle.name(name, count, f"{table.id} {row.label} {table.columns[column]}")
        self.names[key] = name

    def _of_cases(self, chosen):
        """By the cases themselves, where there are enough of them to be told from others."""
        name = self.sets(chosen)
        name = name if size(name) >= FEW else ("few", plain(chosen))
        self.chosen[chosen] = name
        return name

    def _counts(self, table):
        for (where, at, column), name in self.names.items():
            cell = table.rows[at].cells[column] if where == table.id else None
            if cell is None or cell.n is not None:
                continue
            said = self.said[where, at, column]
            if said == HIDDEN and (cell.value < FEWEST or not self._retold(cell)):
                self.hidden[name] = f"{self.made.layout} {table.id} {table.rows[at].label} {table.columns[column]}"
            elif said != HIDDEN:
                self.puzzle.show(name, said)

    def _retold(self, cell):
        """Of days that something published before tells of, so that others may have been shown there."""
        period = cell.chosen.period if cell.chosen else Period(self.made.first, self.made.last)
        return any(period.meets(other) for other in self.before)

    def _sums(self, table):
        columns = [at for at, kind in enumerate(table.kinds) if kind == "count"] or range(len(table.columns))
        for column in columns:
            for at in range(len(table.rows)):
                whole = self.names.get((table.id, at, column))
                below = [place for place, row in enumerate(table.rows) if row.parent == at]
                below = [place for place in below if (table.id, place, column) in self.names]
                below = [place for place in below if self._adds(table, place, column)]
                if below and whole:
                    parts = [self.names[table.id, place, column] for place in below]
                    if any(table.rows[place].label not in self.shown[table.id] for place in below):
                        parts.append(self._unlisted(table, at, column))
                    self._family(parts, whole, table.id)
        if table.column_total is not None:
            for at in range(len(table.rows)):
                parts = [
                    self.names[table.id, at, column]
                    for column, kind in enumerate(table.kinds)
                    if column != table.column_total and kind != "percent" and (table.id, at, column) in self.names
                ]
                whole = self.names.get((table.id, at, table.column_total))
                if parts and whole:
                    self._family(parts, whole, table.id)

    @staticmethod
    def _adds(table, at, column):
        return table.kinds[column] == "percent" or table.rows[at].cells[column].n is None

    def _unlisted(self, table, at, column):
        """Rows leave where all of them is hidden: nobody can say that there were no others."""
        name = ("alone", "unlisted", self.made.layout, self.made.last, table.id, at, column)
        self.puzzle.name(name, 0)
        return name

    def _family(self, parts, whole, why):
        self.puzzle.adds_up(parts, whole, why)
        self.families.append((parts, whole))

    def _shares(self, table):
        """A whole percentage is within a half of the share; a change as well."""
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                said = self.said[table.id, at, column]
                if not is_count(said) and not isinstance(said, float):
                    continue
                if (counts := source(table, column)) is not None:
                    part, whole = self.names.get((table.id, at, counts)), self._top(table, at, counts)
                elif cell.n is not None and cell.of and cell.base is not None and len(cell.of) == 1:
                    part, whole = self.names[table.id, at, column], self._of(cell)
                elif table.kinds[column] == "percent":
                    part, whole = self.names.get((table.id, at, column)), self._top(table, at, column)
                else:
                    continue
                if part and whole and part != whole:
                    self._percent(part, whole, said, f"{table.id} {row.label} {said}%", change=is_change(cell))

    def _means(self, table):
        """Of those in each band of days the mean is not below the least of them, nor above the most."""
        places = {row.label: at for at, row in enumerate(table.rows)}
        for stage in self.specs[table.id].stages:
            mean = self.said[table.id, places[f"{stage.label}: mean working days"], 0]
            if not isinstance(mean, int | float):
                continue
            bands = [self.names[table.id, places[f"{stage.label}: {band}"], 0] for band in stage.bands]
            least, most = (0, *(limit + 1 for limit in stage.limits)), (*stage.limits, FAR)
            low = {band: days - mean - 0.05 for band, days in zip(bands, least, strict=True)}
            high = {band: days - mean + 0.05 for band, days in zip(bands, most, strict=True)}
            self.puzzle.tell(low, -ANY, 0, "mean")
            self.puzzle.tell(high, 0, ANY, "mean")

    def _of(self, cell):
        name = self._of_cases(cell.of[0])
        self.puzzle.name(name, cell.base)
        return name

    def _percent(self, part, whole, said, why, change):
        by = 100 + said if change else said
        slack = (
            0.5
            if abs(100 * self.puzzle.truth[part] - by * self.puzzle.truth[whole]) <= 0.5 * self.puzzle.truth[whole]
            else 1
        )
        assert abs(100 * self.puzzle.truth[part] - by * self.puzzle.truth[whole]) <= slack * self.puzzle.truth[whole], (
            why,
            self.puzzle.truth[part],
            self.puzzle.truth[whole],
            by,
        )
        self.puzzle.tell({part: 100, whole: -(by + slack)}, -ANY, 0, why)
        self.puzzle.tell({part: 100, whole: -(by - slack)}, 0, ANY, why)

    def _top(self, table, at, column):
        while table.rows[at].parent is not None:
            at = table.rows[at].parent
        return self.names.get((table.id, at, column))

    def _young(self, tables):
        by_id = {table.id: table for table in tables}
        for table in tables:
            whole = by_id.get(table.subset_of)
            places = {row.label: at for at, row in enumerate(whole.rows)} if whole else {}
            for at, row in enumerate(table.rows):
                for column in range(len(row.cells)):
                    part = self.names.get((table.id, at, column))
                    more = self.names.get((table.subset_of, places.get(row.label), column))
                    if part and more and part != more:
                        self._rest(part, more)

    def _rest(self, part, whole):
        """Those of the whole that are not of the part: a number that nobody prints."""
        name = less(whole, part) if LOOSE.isdisjoint((part[0], whole[0])) else ("rest", part, whole)
        self.puzzle.name(name, self.puzzle.truth[whole] - self.puzzle.truth[part])
        self.puzzle.adds_up([part, name], whole, "rest")
        return name

    def _periods(self):
        """A year is its quarters, in whatever report each was."""
        for chosen, name in self.chosen.items():
            parts = quarters(chosen.period)
            there = [self.chosen.get(chosen._replace(period=part)) for part in parts]
            if chosen.cohort == "received" and len(parts) > 1 and None not in there:
                self.puzzle.adds_up(there, name, "quarters")

    def by_definition(self):
        """What holds between these numbers in every register."""
        self._periods()
        for parts, whole in list(self.families):
            if LOOSE.isdisjoint(part[0] for part in parts):
                self._unions(parts, whole)
        for _ in range(2):  # once more with what was left over the first time
            named = self._named()
            there = set(named)
            for small, large in parts_of_wholes(named):
                self._part(small, large, there)
        return self

    def _named(self):
        return [name for name in self.puzzle.truth if name[0] not in LOOSE]

    def _unions(self, parts, whole):
        """Some rows of a table that make a number of another one."""
        for other in self._named():
            if other != whole and other[0] == parts[0][0] and size(other) >= FEW:
                inside = [part for part in parts if within(part, other)]
                union = reduce(or_, (part[1] for part in inside), 0)
                if len(inside) > 1 and union == other[1]:
                    self.puzzle.adds_up(inside, other, "union")

    def _part(self, small, large, there):
        """What a part leaves over is a number that stands somewhere, or is at least none."""
        other = less(large, small)
        if other in there and size(other) >= FEW:
            self.puzzle.adds_up([small, other], large, "two")
        elif size(other) and not {small, large} <= self.puzzle.known.keys():
            self.puzzle.at_least(large, small, "part")

    def told(self):
        """What is told although it is hidden."""
        found = self.puzzle.told(self.hidden, FEWEST)
        return [f"{self.hidden[name]} is {self.puzzle.truth[name]}: {how}" for name, how in found.items()]
