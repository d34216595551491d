"""Whether anything got worse since they told us: asked on working days 5 and 20, and at the end (experience 2.4)."""

from collections.abc import Iterable
from datetime import date

from models.procedure.working_days import Holidays, add_working_days

ASK_ON = {"day_5": 5, "day_20": 20}  # working days from the day it was received
END = "end"


def begun(received: date, closed: date | None, today: date, free: Holidays) -> list[tuple[str, date]]:
    """Each time of asking that has come, and the day it came, the first one first."""
    days = [(code, add_working_days(received, number, free)) for code, number in ASK_ON.items()]
    days += [(END, closed)] if closed else []
    return sorted(((code, day) for code, day in days if day <= today), key=lambda one: one[1])


def open_question(received: date, closed: date | None, answered: Iterable[date], today: date, free: Holidays) -> str:
    """The newest time of asking that nobody has answered yet; an answer counts for every time before it."""
    last = max(answered, default=None)
    asked = begun(received, closed, today, free)
    if not asked or (last is not None and last >= asked[-1][1]):
        return ""
    return asked[-1][0]
