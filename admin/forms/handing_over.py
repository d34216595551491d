"""To whom a caseload goes, and which cases of it; and who stands in for somebody who is away."""

from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired

from models.fields import DateField, ListField, StrippedForm, TilesField
from models.tables import Case, Staff


class HandOverForm(StrippedForm):
    to = ListField("Hand them to", [DataRequired("Choose who takes them")])
    cases = TilesField("Which cases", [DataRequired("Choose at least one case")])

    def offer(self, people: Iterable[Staff], cases: Iterable[Case]) -> Self:
        self.to.choices = [("", "Choose"), *((str(one.id), one.name) for one in people)]
        self.cases.choices = [(case.reference, case.reference) for case in cases]
        return self


class BackForm(StrippedForm):
    cases = TilesField("What goes back to them")

    def offer(self, cases: Iterable[Case]) -> Self:
        self.cases.choices = [(case.reference, case.reference) for case in cases]
        return self


class AwayForm(StrippedForm):
    """Up to and including which day, and who acts meanwhile."""

    until = DateField("The last day they are away", [DataRequired("Enter the last day they are away")], what="The day")
    deputy = ListField("Who stands in", [DataRequired("Choose who stands in")])

    def offer(self, people: Iterable[Staff]) -> Self:
        self.deputy.choices = [("", "Choose"), *((str(one.id), one.name) for one in people)]
        return self
