"""The letters of stage 3: each with what it must say before it may go (rules 3.4, 3.5, E-44)."""

from models.post.kinds import Kind, Part
from models.procedure.terms import Event

_OMBUDSMAN = Part("ombudsman", "the Ombudsman", "E-44")
_ADVOCATE = Part("advocate", "the offer of an advocate", "E-27", only="young_person")
_DAY = Part("day", "when and where the panel meets", "K-54")
_BRING = Part("bring", "that they may bring an advocate and one other person, and who speaks", "REG 19(6)")

_REPORT = (
    Part("summary", "a short summary", "REG 20(1)"), Part("findings", "what it found of each point", "3.4"),
    Part("recommendations", "what it recommends, or that it recommends nothing further", "REG 20(1)"),
    Part("due", "the day by which the director answers it", "K-57"), _OMBUDSMAN,
)  # fmt: skip

PANEL_KINDS: tuple[Kind, ...] = (
    Kind(
        code="acknowledgement_stage3", label="Acknowledgement, stage 3", event=Event.S3_ACKNOWLEDGED,
        parts=(
            Part("asked", "what they asked for, and when", "K-51"),
            Part("panel", "what a panel is, and that nobody on it works for the council", "REG 19(2)"),
            Part("due", "the day by which it meets", "K-54"), _BRING, _ADVOCATE, _OMBUDSMAN,
        ),
        template="acknowledgement_stage3",
    ),
    Kind(
        code="refusal_stage3", label="A late request for a panel is not taken", event=None,
        parts=(
            Part("rule", "the rule used", "3.6"), Part("reasons", "the reasons", "3.6"),
            Part("evidence", "what was weighed", "3.6"), Part("carried_on", "what is still being taken forward", "3.6"),
            Part("again", "the right to ask again", "3.6"), _OMBUDSMAN,
        ),
        template="refusal_stage3",
    ),
    Kind(
        code="panel_date", label="The day of the panel", event=None,
        parts=(
            _DAY, Part("people", "who sits on it", "REG 19(2)"), _BRING,
            Part("papers", "when they have the papers", "K-55"), _ADVOCATE,
        ),
        template="panel_date",
    ),
    Kind(
        code="panel_papers", label="The papers for the panel", event=None,
        parts=(_DAY, Part("papers", "which papers the panel has", "K-55")), template="panel_papers",
    ),
    Kind(
        code="panel_report", label="The panel’s report", event=None, parts=_REPORT, template="panel_report",
    ),
    Kind(
        code="panel_report_again", label="The panel’s report, put right", event=None,
        parts=(Part("again", "what was wrong in the one before", "REG 20(2)"), *_REPORT), template="panel_report_again",
    ),
    Kind(
        code="answer_stage3", label="The director’s response to the panel", event=Event.S3_ANSWERED,
        parts=(
            Part("comment", "what the director makes of the findings", "3.4"),
            Part("findings", "what the panel found of each point", "3.4"),
            Part("independent", "that the independent person was asked", "REG 20(3)"), _OMBUDSMAN,
        ),
        template="answer_stage3",
    ),
    Kind(
        code="early_referral", label="To the Ombudsman instead of a panel", event=None,
        parts=(
            Part("agreed", "that they agreed to it, and when", "3.5"),
            Part("panel", "that they may still have their panel", "X-04"), _OMBUDSMAN,
        ),
        template="early_referral",
    ),
)  # fmt: skip
