"""The council's figures as one form, and the day from which they hold."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import DataRequired, InputRequired

from models.fields import DateField, NumberField, StoryField, StrippedForm, UpTo
from models.policy.figures import FIGURES

MOST = 250  # what a person can have meant by a number of working days
_GROUPS = (
    ("Stage 1", ("s1",)),
    ("Stage 2", ("s2", "ip_", "windows.s2")),
    ("Stage 3, the panel", ("s3", "windows.s3")),
    ("The corporate procedure", ("corp_",)),
    ("Afterwards", ("learning", "behaviour")),
)
FIRST = "When something comes, and the ways beside the stages"


def name_of(key: str) -> str:
    return key.replace(".", "_")


def group_of(key: str) -> str:
    return next((title for title, starts in _GROUPS if key.startswith(starts)), FIRST)


class _Figures(StrippedForm):
    since = DateField("From which day?", [DataRequired("Enter the first day of the new figures")], what="The day")
    reason = StoryField("Why?", [DataRequired("Say why the figures change"), UpTo(1000)])

    def figures(self) -> dict[str, int]:
        """The figures by their key, as they are said."""
        return {key: self[name_of(key)].data for key in FIGURES}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for key in FIGURES:
            field = self[name_of(key)]
            if field.data is not None and field.data > MOST:
                field.errors = [f"{FIGURES[key].label}: enter a number up to {MOST}"]
                good = False
        return good

    def blame(self, problems: Mapping[str, str]) -> None:
        """Each reason beside what it is about."""
        for key, why in problems.items():
            self[name_of(key)].errors = [why]


def _whole(label: str) -> NumberField:
    return NumberField(label, [InputRequired(f"{label}: enter a whole number")])


FiguresForm: type[_Figures] = type(
    "FiguresForm", (_Figures,), {name_of(key): _whole(f"{row.label} ({row.rule})") for key, row in FIGURES.items()}
)


def grouped() -> list[tuple[str, list[str]]]:
    """The keys under their titles, in the order of the page."""
    titles = [FIRST, *(title for title, _ in _GROUPS)]
    return [(title, [key for key in FIGURES if group_of(key) == title]) for title in titles]
