"""Kinds of task: what it says without a word of the file, and by when it is done unless somebody says another day."""

from dataclasses import dataclass

OWN = "own"
BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Kind:
    label: str  # neutral: it stands in lists, in the morning's mail and in a calendar
    days: int  # working days


KINDS: dict[str, Kind] = {
    OWN: Kind("A task", 3),
    BOUNCED: Kind("Mail to them came back: find a way that reaches them", 1),
}
