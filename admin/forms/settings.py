"""The duty rota, bank holidays and teams."""

import re
from datetime import datetime, time
from typing import Any

from wtforms import BooleanField
from wtforms.validators import DataRequired, Email, Optional, ValidationError

from models.cases.duty_rota import DAYS, THIRD_AFTER, Rota, Shift
from models.cases.releasing import HOLDS
from models.fields import DateField, LineField, ListField, StrippedForm, UpTo
from models.procedure.working_days import ENGLAND

_HOURS = re.compile(r"(\d{1,2})[:.]?(\d{2})?\s*(?:-|–|to)\s*(\d{1,2})[:.]?(\d{2})?")
RUNGS = ("20", "30", "45", "60")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
OVERNIGHT = "End the hours before midnight: in the night the number for all other times is given"
HINT = "Like 9:00 to 17:00. Leave it empty if nobody is there."


class OverMidnight(ValueError):
    """A day has one stretch of hours, which ends on that day: the number for all other times covers the night."""


def _shift(typed: str) -> Shift | None:
    """The hours as typed, or None for a day without any. Raises ValueError for what cannot be read."""
    if not typed:
        return None
    found = _HOURS.fullmatch(typed)
    if not found:
        raise ValueError
    begins, ends = (time(int(found[at]), int(found[at + 1] or 0)) for at in (1, 3))
    if begins >= ends:
        raise OverMidnight
    return Shift(begins, ends)


def _readable(form: Any, field: LineField) -> None:
    try:
        _shift(field.data or "")
    except OverMidnight:
        raise ValidationError(OVERNIGHT) from None
    except ValueError:
        raise ValidationError("Enter hours like 9:00 to 17:00, or leave it empty") from None


class HoldForm(StrippedForm):
    minutes = ListField(
        "How long can a letter be called back?",
        [DataRequired("Choose how long")],
        choices=[(str(n), f"{n} minutes" if n else "Not at all: it leaves at once") for n in HOLDS],
    )


class RotaForm(StrippedForm):
    phone = LineField("Phone of the duty team, in its hours", [DataRequired("Enter the phone number"), UpTo(40)])
    out_of_hours = LineField("Phone at all other times", [DataRequired("Enter the phone number"), UpTo(40)])
    second_contact = LineField(
        "Who else is told by email when nobody accepts an alert", [Optional(), Email("Enter an email address")]
    )
    third_contact = LineField(
        "Who is told by email if still nobody accepts it", [Optional(), Email("Enter an email address")]
    )
    third_after = ListField("After how many minutes", [Optional()], choices=[(n, f"{n} minutes") for n in RUNGS])
    monday = LineField("Monday", [_readable])
    tuesday = LineField("Tuesday", [_readable])
    wednesday = LineField("Wednesday", [_readable])
    thursday = LineField("Thursday", [_readable])
    friday = LineField("Friday", [_readable])
    saturday = LineField("Saturday", [_readable])
    sunday = LineField("Sunday", [_readable])
    holiday = LineField("Bank holidays", [_readable])

    @classmethod
    def of(cls, rota: Rota) -> "RotaForm":
        hours = {DAYS[day]: _said(shift) for day, shift in rota.week.items()}
        holiday = _said(rota.holiday) if rota.holiday else ""
        names = ("phone", "out_of_hours", "second_contact", "third_contact")
        plain = {name: getattr(rota, name) for name in names} | {"third_after": str(rota.third_after)}
        return cls(data={**plain, **hours, "holiday": holiday})

    def rota(self) -> Rota:
        shifts = {day: _shift(self[name].data or "") for day, name in enumerate(DAYS)}
        return Rota(
            week={day: shift for day, shift in shifts.items() if shift},
            holiday=_shift(self.holiday.data or ""),
            phone=self.phone.data or "",
            out_of_hours=self.out_of_hours.data or "",
            second_contact=self.second_contact.data or "",
            third_contact=self.third_contact.data or "",
            third_after=int(self.third_after.data or THIRD_AFTER),
        )


class MomentForm(StrippedForm):
    """The moment to show: what a child would read then."""

    day = DateField("Which day?", [Optional()], what="The day")
    at = LineField("What time?", [UpTo(5)])

    def moment(self, now: datetime) -> datetime:
        """Now, unless both were given and can be read."""
        found = _TIME.fullmatch(self.at.data or "")
        day = self.day.data if not self.day.errors else None
        if not found or day is None or not 0 <= int(found[1]) < 24 or int(found[2]) > 59:
            return now
        return datetime.combine(day, time(int(found[1]), int(found[2])), ENGLAND)


class HolidayForm(StrippedForm):
    day = DateField("Which day?", [DataRequired("Enter the day")], what="The day")
    name = LineField("What is it called?", [DataRequired("Enter its name"), UpTo(100)])


class OrganisationForm(StrippedForm):
    name = LineField("Name of the organisation", [DataRequired("Enter the name of the organisation"), UpTo(100)])
    phone = LineField("Their phone number, for young people", [Optional(), UpTo(40)])


class TeamForm(StrippedForm):
    name = LineField("Name of the team", [DataRequired("Enter the name of the team"), UpTo(100)])
    directorate = LineField("Directorate", [DataRequired("Enter the directorate"), UpTo(100)])
    handles_complaints = BooleanField("This team handles complaints")


def _said(shift: Shift) -> str:
    return f"{shift.begins:%H:%M} to {shift.ends:%H:%M}"
