"""Letters about unreasonable behaviour, and one about anything else (rules 3.6, 3.7)."""

from models.post.kinds import MANAGERS, Kind, Part

_GOES_ON = Part("goes_on", "that what they complain about is looked into as before", "TW 11.5")
_OMBUDSMAN = Part("ombudsman", "the Ombudsman", "TW 11.2")
_WHY = Part("why", "why the behaviour is unacceptable", "TW 11.2")

BEHAVIOUR: tuple[Kind, ...] = (
    Kind(
        code="behaviour_warning", label="About how we are in touch", event=None,
        parts=(_WHY, Part("ask", "what we ask them to change", "TW 11.2"), _GOES_ON, _OMBUDSMAN),
        template="behaviour_warning",
    ),
    Kind(
        code="behaviour_decision", label="How we will be in touch from now on", event=None,
        parts=(
            _WHY,
            Part("measures", "the measures", "TW 11.3"),
            Part("until", "how long they last", "TW 11.2"),
            Part("review", "the day they are looked at again", "K-93"),
            _GOES_ON, _OMBUDSMAN,
        ),
        template="behaviour_decision", release=MANAGERS,
    ),
    Kind(
        code="behaviour_review", label="How we are in touch, looked at again", event=None,
        parts=(Part("decision", "what was decided, and why", "TW 11.7"), _GOES_ON, _OMBUDSMAN),
        template="behaviour_review", release=MANAGERS,
    ),
    Kind(
        code="general", label="A letter", event=None,
        parts=(Part("words", "what it is about", "3.6"), Part("next_stage", "how to reach the next stage", "TW 7.6")),
        template="general",
    ),
)  # fmt: skip
