"""How figures are worked out from counts, each rule once (rules 5.7). Whole numbers are rounded half up."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

NOT_RECORDED = "Not recorded"


class Band(NamedTuple):
    """A stretch of numbers, both ends in it; None is open."""

    label: str
    least: int | None
    most: int | None

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and (
            (self.least is None or number >= self.least) and (self.most is None or number <= self.most)
        )


def band_of(number: int, bands: Sequence[Band]) -> str | None:
    """The label of the one band that holds it; None where the bands leave a gap (A-20)."""
    return next((band.label for band in bands if number in band), None)


def whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def share(part: int, total: int) -> int | None:
    """One whole percentage that stands alone: of counts, never of rounded parts (M-02). None of nothing."""
    return whole(Decimal(part * 100) / total) if total else None


def change(old: int, new: int) -> str | None:
    """How much it went up or down, rounded and not cut off: 91 to 54 is -41% (M-07). None from nothing."""
    if not old:
        return None
    percent = whole(Decimal((new - old) * 100) / old)
    return f"{percent:+d}%" if percent else "0%"


def mean(counted: Mapping[int, int] | Iterable[tuple[int, int]]) -> int | float | None:
    """The mean to one place of numbers by how often each occurs (M-09): 37, 13.4; None of none."""
    pairs = list(counted.items() if isinstance(counted, Mapping) else counted)
    number = sum(times for _, times in pairs)
    if not number:
        return None
    total = Decimal(sum(value * times for value, times in pairs)) / number
    rounded = total.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral() else float(rounded)
