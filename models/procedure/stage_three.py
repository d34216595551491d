"""The review panel as rules: a request that comes late, early referral, and what the director's response must say."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.procedure.deadlines import due_on
from models.procedure.terms import Unit
from models.procedure.working_days import Holidays

EARLY: dict[str, str] = {  # rules 3.5: all of them, or the panel is run
    "robust": "The stage 2 report is robust",
    "adjudicated": "The council's stage 2 answer is complete",
    "upheld": "All the points that matter are upheld",
    "plan": "There is a clear action plan",
    "wishes": "Most of what the person wanted is agreed",
    "agrees": "The person agrees to go to the Ombudsman instead of a panel",
    "accepts": "The Ombudsman accepts it",
}


class Decided(StrEnum):
    """What the director does with a recommendation. Values are stored."""

    ACCEPTED = "accepted"
    PART = "part"
    REFUSED = "refused"


DECIDED: dict[Decided, str] = {
    Decided.ACCEPTED: "Accepted",
    Decided.PART: "Accepted in part",
    Decided.REFUSED: "Not accepted",
}
TAKEN = frozenset({Decided.ACCEPTED, Decided.PART})


@dataclass(frozen=True, slots=True)
class Taken:
    """One recommendation in the draft of the response: whether each part is there, never what it says."""

    number: int
    decided: Decided | None = None
    why: bool = False
    doing: bool = False
    owner: bool = False
    due: bool = False


def ask_by(answered: date, length: int, unit: Unit, free: Holidays) -> date:
    """The last day of the recommended time to ask for a panel, from the day the stage 2 answer was received (K-50)."""
    return due_on(unit, length, answered, free)


def not_met(ticked: Collection[str]) -> list[str]:
    """The conditions of early referral that do not hold; the panel is run unless this is empty (rules 3.5)."""
    return [words for code, words in EARLY.items() if code not in ticked]


def late_gaps(*, why_late: str, new_information: str, reasons: str) -> list[str]:
    """What a decision about a late request lacks. It is never refused by the calendar alone (K-50, X-07, G-02)."""
    asked = {
        "Say why it came late, as the person sees it.": why_late,
        "Say whether there is something new, or something that can no longer be looked at.": new_information,
        "Write the reasons for the decision.": reasons,
    }
    return [gap for gap, text in asked.items() if not text.strip()]


def response_gaps(
    taken: Sequence[Taken], upheld: Sequence[Taken], *, opening: bool, director: bool, consulted: bool, apology: bool
) -> list[str]:
    """Why the director's response cannot go yet; empty when it can (REG 20(3), S-42, X-15). `upheld`: what is done
    about each point that the panel upheld."""
    gaps = [] if opening else ["Say what the director makes of the panel's findings."]
    gaps += [gap for one in upheld for gap in _remedy(one)]
    gaps += [gap for one in taken for gap in _about(one)]
    gaps += [] if director else ["Say who the director is, and on which day they agreed the response."]
    gaps += [] if consulted else ["Say when the independent person was asked, and what they think (REG 20(3))."]
    return gaps + (["Add an apology: the panel found fault."] if upheld and not apology else [])


def _about(one: Taken) -> Iterable[str]:
    name = f"Recommendation {one.number}"
    if one.decided is None:
        yield f"{name}: say whether it is accepted."
        return
    if one.decided is not Decided.ACCEPTED and not one.why:
        yield f"{name}: give the reason for not accepting all of it (S-42)."
    if one.decided in TAKEN and not (one.doing and one.owner and one.due):
        yield f"{name}: say what will be done, who does it, and by when."


def _remedy(one: Taken) -> Iterable[str]:
    if (one.doing or one.owner or one.due) and not (one.doing and one.owner and one.due):
        yield f"Point {one.number}: say what will be done, who does it, and by when."
    elif not one.doing and not one.why:
        yield f"Point {one.number}: it is upheld, so say what you will do, or why there is nothing to do."
