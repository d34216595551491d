"""One payment for a case: what for, when, and whose hours."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Self

from wtforms.validators import DataRequired

from admin.forms.happened import HappenedForm
from admin.forms.money import HoursField, MoneyField
from models.cases.paying import Bill
from models.fields import DateField, ListField
from models.procedure.independence import PARTS
from models.tables import Appointment

NO_RATE = "Enter what an hour costs: nothing is kept for this person in the pool"


class PaidForm(HappenedForm):
    heading = ListField("What was it paid for?", [DataRequired("Choose what it was paid for")])
    on = DateField("Paid on", [DataRequired("Enter the day it was paid")], what="The day")
    who = ListField("Whose work was it, if somebody from outside?")
    hours = HoursField("Hours", description="Such as 7, 7.5 or 7:30")
    rate = MoneyField("Pounds for an hour", description="Empty: as it stands in the pool")
    travel = MoneyField("Travel, in pounds")
    other = MoneyField(
        "Any other amount, in pounds", description="Such as a day’s fee, a room, or money paid to the person"
    )

    def offer(self, headings: Sequence[tuple[str, str]], people: Sequence[Appointment], *, today: date) -> Self:
        self.people = {str(one.id): one for one in people}
        self.heading.choices = [("", "Choose"), *headings]
        named = [(key, f"{one.outsider.name}, {PARTS[one.part].lower()}") for key, one in self.people.items()]
        self.who.choices = [("", "Nobody from outside"), *named]
        self.until(today)
        return self

    def validate(self, extra_validators: object = None) -> bool:
        whole = bool(super().validate())
        if whole and self.hours.data and not self.an_hour:
            self.rate.errors = [NO_RATE]
            return False
        return whole

    @property
    def an_hour(self) -> int:
        """Pence: as typed, or as the pool has it."""
        if self.rate.data is not None:
            return int(self.rate.data)
        one = self.people.get(self.who.data or "")
        return (one.outsider.hour_rate or 0) if one else 0

    def bill(self) -> Bill:
        return Bill(
            heading=self.heading.data, on=self.on.data or date.min, minutes=self.hours.data or 0,
            rate=self.an_hour if self.hours.data else 0, travel=self.travel.data or 0, other=self.other.data or 0,
            appointment_id=uuid.UUID(self.who.data) if self.who.data else None,
        )  # fmt: skip
