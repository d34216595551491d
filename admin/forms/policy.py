"""The council's figures as one form, and the day from which they hold."""

from collections.abc import Mapping
from typing import Any, Self

from wtforms.validators import DataRequired, InputRequired

from models.fields import DateField, ListField, NumberField, StoryField, StrippedForm, UpTo
from models.policy.figures import FIGURES, Choice, Row

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


class _ChosenField(ListField):
    """A figure that is chosen by its words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if str(self.data).isdecimal():
            self.data = int(self.data)


class _Figures(StrippedForm):
    since = DateField("From which day?", [DataRequired("Enter the first day of the new figures")], what="The day")
    reason = StoryField("Why?", [DataRequired("Say why the figures change"), UpTo(1000)])

    def offer(self, present: Mapping[str, tuple[Row, int]]) -> Self:
        """What may be chosen, with what is chosen now."""
        for key, (row, figure) in present.items():
            field = self[name_of(key)]
            if isinstance(field, ListField):
                field.choices = [(str(value), words) for value, words in row.options(figure).items()]
        return self

    def figures(self) -> dict[str, int]:
        """The figures by their key, as they are said."""
        return {key: self[name_of(key)].data for key in FIGURES}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for key in FIGURES:
            field = self[name_of(key)]
            if isinstance(field, NumberField) and field.data is not None and field.data > MOST:
                field.errors = [f"{FIGURES[key].label}: enter a number up to {MOST}"]
                good = False
        return good

    def blame(self, problems: Mapping[str, str]) -> None:
        """Each reason beside what it is about."""
        for key, why in problems.items():
            self[name_of(key)].errors = [why]


def _field(row: Row) -> NumberField | ListField:
    label = f"{row.label} ({row.rule})"
    if isinstance(row, Choice):
        return _ChosenField(label, [InputRequired(f"{label}: choose one")])
    return NumberField(label, [InputRequired(f"{label}: enter a whole number")])


FiguresForm: type[_Figures] = type(
    "FiguresForm", (_Figures,), {name_of(key): _field(row) for key, row in FIGURES.items()}
)


def grouped() -> list[tuple[str, list[str]]]:
    """The keys under their titles, in the order of the page."""
    titles = [FIRST, *(title for title, _ in _GROUPS)]
    return [(title, [key for key in FIGURES if group_of(key) == title]) for title in titles]
