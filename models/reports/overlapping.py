"""Counts that tell of one another without adding up: several tables of one stage's times, and equal numbers (PRV-13).

Too much is hidden here rather than too little: which of two ways to say a number gives it away is not worked out.
"""

from collections import defaultdict
from itertools import combinations

from models.reports.lines import Lines, Place

TIMES = ("_within", "_at_end", "_timescale", "_extension", "_days", "_answered")
MEANS = ("acknowledged", "triaged")  # whose bands are the dimensions that end with _within


def nearly(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """Of a number and a part of it that leaves few over, the one that takes less away."""
    by_base: dict[object, list[Place]] = defaultdict(list)
    for meaning, place in {meaning: place for place, meaning in lines.meaning.items() if place not in hidden}.items():
        by_base[meaning.base].append(place)
    found: set[Place] = set()
    for places in by_base.values():
        places.sort(key=lambda place: (lines.values[place], place))
        for at, part in enumerate(places):
            for whole in places[at + 1 :]:
                if lines.values[whole] - lines.values[part] >= fewest:
                    break
                if found.isdisjoint((part, whole)) and _leaves_few(lines, *_larger_last(lines, part, whole)):
                    found.add(min(part, whole, key=lambda place: (len(lines.below(place) - hidden), place)))
    return found


def _larger_last(lines: Lines, one: Place, other: Place) -> tuple[Place, Place]:
    """Two of one number: that of more facts is the part."""
    return (one, other) if lines.meaning[one].within(lines.meaning[other]) else (other, one)


def _leaves_few(lines: Lines, part: Place, whole: Place) -> bool:
    """Unless it is a row of it: those that make up the rest are held to the rules by themselves."""
    if lines.values[part] > lines.values[whole] or not lines.meaning[part].within(lines.meaning[whole]):
        return False
    rows = {place for top in (whole, *lines.same.get(whole, ())) for place in lines.below(top) if place[0] == top[0]}
    return rows.isdisjoint((part, *lines.same.get(part, ())))


def timed(lines: Lines, fewest: int, hidden: set[Place]) -> set[Place]:
    """Where something is hidden, or two cumulative rows lie close together, one table of a stage's times stays."""
    return {
        place
        for places in _by_stage(lines)
        if not hidden.isdisjoint(places) or _close(lines, places, fewest)
        for place in places
        if place[0] != _kept(lines, places)
    }


def asides(lines: Lines, _fewest: int, hidden: set[Place]) -> set[Place]:
    """What is stated below a total is what the total lacks of all: where it is hidden, so is the total."""
    below = {
        (place[0], place[2], _names(lines, place))
        for place in hidden & lines.chosen.keys()
        if place not in lines.parent and not _has_parts(lines, place)
    }
    return {
        lines.parent[place]
        for place in lines.parent.keys() & lines.chosen.keys()
        if (place[0], place[2], _names(lines, place)) in below
    }


def _names(lines: Lines, place: Place) -> tuple[str, ...]:
    return tuple(name for name, _ in lines.chosen[place].where)


def alike(lines: Lines, _fewest: int, hidden: set[Place]) -> set[Place]:
    """A figure that adds into nothing goes where it, or what it leaves over, comes to the same as what is hidden."""
    told = {
        _said(lines, place, lines.values[place]) for place in hidden & lines.chosen.keys() if _is_part(lines, place)
    }
    alone = [
        place
        for place in lines.chosen
        if not (place in lines.parent or place in lines.total or _has_parts(lines, place))
    ]
    return {
        place
        for place in alone
        if _said(lines, place, lines.values[place]) in told or _said(lines, place, lines.rest.get(place)) in told
    }


def _said(lines: Lines, place: Place, count: int | None) -> tuple[object, ...]:
    return lines.chosen[place].population, lines.chosen[place].period, count


def _is_part(lines: Lines, place: Place) -> bool:
    """Of more than itself: that a row is all of its total is nothing that another table says."""
    return lines.values[place] != lines.values.get(lines.top(place)) or place not in lines.parent


def _has_parts(lines: Lines, place: Place) -> bool:
    return bool(lines.children.get(place)) or place in lines.parts


def _by_stage(lines: Lines) -> list[list[Place]]:
    """Counts that say how long one stage of one period took, in whatever way."""
    found: dict[object, list[Place]] = defaultdict(list)
    for place, each in lines.asked.items():
        stages = [
            (chosen.population, chosen.period, what.split("_")[0])
            for chosen in each
            for what in (name.partition(":")[0] for name, _ in chosen.where)
            if what.endswith(TIMES) or what in MEANS
        ]
        for stage in dict.fromkeys(stages):
            found[stage].append(place)
    return list(found.values())


def _kept(lines: Lines, places: list[Place]) -> int | None:
    """The first table whose rows add up."""
    return min((place[0] for place in places if place in lines.parent), default=None)


def _close(lines: Lines, places: list[Place], fewest: int) -> bool:
    """Whether the cases between two cumulative rows are few."""
    rows = [place for place in places if place not in lines.parent]
    return any(
        one[2] == other[2] and abs(lines.values[one] - lines.values[other]) < fewest
        for one, other in combinations(rows, 2)
    )
