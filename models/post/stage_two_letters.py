"""The letters of stage 2 after its acknowledgement: more time, and the answer (K-34, K-40, K-82)."""

from models.post.kinds import MANAGERS, Kind, Part
from models.procedure.terms import Event

_OMBUDSMAN = Part("ombudsman", "the Ombudsman", "E-44")
_ANSWERS = Part("answers", "for every point the decision and why", "TW 7.12.8")
_ADVOCATE = Part("advocate", "the offer of an advocate", "E-27", only="young_person")
_MORE = (
    Part("reason", "the reason", "K-34"), Part("new_day", "the new day", "K-34"),
    Part("late", "what they can do when that day passes", "K-41"), _OMBUDSMAN,
)  # fmt: skip

STAGE_TWO_KINDS = (
    Kind(
        code="statement", label="The statement of complaint, to sign", event=None,
        parts=(
            Part("statement", "what it is for", "K-31"), Part("points", "what is to be looked into", "K-31"),
            Part("change", "how to change it", "K-31"), Part("signature", "room to sign and date it", "K-31"),
        ),
        template="statement",
    ),
    Kind(
        code="extension_stage2", label="More time, stage 2", event=Event.S2_EXTENDED, parts=_MORE,
        template="extension_stage2",
    ),
    Kind(
        code="extension_corporate2", label="More time, corporate stage 2", event=Event.C2_EXTENDED, parts=_MORE,
        template="extension_corporate2",
    ),
    Kind(
        code="late_stage2", label="Past the longest time, stage 2", event=None,
        parts=(
            Part("apology", "that we are sorry", "K-41"), Part("reason", "the reason", "rules 3.6"),
            Part("new_day", "the new day", "K-41"), Part("late", "what they can do now", "K-41"), _ADVOCATE, _OMBUDSMAN,
        ),
        template="late_stage2", release=MANAGERS,
    ),
    Kind(
        code="answer_stage2", label="Answer, stage 2", event=Event.S2_ANSWERED,
        parts=(
            Part("investigation", "what we think of the investigation and its findings", "TW 7.12.8"), _ANSWERS,
            Part("reports", "that both reports are with it", "K-40"),
            Part("next_stage", "the right to a panel, by when and how", "K-50"), _ADVOCATE, _OMBUDSMAN,
        ),
        template="answer_stage2",
    ),
    Kind(
        code="answer_corporate2", label="Answer, corporate stage 2", event=Event.C2_ANSWERED,
        parts=(_ANSWERS, Part("last", "that it is our last answer", "CODE 6.9"), _OMBUDSMAN),
        template="answer_corporate2",
    ),
)  # fmt: skip
