"""Why a point that they were told of is no point any more: a closed list, and what they read (K-06, X-13).

Anything else is a part that is left out, on a ground of its own and by a letter (`left_out`, E-44). Once it was
answered a point stays.
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import State

BEFORE_THE_ANSWER = frozenset(
    {
        State.NEW, State.RECEIVED, State.S1_OPEN, State.S1_EXTENDED, State.C1_OPEN, State.C1_EXTENDED,
        State.CONCERN_OPEN, State.ASIDE_OPEN,
    }
)  # fmt: skip
ANSWERED_STAYS = "What was answered stays as it was asked: its words, its place and its number."
NEW_AT_TWO = "What is new goes into the statement of complaint, if both sides agree, or is a complaint of its own."
NEW_LATER = "What is new is a complaint of its own."
UNTOLD = frozenset({State.NEW, State.RECEIVED})  # no letter has listed their points yet
SAID = "We took one point off our list: “{point}” {why} Is that wrong? Tell us, and we put it back."


def why_not(state: State) -> str:
    """Why no point is added, worded anew or moved any more, and where what is new goes; empty before the answer."""
    if state in BEFORE_THE_ANSWER:
        return ""
    return f"{ANSWERED_STAYS} {NEW_AT_TWO if state in STAGE_TWO else NEW_LATER}"


class Reason(NamedTuple):
    """The officer's choice, and the sentence to the person."""

    label: str
    said: str


TAKEN_AWAY: Mapping[str, Reason] = {
    "same": Reason("It says the same as another point", "It says the same as another point. We look into that one."),
    "theirs": Reason("They told us not to look into it", "You told us not to look into it."),
    "ours": Reason("We wrote down what they did not say", "You did not say this. We got it wrong, and we are sorry."),
}
