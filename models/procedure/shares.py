"""Counts as people may read them: percentages that add up to 100, and nothing that points to one person."""

from collections.abc import Sequence

FEWEST = 5  # a smaller group of young people could be recognised by who knows one of them


def percents(counts: Sequence[int]) -> list[int]:
    """Whole percentages of the total that add up to 100: the largest remainders are rounded up (M-01).

    19, 24, 6 and 6 of 55 are 34, 44, 11 and 11, where plain rounding gives 35 and 101 together.
    Nothing counted is nothing of each.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    found = [count * 100 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: counts[place] * 100 % total, reverse=True)
    for place in by_remainder[: 100 - sum(found)]:
        found[place] += 1
    return found


def in_words(part: int, whole: int, *, guarded: bool, split: bool = True, fewest: int = FEWEST) -> tuple[str, str]:
    """A count and its share of `whole` as they are shown. `guarded`: to somebody who may not know who it is about.

    Then a group smaller than `fewest` is not counted out, and in a `split` neither is its other side, as each gives
    the other away.
    """
    if guarded and part < fewest:
        return f"Fewer than {fewest}", "Not shown"
    if guarded and split and whole - part < fewest:
        return f"All but fewer than {fewest}", "Not shown"
    return f"{part:,}", f"{percents([part, whole - part])[0]}%" if whole else "–"


def guarded(counts: Sequence[int], fewest: int) -> tuple[list[int | None], int | None]:
    """The parts of a whole and the whole, each None where a reader may not know it (PRV-13).

    A small part is hidden, and then as many others, the smallest first, until what is hidden is at least two parts and
    `fewest` together; where it never is, so is the whole.
    """
    hidden = {place for place, count in enumerate(counts) if count < fewest}
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: (counts[place], place))

    def too_few() -> bool:
        return bool(hidden) and (len(hidden) < 2 or sum(counts[place] for place in hidden) < fewest)

    while too_few() and others:
        hidden.add(others.pop(0))
    shown = [None if place in hidden else count for place, count in enumerate(counts)]
    return shown, None if too_few() else sum(counts)
