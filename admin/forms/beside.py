"""An advocate beside a child: given, confirmed and ended as the child said it to an officer."""

from collections.abc import Iterable

from wtforms.validators import DataRequired

from models.cases.advocates import COPIES, HOW
from models.fields import ListField, PickField, StrippedForm, TilesField


class ConfirmForm(StrippedForm):
    how = PickField("How did the child tell us?", [DataRequired("Say how the child told us")], choices=HOW.items())
    copies = TilesField("What may they have? Only what the child said", choices=COPIES.items())


class GiveForm(ConfirmForm):
    advocate = ListField("Which advocate?", [DataRequired("Choose the advocate")])

    def offer(self, people: Iterable[tuple[str, str]]) -> "GiveForm":
        self.advocate.choices = [("", "Choose"), *people]
        return self
