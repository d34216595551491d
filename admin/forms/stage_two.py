"""Appointing the two people from outside, and ending an appointment."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Self

from wtforms.validators import DataRequired, ValidationError

from admin.forms.happened import HappenedForm
from models.fields import DateField, LineField, ListField, StrippedForm, UpTo
from models.tables import Outsider


class AppointForm(StrippedForm):
    outsider = ListField("Who?", [DataRequired("Choose who")])
    on = DateField("Appointed on", [DataRequired("Enter the day they were appointed")], what="The day")

    def offer(
        self, people: list[tuple[Outsider, list[str]]], known: Mapping[uuid.UUID, str], *, asked_on: date, today: date
    ) -> Self:
        """Each with what `known` says of their cases and their travel, so that nobody is looked up to choose."""
        may = [(str(one.id), f"{one.name}: {known[one.id]}") for one, reasons in people if not reasons]
        self.outsider.choices = [("", "Choose"), *may]
        self.since, self.today = asked_on, today
        return self

    def validate_on(self, field: DateField) -> None:
        if field.data and not self.since <= field.data <= self.today:
            raise ValidationError("The day must be between the day stage 2 was asked for and today")

    @property
    def who(self) -> uuid.UUID:
        return uuid.UUID(self.outsider.data)


class EndForm(HappenedForm):
    why = LineField("Why do they leave the case?", [DataRequired("Say why they leave"), UpTo(1_000)])
    on = DateField("Left on", [DataRequired("Enter the day they left")], what="The day")
