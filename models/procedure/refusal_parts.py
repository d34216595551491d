"""What the letter of each refusal asks of the officer, and what it says by itself (rules 2.7, 3.6).

Every refusal says what is still taken forward and how to send it again. Only proceedings end on a day that an officer
has to name (E-30); on every other ground the answer is the same for everybody, and nobody is asked for it.
"""

from collections.abc import Mapping
from typing import NamedTuple

_WRITTEN = {
    "reasons": "Say why, so that the person can follow it",
    "evidence": "Say what you looked at before you decided",
}
_STILL = {"carried_on": "Say what we still do, or that nothing is left to do"}
_WHEN = {"again": "Say when they can send it again: what has to end first"}
DECIDED: Mapping[str, str] = _WRITTEN
"""What every written decision needs, with what is said where it is missing."""

_PROCEEDINGS = _WRITTEN | _STILL | _WHEN  # E-30: the rest can be sent again when they end
NEEDED: Mapping[str, Mapping[str, str]] = {
    "court": _PROCEEDINGS,
    "tribunal": _PROCEEDINGS,
    "no_pr": _WRITTEN,  # E-14: nothing more is done
    "best_interest": _WRITTEN | _STILL,
    "out_of_time": _WRITTEN | _STILL,
    "outside_remit": _WRITTEN | _STILL | {"passed_to": "Say who deals with it, and how to reach them"},  # E-38
    "considered": _WRITTEN,
    "childs_view": _WRITTEN,  # E-21: nothing more is done
    "unsuitable": _WRITTEN,
}
"""By the ground of the refusal: the parts an officer writes."""
SIGNPOSTED = frozenset(ground for ground, needed in NEEDED.items() if "passed_to" in needed)
"""Where the letter names who deals with it instead (E-38)."""


class Words(NamedTuple):
    child: str
    adult: str


_NOTHING = Words("There is nothing more we can do with this.", "Nothing more of this is taken forward.")
AGAIN: Mapping[str, Words] = {
    "no_pr": Words(
        "If this changes, you can tell us again.",
        "If that changes, or the child asks you to speak for them, you can send it to us again.",
    ),
    "best_interest": Words(
        "If things change, you can tell us again.", "If things change for the child, you can send it to us again."
    ),
    "out_of_time": Words(
        "Was there a reason why you could not tell us before? If we do not know it yet, tell us. We will look again.",
        "If there was a reason why you could not complain earlier, and we do not know of it, tell us. We will look at "
        "this decision again.",
    ),
    "outside_remit": Words(
        "If it is about our work after all, you can tell us again.",
        "If part of it is about one of our services after all, you can send that part to us again.",
    ),
    "considered": Words(
        "If there is something new, you can tell us again.",
        "If there is anything new, you can send it to us again and say what is new.",
    ),
    "childs_view": Words(
        "If they want this, they can tell us. They can ask us for help to do it.",
        "If the child wants this, the child can tell us, in any way, and can have an advocate. You can still complain "
        "about what concerns you yourself.",
    ),
    "unsuitable": Words(
        "They can tell us. They can ask us for help to do it.",
        "The child can tell us, in any way, and can have an advocate, or choose somebody else to speak for them. You "
        "can still complain about what concerns you yourself.",
    ),
}


def said(ground: str, written: Mapping[str, str], *, child: bool) -> dict[str, str]:
    """The parts of the letter: as the officer wrote them, or as this ground says them where nothing was written."""
    own = {"carried_on": _NOTHING, "again": AGAIN.get(ground)} if ground in NEEDED else {}
    needed = NEEDED.get(ground, {})
    usual = {name: words.child if child else words.adult for name, words in own.items() if words and name not in needed}
    return {name: text if text.strip() else usual.get(name, "") for name, text in written.items()}
