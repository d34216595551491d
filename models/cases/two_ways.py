"""One letter, two procedures: which of its points go the other way, as the letter says it (E-56, X-13, S-09).

Statutory and corporate points may have one answer at stage 1. Each keeps its own procedure, so the letter says what
becomes of those that do not go the way of the case, and who deals with them. Every other way is walked by a case of its
own, of which the first letter speaks under what it leaves out.
"""

from collections.abc import Iterable
from typing import Any

from models.procedure.terms import Procedure

TWO = frozenset({Procedure.STATUTORY, Procedure.CORPORATE})


def facts_of_two(points: Iterable[tuple[int, Procedure | None]], route: Procedure | None) -> dict[str, Any]:
    """Each point by its number in the letter, with its procedure; None is that of the case."""
    others = [number for number, way in points if {way, route} == TWO]
    other = next(iter(TWO - {route})) if others else None
    return {"other_points": others, "other_way": other.value if other else ""}
