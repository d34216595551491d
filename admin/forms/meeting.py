"""Offering dates for a meeting or a panel, and cancelling one."""

from datetime import datetime, time
from typing import Self

from wtforms.validators import DataRequired, Optional

from models.cases.meeting import BY, KINDS, OVER, PANEL, PLACES
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.working_days import ENGLAND

TIMES = [(f"{hour:02}:{minute:02}", f"{hour % 12 or 12}:{minute:02}{'am' if hour < 12 else 'pm'}")
         for hour in range(9, 18) for minute in (0, 30)]  # fmt: skip


class OfferForm(StrippedForm):
    kind = PickField("What for?", [DataRequired("Say what it is for")], choices=KINDS.items())
    place = PickField("Where?", [DataRequired("Say where")], choices=PLACES.items())
    first = DateField("First day", [DataRequired("Enter a day")], what="The day")
    first_at = ListField("At", choices=TIMES)
    second = DateField("Second day", [Optional()], what="The day")
    second_at = ListField("At", choices=TIMES)
    third = DateField("Third day", [Optional()], what="The day")
    third_at = ListField("At", choices=TIMES)

    def about(self, *, panel: bool) -> Self:
        """A panel is offered once it was asked for, and not before."""
        self.kind.choices = [(code, words) for code, words in KINDS.items() if panel or code != PANEL]
        return self

    def moments(self) -> list[datetime]:
        return [moment for _, moment in self._pairs()]

    def to_come(self, now: datetime) -> bool:
        """A day that is over is said beside its own field, and never left out without a word."""
        for day, moment in self._pairs():
            if moment <= now:
                day.errors = [OVER]
        return not self.errors

    def _pairs(self) -> list[tuple[DateField, datetime]]:
        pairs = ((self.first, self.first_at), (self.second, self.second_at), (self.third, self.third_at))
        found = [(day, day.data, time.fromisoformat(at.data or "10:00")) for day, at in pairs]
        return [(day, datetime.combine(on, at, ENGLAND)) for day, on, at in found if on]


class CancelForm(StrippedForm):
    by = PickField("Who cancelled?", [DataRequired("Say who cancelled")], choices=BY.items())
    why = LineField("Why? They can read this", [DataRequired("Say why it was cancelled"), UpTo(200)])


class WithoutForm(StrippedForm):
    """A panel that cannot wait for their answer."""

    tried = StoryField("What was tried to find a date with them", [DataRequired("Say what was tried"), UpTo(2_000)])
