"""A letter to somebody from outside: what is added to its own words."""

from typing import Self

from models.cases.writing_outside import REACH
from models.fields import StoryField, StrippedForm, UpTo


class OutsideForm(StrippedForm):
    words = StoryField("Anything else", [UpTo(5_000)])

    def about(self, kind: str) -> Self:
        if kind == REACH:
            self.words.label.text = "How to reach them, and who may hear of it"
        return self
