"""The least and the most that a hidden number can be, from all the sums that it stands in (PRV-13).

The rules see to groups that are large enough. Several sums together can still say more than each: a quarter is at most
what everybody's quarter is, so the other quarter is at least the rest. Then one number more is hidden.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from models.reports.lines import Lines, Place

Name = tuple[
    str, tuple[int, ...]
]  # "count" and one place of all that count the same, or "others": of a whole less its part
OFTEN = 40  # times round all sums; what is not settled by then is left as wide as it is


@dataclass(slots=True)
class Sum:
    parts: list[Name]
    whole: Name
    shown: list[Place]


@dataclass(slots=True)
class Bounds:
    """What each hidden number can be, and which sum said so last."""

    low: dict[Name, float] = field(default_factory=dict)
    high: dict[Name, float] = field(default_factory=dict)
    why: dict[tuple[Name, bool], Sum] = field(default_factory=dict)

    def tighten(self, name: Name, low: float, high: float, by: Sum) -> bool:
        """Whether that says more than was known."""
        more = False
        if low > self.low[name]:
            self.low[name], self.why[name, False], more = low, by, True
        if high < self.high[name]:
            self.high[name], self.why[name, True], more = high, by, True
        return more


def narrow(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """One number more to hide, where a hidden one is left with one value, or a small one without all of them."""
    bounds = _bounds(lines, hidden, list(_sums(lines, hidden)))
    for place in sorted(hidden - lines.known):
        name = _name(lines, place)
        if name not in bounds.low:
            continue
        low, high, value = bounds.low[name], bounds.high[name], lines.values[place]
        small = value < fewest
        sides = [side for side, wrong in ((False, low > 1), (True, high < fewest - 1)) if small and wrong]
        if low == high:
            sides = [False, True]
        for side in sides:
            left = [one for by in _behind(bounds, name, side) for one in by.shown if one not in lines.known]
            if left:
                return {min(left, key=lambda one: (len(lines.below(one) - hidden), lines.cost(one)))}
    return set()


def _name(lines: Lines, place: Place) -> Name:
    return "count", min([place, *lines.same.get(place, ())])


def _sums(lines: Lines, hidden: set[Place]) -> Iterator[Sum]:
    """Every sum that something hidden stands in."""
    for top, family in (*lines.families(), *lines.sums):
        if top in hidden or not hidden.isdisjoint(family):
            shown = [place for place in (top, *family) if place not in hidden]
            yield Sum([_name(lines, place) for place in family], _name(lines, top), shown)
    for part, whole in lines.whole.items():
        if part in hidden or whole in hidden:
            shown = [place for place in (part, whole) if place not in hidden]
            yield Sum([_name(lines, part), ("others", part)], _name(lines, whole), shown)
    yield from _containing(lines, hidden)


def _containing(lines: Lines, hidden: set[Place]) -> Iterator[Sum]:
    """The smallest number shown that a hidden one is a part of, and the largest that is a part of it."""
    one_of = {meaning: place for place, meaning in lines.meaning.items()}
    by_base: dict[object, list[Place]] = defaultdict(list)
    for meaning, place in one_of.items():
        if place not in hidden:
            by_base[meaning.base].append(place)
    for shown in by_base.values():
        shown.sort(key=lambda place: (lines.values[place], place))
    for meaning, place in one_of.items():
        if place in hidden:
            shown, name = by_base[meaning.base], _name(lines, place)
            if (more := next((one for one in shown if meaning.within(lines.meaning[one])), None)) is not None:
                yield Sum([name, ("others", (*place, *more))], _name(lines, more), [more])
            if (less := next((one for one in reversed(shown) if lines.meaning[one].within(meaning)), None)) is not None:
                yield Sum([_name(lines, less), ("others", (*less, *place))], name, [less])


def _bounds(lines: Lines, hidden: set[Place], sums: list[Sum]) -> Bounds:
    bounds, known = Bounds(), dict[Name, int]()
    for one in sums:
        for name in (*one.parts, one.whole):
            kind, (table, row, column, *_) = name
            if kind == "count" and (table, row, column) not in hidden:
                known[name] = lines.values[table, row, column]
            elif name not in bounds.low:
                bounds.low[name], bounds.high[name] = 0, inf
    for _ in range(OFTEN):
        if not any([_tighten(one, bounds, known) for one in sums]):
            break
    return bounds


def _tighten(one: Sum, bounds: Bounds, known: dict[Name, int]) -> bool:
    """What the others of a sum leave for each."""
    low = [known.get(name, bounds.low.get(name, 0)) for name in one.parts]
    high = [known.get(name, bounds.high.get(name, inf)) for name in one.parts]
    least, most = sum(low), sum(high)
    more = False
    if one.whole in bounds.low:
        more = bounds.tighten(one.whole, least, most, one)
    at_least = known.get(one.whole, bounds.low.get(one.whole, 0))
    at_most = known.get(one.whole, bounds.high.get(one.whole, inf))
    for at, name in enumerate(one.parts):
        if name in bounds.low:
            others = sum(high[:at]) + sum(high[at + 1 :])
            more |= bounds.tighten(name, at_least - others, at_most - (least - low[at]), one)
    return more


def _behind(bounds: Bounds, name: Name, side: bool) -> list[Sum]:
    """The sums that a bound rests on: that which said it, then those that bound the others in it."""
    found: list[Sum] = []
    left, seen = [(name, side)], set[tuple[Name, bool]]()
    while left:
        one = left.pop(0)
        by = bounds.why.get(one)
        if one in seen or by is None:
            continue
        seen.add(one)
        found.append(by)
        if by.whole == one[0]:
            left += [(other, one[1]) for other in by.parts]
        else:
            left += [(by.whole, one[1]), *((other, not one[1]) for other in by.parts if other != one[0])]
    return found
