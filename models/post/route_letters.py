"""The letters of screening and of every route beside the stages: what each must say (rules 3.6)."""

from models.post.kinds import Kind, Part
from models.procedure.terms import Event

_POINTS = Part("points", "what we understand them to say", "3.2")
_WHY = Part("why", "why it goes this way", "E-44")
_NEXT = Part("next", "what happens now, and with whom", "3.6")
_UNHAPPY = Part("unhappy", "what to do if they are not content", "E-51")
_OMBUDSMAN = Part("ombudsman", "the Ombudsman", "E-44")
_ADVOCATE = Part("advocate", "the offer of an advocate", "E-27", only="young_person")

ROUTE_LETTERS = (
    Kind(
        code="route_told", label="Another way: what happens now", event=Event.ACKNOWLEDGED,
        parts=(_POINTS, _WHY, _NEXT, _UNHAPPY, _OMBUDSMAN, _ADVOCATE), template="route_told",
    ),
    Kind(
        code="permission", label="May we pass it on?", event=Event.ACKNOWLEDGED,
        parts=(
            _POINTS, _WHY, Part("question", "what goes where, and the question whether it may", "10.3"),
            Part("no", "that they may say no, and what happens then", "9.6"), _UNHAPPY, _OMBUDSMAN, _ADVOCATE,
        ),
        template="permission",
    ),
    Kind(
        code="duty_matter", label="Duty matter: what we decided", event=Event.ACKNOWLEDGED,
        parts=(
            Part("decision", "what was decided", "E-54"), Part("evidence", "what it was decided on", "E-54"),
            Part("reasons", "the reasons", "E-54"), Part("signpost", "who can help", "E-54"), _UNHAPPY, _OMBUDSMAN,
            _ADVOCATE,
        ),
        template="duty_matter",
    ),
    Kind(
        code="mp_enquiry", label="MP enquiry received", event=Event.ACKNOWLEDGED,
        parts=(
            Part("due", "the day of the answer", "K-85"), Part("consent", "that the person's agreement may be needed",
            "K-85"),
        ),
        template="mp_enquiry", child=False,
    ),
    Kind(
        code="holding", label="It takes longer", event=Event.HOLDING_SENT,
        parts=(
            Part("reason", "why it takes longer", "K-85"), Part("due", "the day by which the answer comes", "K-85"),
        ),
        template="holding", child=False,
    ),
    Kind(
        code="route_answer", label="Answer, another way", event=Event.ROUTE_ANSWERED,
        parts=(Part("answer", "the answer", "3.6"), _UNHAPPY, _OMBUDSMAN), template="route_answer",
    ),
    Kind(
        code="reclassified", label="We deal with it in another way", event=Event.ACKNOWLEDGED,
        parts=(
            Part("changed", "what changed", "E-08"), Part("reasons", "the reasons", "E-08"), _POINTS,
            Part("correct", "that they may correct the points", "3.2"), _NEXT,
            Part("disagree", "what to do if they do not agree", "X-01"), _OMBUDSMAN, _ADVOCATE,
        ),
        template="reclassified",
    ),
    Kind(
        code="invitation", label="The proceedings ended: send it again if you wish", event=None,
        parts=(
            Part("ended", "that they ended", "X-10"), Part("again", "that it can be sent again, how, and until when",
            "K-73"),
        ),
        template="invitation",
    ),
    Kind(
        code="freeze", label="Whether the change waits", event=None,
        parts=(
            Part("decision", "whether it waits", "E-62"), Part("reason", "the reason", "E-62"), _UNHAPPY, _ADVOCATE,
        ),
        template="freeze",
    ),
    Kind(
        code="on_hold", label="It waits for other proceedings, in whole or in part", event=None,
        parts=(
            Part("waits", "what waits", "K-42"), Part("reason", "the reason", "K-42"),
            Part("review", "the day we look again", "K-42"), Part("goes_on", "what goes on", "E-30"),
            Part("our_day", "what it does to the day of our answer", "K-42"), _OMBUDSMAN,
        ),
        template="on_hold",
    ),
)  # fmt: skip
