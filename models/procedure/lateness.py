"""What late means, once: the last day of something we owe has wholly passed (D-03).

A case is late "in any way" while any clock that runs on it is. The answer of a stage is late while the clock of that
answer is, and stage 3 while any of its clocks is, since the panel's day, its report and the answer each have one
(K-58). So a case at stage 1 can be late in some way while its answer is not: each number says which it counts. A date
that was moved by the rules is the day that counts: an extension that was told in time, or waiting at the person's wish.
"""

from datetime import date
from typing import NamedTuple

from models.procedure.terms import Clock

STAGE_3 = tuple(clock for clock in Clock if clock.name.startswith("S3_"))


class Late(NamedTuple):
    words: str
    clocks: tuple[Clock, ...]
    stage: int = 0


ANY = "Late in any way"
LATE: dict[str, Late] = {
    "acknowledge": Late("Not acknowledged in time", (Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE)),
    "stage-1": Late("Stage 1 answer late", (Clock.S1_RESPONSE, Clock.C1_RESPONSE), 1),
    "stage-2": Late("Stage 2 answer late", (Clock.S2_RESPONSE, Clock.C2_RESPONSE), 2),
    "stage-3": Late("Stage 3 late, any day of it", STAGE_3, 3),
    "advocate": Late("Advocate contact late", (Clock.ADVOCATE_CONTACT,)),
}
STAGES = {clock: late.stage for late in LATE.values() if late.stage for clock in late.clocks}
"""Of each clock of an answer, its stage."""


def is_late(due: date, today: date) -> bool:
    return due < today
