"""A change that must wait while a complaint is looked at: who decides, in what order, when all are told (2.9)."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.procedure.terms import Role
from models.procedure.working_days import Holidays, add_working_days, local_day

OUTCOMES = {"frozen": "It waits", "part": "Part of it waits", "not_frozen": "It goes ahead"}
SAID = {  # to a child, to a grown-up
    "frozen": ("The change will wait while we look at this.", "The change will wait while we look at this."),
    "part": ("Part of the change will wait.", "Part of the change will wait while we look at this."),
    "not_frozen": ("The change will still go on.", "The change will not wait for our answer."),
}
LIFTED = ("The change does not wait any more.", "The change does not wait any more.")


class Rung(NamedTuple):
    """One step of the ladder: who has it, and the roles that are told when it comes to them."""

    label: str
    tells: tuple[Role, ...]


LADDER = (
    Rung("The operational manager", ()),
    Rung("The complaints manager, with the service manager", (Role.MANAGER,)),
    Rung("The director", (Role.MANAGER, Role.DIRECTOR)),
)
"""Telford's two ways (6.8 and 7.9) as one: the manager freezes unless there is good reason; else it goes up (E-62)."""
LAST = len(LADDER) - 1
WARN = 1  # working days before the change: an undecided one goes up by itself. Ours
STEP = timedelta(hours=1)  # what each rung has, so that the whole ladder is climbed on that day (S-16). Ours
NEEDED = {
    "reason": "Give the reason, as the person will read it",
    "risk": "Write down the risk if it waits, and if it does not",
    "wishes": "Write down what the child wants",
    "by": "Say who decided it",
}
"""What every decision keeps beside its outcome, wherever it is made (E-63)."""


def goes_up(rung: int, since: datetime, effect_on: date | None, now: datetime, free: Holidays) -> bool:
    """Whether an undecided request has to go up now, because the change comes first: from the operational manager at
    once, from then on after each `STEP`, to the top on the same day (E-63, S-16, TW 7.9)."""
    if effect_on is None or rung >= LAST or local_day(now) < add_working_days(effect_on, -WARN, free):
        return False
    return rung == 0 or now - since >= STEP


def late(effect_on: date | None, decided_on: date | None) -> bool:
    """Whether the change came before the decision about it (E-63)."""
    return bool(effect_on and decided_on and effect_on < decided_on)
