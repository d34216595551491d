"""Marking letters as posted, one or many; and writing down a call."""

import uuid
from datetime import date
from typing import Self

from wtforms import SelectMultipleField
from wtforms.validators import DataRequired, ValidationError

from models.fields import DateField, StoryField, StrippedForm, UpTo, ids_of


class PostedForm(StrippedForm):
    on = DateField("The day it went", [DataRequired("Enter the day it went")], what="The day")

    def between(self, released: date, today: date) -> Self:
        self.released, self.today = released, today
        return self

    def validate_on(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("The day must be today or earlier")
        if field.data and field.data < self.released:
            raise ValidationError("The day must be the day it was released, or later")


class CallForm(PostedForm):
    said = StoryField("What was said", [DataRequired("Write down what was said"), UpTo(10_000)])


class BatchForm(StrippedForm):
    """Which letters, and, to mark them, which day. Printing needs no day."""

    letter = SelectMultipleField("Which letters", coerce=str, validate_choice=False)
    on = DateField("The day they went", what="The day")

    def until(self, today: date, *, marking: bool) -> Self:
        self.today, self.marking = today, marking
        return self

    def validate_letter(self, field: SelectMultipleField) -> None:
        if not self.chosen:
            raise ValidationError("Choose at least one letter")

    def validate_on(self, field: DateField) -> None:
        if self.marking and field.data is None:
            raise ValidationError("Enter the day they went")
        if self.marking and field.data and field.data > self.today:
            raise ValidationError("The day must be today or earlier")

    @property
    def chosen(self) -> set[uuid.UUID]:
        return ids_of(self.letter.data or ())

    @property
    def day(self) -> date:
        return self.on.data or self.today
