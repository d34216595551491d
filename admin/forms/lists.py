"""One entry of a list: its word, whether it may be chosen, its place, what it counts as, and from which day."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from wtforms.validators import DataRequired

from models.fields import DateField, LineField, ListField, PickField, StrippedForm, UpTo
from models.register.labels import Entry
from models.register.list_keeping import FIRST, LONGEST, Wish, standard


class EntryForm(StrippedForm):
    label = LineField("What it is called", [DataRequired("Enter what it is called"), UpTo(LONGEST)])
    active = PickField("May it be chosen?", [DataRequired("Choose whether it may be chosen")],
                       choices=[("yes", "Yes"), ("no", "No: it stays on the cases that have it")])  # fmt: skip
    after = ListField("Where does it stand?")
    counts_as = ListField("What does it count as in reports and the register?")
    since = DateField("From when", [DataRequired("Enter the day it begins")], what="The day")

    def offer(self, of: Iterable[Entry], label: str) -> Self:
        others = [entry for entry in of if entry.label != label]
        self.after.choices = [(FIRST, "First"), *((entry.label, f"After {entry.label}") for entry in others)]
        self.counts_as.choices = [("", "Itself"), *((name, name) for name in standard(others))]
        return self

    def wish(self, label: str) -> Wish:
        since: date = self.since.data or date.max
        return Wish(
            label=label or self.label.data or "", active=self.active.data == "yes", after=self.after.data or FIRST,
            counts_as=self.counts_as.data or "", since=since,
        )  # fmt: skip
