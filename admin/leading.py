"""The figures as their reader may know them: a manager each number with its link, a director no small one (AZ-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from models.cases.figures import Figures, Share
from models.cases.figures_behind import PREFIX
from models.procedure.shares import guarded, in_words

HIDDEN = "Not shown"


@dataclass(frozen=True, slots=True)
class Said:
    """One number in words; `of` names the cases behind it, "" for whoever may not open them."""

    words: str
    of: str = ""

    @property
    def href(self) -> str:
        return url_for("dashboard.cases", of=self.of) if self.of else ""


def said_of(found: Figures, *, opens: bool, fewest: int) -> dict[str, Any]:
    """Every number of the page by its table."""
    say = _Saying(opens, fewest)
    open_, opens_total = say.parts([(stage.open, f"open_{stage.state}") for stage in found.stages])
    late, late_total = say.parts([(stage.late, f"late_{stage.state}") for stage in found.stages])
    received = [say.alone(number, f"received_{place}") for place, number in enumerate(found.received)]
    closed = [say.alone(number, f"closed_{place}") for place, number in enumerate(found.closed)]
    young = in_words(found.young.number, found.young.received, guarded=not opens, split=False, fewest=fewest)
    helped = in_words(found.young.with_advocate, found.young.number, guarded=not opens, fewest=fewest)
    kept = not opens and (found.young.received < fewest or any(one.words == HIDDEN for one in received))
    return {
        "stages": list(zip(found.stages, open_, late, strict=True)),
        "open": opens_total,
        "late": late_total,
        "months": list(zip((found.month, found.last_month), received, closed, strict=True)),
        "acknowledged": say.shares(found.acknowledged, "acknowledged"),
        "answered": {clock: say.shares(rows, clock.value) for clock, rows in found.answered.items()},
        "young": (Said(young[0], say.of(found.young.number, "young_all")), HIDDEN if kept else young[1]),
        "helped": (Said(helped[0], say.of(found.young.with_advocate, "young_helped")), helped[1]),
        "received": say.alone(found.young.received, "") if not kept else Said(HIDDEN),
    }


@dataclass(frozen=True, slots=True)
class _Saying:
    opens: bool
    fewest: int

    def of(self, number: int, of: str) -> str:
        return f"{PREFIX}{of}" if self.opens and of and number else ""

    def alone(self, number: int, of: str) -> Said:
        if not self.opens and number < self.fewest:
            return Said(HIDDEN)
        return Said(f"{number:,}", self.of(number, of))

    def parts(self, numbers: Sequence[tuple[int, str]]) -> tuple[list[Said], Said]:
        """The parts of a whole, and the whole."""
        counts = [number for number, _ in numbers]
        shown, whole = (counts, sum(counts)) if self.opens else guarded(counts, self.fewest)
        parts = [
            Said(HIDDEN) if number is None else Said(f"{number:,}", self.of(number, of))
            for number, (_, of) in zip(shown, numbers, strict=True)
        ]
        return parts, Said(HIDDEN if whole is None else f"{whole:,}")

    def shares(self, rows: Sequence[Share], name: str) -> tuple[list[tuple[str, Said, str]], str]:
        """Each row with its percentage, and n. Where one is hidden the others are rounded one by one."""
        parts, whole = self.parts([(row.count, f"{name}_{place}") for place, row in enumerate(rows)])
        total = sum(row.count for row in rows)
        hidden = any(part.words == HIDDEN for part in parts)
        said = []
        for row, part in zip(rows, parts, strict=True):
            percent = f"{round(100 * row.count / total) if hidden else row.percent}%" if total else "–"
            said.append((row.words, part, HIDDEN if HIDDEN in (part.words, whole.words) else percent))
        return said, whole.words
