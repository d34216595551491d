"""Kinds of task: what it says without a word of the file, and by when it is done unless somebody says another day."""

from dataclasses import dataclass

OWN = "own"
BOUNCED = "bounced"
NO_OFFICER, NO_RESPONDER = "no_officer", "no_responder"


@dataclass(frozen=True, slots=True)
class Kind:
    label: str  # neutral: it stands in lists, in the morning's mail and in a calendar
    days: int  # working days


KINDS: dict[str, Kind] = {
    OWN: Kind("A task", 3),
    NO_OFFICER: Kind("Its officer stepped aside: name another", 1),
    NO_RESPONDER: Kind("Who was to answer stepped aside: give it to somebody else", 1),
    BOUNCED: Kind("Mail to them came back: find a way that reaches them", 1),
}
