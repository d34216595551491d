"""Which cases each number of a report counts, by definition: found out on a large invented register.

Whatever holds there between two numbers (the same cases, a part of them, two that make a third) holds for every
register, and whoever reads a report may know it.
"""

from collections import defaultdict
from itertools import combinations
from math import log

from sqlalchemy import select

from models.reports.populations import POPULATIONS, counted
from models.reports.tallying import labels_of, meets
from models.reports.timing import dimension
from models.tables.register import OmbudsmanCase, RegisterPoint
from models.tables.register import RegisterLine as Line

SURE = 16  # e to this power: how much less likely than not
FEW = 10  # so few may be the same by chance


class Sets:
    """The cases of the large register that a figure counts, as the bits of a number."""

    def __init__(self, db, scope, between):
        self.db, self.scope, self.between = db, scope, between
        self._asked, self._found, self._bit = {}, {}, defaultdict(dict)

    def __call__(self, chosen):
        if chosen not in self._found:
            bits = 0
            wanted = tuple(label for _, label in chosen.where)
            for bit, labels in self._labelled(chosen):
                if meets(labels, wanted):
                    bits |= 1 << bit
            self._found[chosen] = POPULATIONS[chosen.population].rows, bits, chosen.cohort
        return self._found[chosen]

    def _labelled(self, chosen):
        names = tuple(name for name, _ in chosen.where)
        key = (chosen.population, chosen.cohort, chosen.period, names)
        if key not in self._asked:
            population = POPULATIONS[chosen.population]
            what = {"cases": Line.case_id, "points": RegisterPoint.id, "ombudsman": OmbudsmanCase.id}[population.rows]
            dimensions = [dimension(name, self.between) for name in names]
            columns = [column.label(f"d{at}") for at, column in enumerate(c for one in dimensions for c in one.columns)]
            query = counted(population, self.scope, select(what, *columns))
            query = query.where(population.cohort(chosen.cohort, chosen.period))
            bit = self._bit[population.rows]
            self._asked[key] = [
                (bit.setdefault(row[0], len(bit)), labels_of(dimensions, row[1:])) for row in self.db.execute(query)
            ]
        return self._asked[key]


def size(one):
    return one[1].bit_count()


def within(one, other):
    return one[0] == other[0] and one[1] & other[1] == one[1]


def less(one, other):
    return one[0], one[1] & ~other[1], one[2] if one[2] == other[2] else "both"


def parts_of_wholes(sets):
    """Each pair of which the first is a part of the second, and hardly by chance."""
    kept = sorted((one for one in sets if size(one) >= FEW), key=size)
    most = {kind: max(size(one) for one in kept if one[0] == kind) for kind in {one[0] for one in kept}}
    for small, large in combinations(kept, 2):
        sure = size(small) * log(most[small[0]] / size(large) + 0.01) > SURE
        if sure and small[0] == large[0] and small[1] & large[1] == small[1]:
            yield small, large
