"""Money and hours as people write them, kept as whole pence and whole minutes."""

import re
from typing import Any

from wtforms import StringField

from models.fields import clean_line

_MONEY = re.compile(r"£?\s*(\d{1,7})(?:\.(\d{1,2}))?")
_HOURS = re.compile(r"(\d{1,4})(?:\.(\d{1,2})|:([0-5]\d))?")


class _TypedField(StringField):
    """A figure as people write it: `data` is whole units, and what was typed comes back."""

    typed = ""
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean_line(valuelist[0]) if valuelist else ""
        self.data = None
        if self.typed:
            self.data = self.read(self.typed)

    def read(self, typed: str) -> int:
        """Whole units. Raises ValueError with what to enter instead."""
        raise NotImplementedError


class MoneyField(_TypedField):
    """Pounds and pence: 45, 45.50, £1,250.00. `data` is pence."""

    def read(self, typed: str) -> int:
        found = _MONEY.fullmatch(typed.replace(",", ""))
        if not found:
            raise ValueError("Enter an amount in pounds, like 45 or 45.50")
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def _value(self) -> str:
        if self.typed or self.data is None:
            return self.typed
        return f"{self.data // 100}.{self.data % 100:02}"


class HoursField(_TypedField):
    """Hours: 7, 7.5 or 7:30. `data` is minutes."""

    def read(self, typed: str) -> int:
        found = _HOURS.fullmatch(typed)
        if not found:
            raise ValueError("Enter hours, like 7, 7.5 or 7:30")
        part = int(found[3]) if found[3] else round(int((found[2] or "0").ljust(2, "0")) * 0.6)
        return int(found[1]) * 60 + part

    def _value(self) -> str:
        return self.typed
