"""A day on which something happened: never one that is still to come."""

from datetime import date
from typing import Self

from wtforms.validators import ValidationError

from models.fields import DateField, StrippedForm


class HappenedForm(StrippedForm):
    """A form with a field `on`. Say `until(today)` before it is validated."""

    def until(self, today: date) -> Self:
        self.today = today
        return self

    def validate_on(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("The day must be today or earlier")
