"""Money and hours as people write them, kept as whole pence and whole minutes."""

import re
from typing import Any

from wtforms import StringField

from models.fields import clean_line

_MONEY = re.compile(r"£?\s*(\d{1,7})(?:\.(\d{1,2}))?")
_HOURS = re.compile(r"(\d{1,4})(?:\.(\d{1,2})|:([0-5]\d))?")


class MoneyField(StringField):
    """Pounds and pence: 45, 45.50, £1,250.00. `data` is pence; what was typed comes back."""

    typed = ""
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean_line(valuelist[0]) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        found = _MONEY.fullmatch(self.typed.replace(",", ""))
        if not found:
            raise ValueError("Enter an amount in pounds, like 45 or 45.50")
        self.data = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def _value(self) -> str:
        if self.typed or self.data is None:
            return self.typed
        return f"{self.data // 100}.{self.data % 100:02}"


class HoursField(StringField):
    """Hours: 7, 7.5 or 7:30. `data` is minutes; what was typed comes back."""

    typed = ""
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean_line(valuelist[0]) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        found = _HOURS.fullmatch(self.typed)
        if not found:
            raise ValueError("Enter hours, like 7, 7.5 or 7:30")
        part = int(found[3]) if found[3] else round(int((found[2] or "0").ljust(2, "0")) * 0.6)
        self.data = int(found[1]) * 60 + part

    def _value(self) -> str:
        return self.typed
