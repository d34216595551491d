"""Every kind of letter, one row each: what it proves when it counts, what it must say, who may let it go (G-05)."""

from collections.abc import Iterable
from typing import Any

from models.post.behaviour_letters import BEHAVIOUR
from models.post.kinds import TEAM as TEAM
from models.post.kinds import Kind as Kind
from models.post.kinds import Part as Part
from models.post.panel_letters import PANEL_KINDS
from models.post.route_letters import ROUTE_LETTERS
from models.post.stage_two_letters import STAGE_TWO_KINDS
from models.post.together_letters import TOGETHER
from models.procedure.terms import Event, Role

_POINTS = Part("points", "the points as we understand them", "3.2")
_CORRECT = Part("correct", "how to put the points right", "3.2")
_PROCEDURE = Part("procedure", "the procedure and the stage, and where to read about it", "3.2")
_RESPONDER = Part("responder", "who will answer", "K-06")
_DUE = Part("due", "the day the answer is due", "K-06")
_LATE = Part("late", "the right to the next stage when that day passes", "K-15")
_ADVOCATE = Part("advocate", "the offer of an advocate", "E-27", only="young_person")
_EXCLUDED = Part("excluded", "what is left out, and why", "K-06", only="excluded")
_OMBUDSMAN = Part("ombudsman", "the Ombudsman", "E-44")
_REFUSED_PART = Part("ombudsman", "the Ombudsman, as something is left out", "E-44", only="excluded")
_ANSWERS = Part("answers", "for every point what was looked at, the finding and why", "TW 7.11.8")
_NEXT = Part("next_stage", "how to ask for the next stage", "TW 7.6")
_REASON = Part("reason", "the reason", "K-13")
_NEW_DAY = Part("new_day", "the new day", "K-12")

_OUTSIDE = Part("outside", "that two people from outside look at it", "REG 17(2)")
_ACKNOWLEDGED_AGAIN = (
    Part("asked", "what they asked for, and when", "K-27"), _DUE,
    Part("meeting", "that a meeting is theirs to choose and delays nothing", "K-28"), _OMBUDSMAN,
)  # fmt: skip
_ACKNOWLEDGEMENT = (_POINTS, _CORRECT, _PROCEDURE, _RESPONDER, _DUE, _LATE, _ADVOCATE, _EXCLUDED, _REFUSED_PART)
_ANSWER = (_ANSWERS, _NEXT)

_WAITS = Part("waits", "that we wait, since when and why", "K-42")
_REVIEW = Part("review", "the day on which we look again", "K-42")
_OUR_DAY = Part("our_day", "what it does to the day of our answer", "K-42")
_GO_ON = Part("go_on", "how to go on at any time", "S-06")
_TRIED = Part("tried", "when we tried to reach them", "S-06")

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            code="acknowledgement_statutory", label="Acknowledgement, stage 1", event=Event.ACKNOWLEDGED,
            parts=_ACKNOWLEDGEMENT, template="acknowledgement_statutory",
        ),
        Kind(
            code="acknowledgement_corporate", label="Acknowledgement, corporate stage 1", event=Event.ACKNOWLEDGED,
            parts=_ACKNOWLEDGEMENT, template="acknowledgement_corporate",
        ),
        Kind(
            code="acknowledgement_concern", label="Acknowledgement, case concern", event=Event.ACKNOWLEDGED,
            parts=(
                _POINTS, _CORRECT, _RESPONDER, _ADVOCATE, _EXCLUDED, _REFUSED_PART,
                Part("why", "why this is a case concern", "E-51"),
                Part("unhappy", "what to do if unhappy with the manager's answer", "E-51"),
            ),
            template="acknowledgement_concern",
        ),
        Kind(
            code="who_answers", label="Who answers, and by when", event=None,
            parts=(_RESPONDER, _DUE, _ADVOCATE), template="who_answers",
        ),
        Kind(
            code="refusal", label="Refusal", event=Event.REFUSAL_SENT,
            parts=(
                Part("rule", "the rule used", "3.6"),
                Part("reasons", "the reasons", "3.6"),
                Part("evidence", "the evidence considered", "3.6"),
                Part("carried_on", "what is still being taken forward", "3.6"),
                Part("again", "the right to send it again", "3.6"),
                _OMBUDSMAN,
            ),
            template="refusal",
        ),
        Kind(
            code="thanks", label="Thank you", event=Event.THANKED,
            parts=(Part("passed_on", "who it is passed to", "E-03"),), template="thanks",
        ),
        Kind(
            code="idea_answer", label="Answer to an idea", event=Event.IDEA_ANSWERED,
            parts=(Part("decision", "whether we will do it", "2b"), Part("because", "why", "2b")),
            template="idea_answer",
        ),
        Kind(
            code="extension_statutory", label="More time, stage 1", event=Event.EXTENDED,
            parts=(_REASON, _NEW_DAY, _NEXT), template="extension_statutory",
        ),
        Kind(
            code="extension_corporate", label="More time, corporate stage 1", event=Event.EXTENDED,
            parts=(_REASON, _NEW_DAY, _NEXT, Part("ombudsman", "the Ombudsman", "CODE 6.5")),
            template="extension_corporate",
        ),
        Kind(
            code="extension_asked", label="Asking for more time", event=None,
            parts=(_REASON, _NEW_DAY, Part("choice", "that they may say no; silence is not yes", "T59"), _NEXT),
            template="extension_asked",
        ),
        Kind(
            code="extension_agreed", label="The new day, as agreed", event=None,
            parts=(_REASON, _NEW_DAY, _NEXT), template="extension_agreed",
        ),
        Kind(
            code="acknowledgement_stage2", label="Acknowledgement, stage 2", event=Event.S2_ACKNOWLEDGED,
            parts=(*_ACKNOWLEDGED_AGAIN, _OUTSIDE, _ADVOCATE),
            template="acknowledgement_stage2",
        ),
        Kind(
            code="acknowledgement_corporate2", label="Acknowledgement, corporate stage 2", event=Event.C2_ACKNOWLEDGED,
            parts=_ACKNOWLEDGED_AGAIN, template="acknowledgement_corporate2",
        ),
        Kind(
            code="closure", label="Closing letter", event=None,
            parts=(
                Part("closed", "that it is closed, and why", "3.6"),
                Part("still", "whether the issues are still looked at", "3.6"),
                _NEXT,
            ),
            template="closure",
        ),
        Kind(
            code="answer_statutory", label="Answer, stage 1", event=Event.S1_ANSWERED,
            parts=_ANSWER, template="answer_statutory",
        ),
        Kind(
            code="answer_corporate", label="Answer, corporate stage 1", event=Event.C1_ANSWERED,
            parts=(*_ANSWER, _OMBUDSMAN), template="answer_corporate",
        ),
        Kind(
            code="answer_concern", label="Answer, case concern", event=Event.CONCERN_ANSWERED,
            parts=(_ANSWERS, Part("unhappy", "what to do if unhappy", "E-51")), template="answer_concern",
        ),
        Kind(
            code="confirmation", label="Confirmation of the outcome", event=Event.CONFIRMATION_SENT,
            parts=(_ANSWERS, _NEXT), template="confirmation",
        ),
        Kind(
            code="withdrawal", label="You asked us to stop", event=None,
            parts=(
                Part("stopped", "that it is stopped", "TW 6.2(1)"),
                Part("still", "whether the issues are still looked at", "3.6"),
            ),
            template="withdrawal",
        ),
        Kind(
            code="correction", label="Putting a letter right", event=None,
            parts=(Part("changed", "what was wrong and what is right", "G-07"), _NEXT), template="correction",
        ),
        Kind(
            code="no_longer_so", label="What a letter said is no longer so", event=None,
            parts=(
                Part("changed", "which letter is no longer so", "K-54"), Part("tell", "what is so now", "K-54"), _NEXT,
            ),
            template="no_longer_so",
        ),
        Kind(
            code="ordered_again", label="A stage is done again, as the Ombudsman wants", event=None,
            parts=(
                Part("decided", "that the Ombudsman wants it", "3.8"),
                Part("again", "which stage is done again", "3.8"),
                Part("due", "by when", "3.8"), _OMBUDSMAN,
            ),
            template="ordered_again",
        ),
        Kind(
            code="restarted", label="We have started again", event=None,
            parts=(Part("started", "that it goes on", "TW 6.2(1)"),), template="restarted",
        ),
        Kind(
            code="waiting", label="We wait, as you asked", event=None,
            parts=(_WAITS, _REVIEW, _OUR_DAY, _GO_ON), template="waiting",
        ),
        Kind(
            code="not_reached", label="We could not reach you, and wait", event=None,
            parts=(_TRIED, _WAITS, _REVIEW, _OUR_DAY, _GO_ON, _OMBUDSMAN), template="not_reached",
        ),
        *BEHAVIOUR,
        *STAGE_TWO_KINDS,
        *ROUTE_LETTERS,
        *PANEL_KINDS,
        *TOGETHER,
    )
}  # fmt: skip


def missing(kind: str, blocks: Iterable[dict[str, Any]], *, young_person: bool, excluded: bool = False) -> list[Part]:
    """The mandatory parts this letter does not have; it may not go out before the list is empty (G-05)."""
    said = {block["id"]: (*(block.get("paragraphs") or ()), *(block.get("list") or ())) for block in blocks}
    there = {name for name, lines in said.items() if any(str(line).strip() for line in lines)}  # blanks say nothing
    facts = {"": True, "young_person": young_person, "excluded": excluded}
    return [part for part in CATALOGUE[kind].parts if facts[part.only] and part.id not in there]


def may_release(kind: str, roles: Iterable[Role]) -> bool:
    return bool(CATALOGUE[kind].release & set(roles))
