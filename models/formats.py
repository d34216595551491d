"""Dates, times and references as people read them, in the language of the page. Used by pages and by letters."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.languages import Language, current, fill, number

ENGLAND = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
PHONE = re.compile(r"\b(999|0\d[\d ]{6,}\d)\b")  # 999, or 0 and the rest, spaced as people space it
REFERENCE_GROUPS = (2, 4, 4)  # HV-7K3M-9QX2-4TB


def long_date(day: date | None) -> str:
    """ "Monday 7 December 2026"."""
    local = _day(day)
    return _written("long", local) if local else ""


def near_date(day: date | None, today: date | None = None) -> str:
    """ "Monday 7 December": for a day that is near. With `today`, the year too where it is another one."""
    local = _day(day)
    if local is None:
        return ""
    return _written("long" if today and local.year != today.year else "near", local)


def short_date(day: date | None) -> str:
    """ "7 December 2026"."""
    local = _day(day)
    return _written("short", local) if local else ""


def kept_date(text: str | None) -> str:
    """The same of a day as it is kept in sealed answers, "2026-12-07"."""
    return short_date(date.fromisoformat(text)) if text else ""


def moment(when: datetime | None) -> str:
    """ "7 December 2026 at 3:05pm", as the clock on the wall in England showed it.

    In the hour that happens twice in October the letters BST or GMT say which one is meant.
    """
    if when is None:
        return ""
    return current().dates["moment"].format(date=short_date(_local(when).date()), time=clock_time(when))


def clock_time(when: datetime | None) -> str:
    """ "3:05pm", "9am", "midday" and "midnight" as GOV.UK writes them; other languages in their own way."""
    if when is None:
        return ""
    local = _local(when)
    which = f" {local.tzname()}" if _happens_twice(local) else ""
    return _hour(local, current()) + which


def ago(when: datetime | None, now: datetime) -> str:
    """How long since, in one unit: "5 minutes ago", "2 hours ago", "yesterday", then the date."""
    if when is None:
        return ""
    passed, said = now - when, current().dates
    if passed < timedelta(minutes=1):
        return said["just_now"]
    if passed < HOUR:
        return fill(said["minutes"], number=int(passed.total_seconds() // 60))
    days = (_local(now).date() - _local(when).date()).days
    if days == 0:
        return fill(said["hours_ago"], number=int(passed / HOUR))
    return said["yesterday"] if days == 1 else short_date(when)


def reference(text: str | None) -> str:
    """ "hv7k3m9qx24tb" or "HV 7K3M 9QX2 4TB" as "HV-7K3M-9QX2-4TB", to be read out over the telephone."""
    left = "".join(letter for letter in (text or "").upper() if letter.isalnum())
    groups = []
    for size in REFERENCE_GROUPS:
        groups.append(left[:size])
        left = left[size:]
    return "-".join(group for group in (*groups, left) if group)


def _written(pattern: str, day: date) -> str:
    language = current()
    return language.dates[pattern].format(
        weekday=language.weekdays[day.weekday()], day=day.day, month=language.months[day.month - 1], year=day.year
    )


def _hour(local: datetime, language: Language) -> str:
    said = language.dates
    if said["hours"] == "24":
        return f"{local.hour}:{local.minute:02}"
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return said["midday" if local.hour else "midnight"]
    minutes = f":{local.minute:02}" if local.minute else ""
    half = said["am" if local.hour < 12 else "pm"]
    return said["time"].format(time=f"{local.hour % 12 or 12}{minutes}", half=half)


def _day(day: date | None) -> date | None:
    return _local(day).date() if isinstance(day, datetime) else day


def _local(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("A moment must say its time zone.")
    return when.astimezone(ENGLAND)


def _happens_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def plain(words: str) -> str:
    """The bare text, for an attribute: words that had to stay English are marked by a tag everywhere else."""
    return str(words)


def numbers(words: str) -> list[tuple[str, str]]:
    """The words in parts; beside each telephone number what a telephone dials, beside all else nothing."""
    parts = PHONE.split(words)
    return [(part, part.replace(" ", "") if place % 2 else "") for place, part in enumerate(parts) if part]


FILTERS: dict[str, Callable[..., object]] = {
    "date": long_date,
    "near": near_date,
    "day": short_date,
    "kept_date": kept_date,
    "moment": moment,
    "time": clock_time,
    "ago": ago,
    "reference": reference,
    "numbers": numbers,
    "number": number,
    "plain": plain,
}
