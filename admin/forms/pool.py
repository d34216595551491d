"""Somebody of the pool: what they do, what ties they declare, how to reach them."""

from typing import Any, Self

from wtforms.validators import DataRequired, Email, NumberRange, Optional, ValidationError

from admin.forms.money import MoneyField
from models.fields import DateField, LineField, NumberField, StoryField, StrippedForm, TilesField, UpTo
from models.tables import Outsider

DOES = [
    ("investigates", "Investigating officer"),
    ("independent", "Independent person"),
    ("panel", "Review panel: chair or member"),
]
KNOWS = [("childcare", "Knows about the care of children")]
TIES = [
    ("officer", "Works for the council"),
    ("member", "Is a councillor"),
    ("household", "Is married to, or the civil partner of, an officer or councillor"),
    ("line", "Is in the line of management of children's social care"),
    ("recent", "Was an officer or councillor of this council in the last three years"),
]


class OutsiderForm(StrippedForm):
    name = LineField("Name", [DataRequired("Enter their name"), UpTo(200)])
    does = TilesField("What may they be asked to be?", [DataRequired("Choose at least one")], choices=DOES)
    knows = TilesField("What do they bring?", choices=KNOWS)
    ties = TilesField("What ties do they declare?", choices=TIES)
    email = LineField("Email address", [Optional(), Email("Enter a whole email address, with an @")])
    phone = LineField("Phone", [UpTo(100)])
    travel = LineField("Where they will travel", [UpTo(500)], description="Such as: no ferry in winter")
    day_rate = NumberField("Day rate in whole pounds", [Optional(), NumberRange(0, 10_000, "Enter 0 to 10,000")])
    hour_rate = MoneyField("Pounds for an hour", description="Such as 38.50: hours worked are counted with it")
    away_until = DateField("Away until, if they are away", [Optional()], what="The day")
    note = StoryField("Anything else", [UpTo(5_000)])
    active = TilesField("In the pool", choices=[("yes", "May be asked")])

    @classmethod
    def of(cls, row: Outsider | None, details: dict[str, str]) -> Self:
        """As it stands, or an empty one for somebody new."""
        if row is None:
            return cls(data={"active": ["yes"]})
        does = [name for name, _ in DOES if getattr(row, name)]
        ties = [name for name, _ in TIES if getattr(row, name)]
        rate = row.day_rate // 100 if row.day_rate is not None else None
        known = {"knows": ["childcare"] if row.childcare else []} | {
            "name": row.name,
            "does": does,
            "ties": ties,
            "day_rate": rate,
            "hour_rate": row.hour_rate,
            "away_until": row.away_until,
        }
        return cls(data={**details, **known, "active": ["yes"] if row.active else []})

    def validate_does(self, field: TilesField) -> None:
        ties = {*(self.ties.data or ())} & {"officer", "member", "household"}
        if "independent" in (field.data or ()) and ties:
            raise ValidationError("Someone with these ties may not be an independent person (regulation 2)")
        if "panel" in (field.data or ()) and ties:
            raise ValidationError("Someone with these ties may not sit on a review panel (regulation 19(2))")

    def given(self) -> dict[str, Any]:
        does, ties = self.does.data or (), self.ties.data or ()
        rate = self.day_rate.data
        return {
            "name": self.name.data,
            **{name: name in does for name, _ in DOES},
            **{name: name in ties for name, _ in TIES},
            "childcare": "childcare" in (self.knows.data or ()),
            **{name: getattr(self, name).data or "" for name in ("email", "phone", "travel", "note")},
            "day_rate": rate * 100 if rate is not None else None,
            "hour_rate": self.hour_rate.data,
            "away_until": self.away_until.data,
            "active": bool(self.active.data),
        }
