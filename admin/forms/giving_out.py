"""Which of the cases that nobody has, and to whom."""

from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired

from models.fields import ListField, StrippedForm, TilesField


class GiveOutForm(StrippedForm):
    to = ListField("Give them to", [DataRequired("Choose who gets them")])
    case = TilesField("Which cases", [DataRequired("Choose at least one case")])

    def offer(self, people: Iterable[tuple[str, str]], references: Iterable[str]) -> Self:
        self.to.choices = [("", "Choose"), *people]
        self.case.choices = [(one, one) for one in references]
        return self
