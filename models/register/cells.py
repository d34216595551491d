"""One cell: from text to a value, or what is wrong with it; and back to the same text."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeAlias

from models.procedure.register_codes import ALIASES
from models.register.layout import Column, Kind

Value: TypeAlias = str | int | bool | date | None
Labels: TypeAlias = Mapping[str, Mapping[str, str]]  # list -> label -> group

LONGEST = {Kind.TEXT: 50_000, Kind.NAME: 200, Kind.LABEL: 200}
EARLIEST = date(1948, 1, 1)  # before it there were no children's departments
MONTHS = 12
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OTHER_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%Y/%m/%d")
REFERENCE = re.compile(r"[\w][\w ./\-#()&+]{0,59}")
MONEY = re.compile(r"(-?)(\d{1,10})(?:\.(\d{2}))?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NOT_UTF8 = re.compile(r"[\udc80-\udcff]")
FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")  # a spreadsheet would run it
GUARDED = frozenset({Kind.TEXT, Kind.NAME, Kind.LABEL, Kind.REFERENCE})


class Wrong(ValueError):
    """What is wrong with a cell, and what would be right."""


def read(column: Column, text: str, labels: Labels, today: date) -> Value:
    """The value of a cell; None for an empty one. Raises Wrong."""
    if not text:
        if column.needed:
            raise Wrong(f"empty; {_wanted(column)} is needed")
        return None
    if NOT_UTF8.search(text):
        raise Wrong("not UTF-8: the letters were saved in another way; save the file as “CSV UTF-8”")
    if unseen := CONTROL.search(text):
        raise Wrong(f"holds a character that cannot be seen (number {ord(unseen[0])}); take it out")
    if column.kind in GUARDED:
        text = unguarded(text)
    longest = LONGEST.get(column.kind, 1_000)
    if len(text) > longest:
        raise Wrong(f"{len(text):,} characters; at most {longest:,}")
    if column.kind is not Kind.TEXT and text != text.strip():
        raise Wrong(f"has a space before or after it; write {shown(text.strip())}")
    return _READERS[column.kind](column, text, labels, today)


def written(column: Column, value: Value) -> str:
    """The cell that `read` reads as this value."""
    if value is None:
        return ""
    if column.kind is Kind.LEARNED:
        return "Yes" if value else "No"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.kind is Kind.MONEY:
        pence = int(str(value))
        return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"
    if isinstance(value, date):
        return value.isoformat()
    return guarded(str(value)) if column.kind in GUARDED else str(value)


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe, which `unguarded` takes off again."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def shown(text: str) -> str:
    """A cell as it may stand in a message: short, and on one line."""
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return f"“{plain[:60]}…”" if len(plain) > 60 else f"“{plain}”"


def _day(column: Column, text: str, labels: Labels, today: date) -> date:
    if not DAY.fullmatch(text):
        raise Wrong(f"{shown(text)} is not a day as YYYY-MM-DD; {_day_meant(text, today)}")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Wrong(f"there is no day {text}; {_last_day(text)}") from None
    if day < EARLIEST:
        raise Wrong(f"{text} is before {EARLIEST.year}; check the year")
    if column.past and day > today:
        raise Wrong(f"{text} lies ahead; only what has happened is recorded here")
    if day.year > today.year + 20:
        raise Wrong(f"{text} is too far ahead; check the year")
    return day


def _last_day(text: str) -> str:
    """What would be right for a day that no month has."""
    year, month = int(text[:4]), int(text[5:7])
    if not (1 <= month <= MONTHS and year):
        return "the month is a number from 01 to 12"
    return f"that month ends on {year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def _day_meant(text: str, today: date) -> str:
    for form in OTHER_DAYS:
        try:
            return f"write {datetime.strptime(text, form).replace(tzinfo=None):%Y-%m-%d}"  # noqa: DTZ007
        except ValueError:
            continue
    return f"write it as {today.isoformat()} is written"


def _yes_no(column: Column, text: str, labels: Labels, today: date) -> bool:
    if text not in ("yes", "no"):
        raise Wrong(f"{shown(text)} is neither “yes” nor “no”")
    return text == "yes"


def _learned(column: Column, text: str, labels: Labels, today: date) -> bool:
    if text not in ("Yes", "No"):
        raise Wrong(f"{shown(text)} is neither “Yes” nor “No”; leave it empty if it was not recorded")
    return text == "Yes"


def _whole(column: Column, text: str, labels: Labels, today: date) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Wrong(f"{shown(text)} is not a whole number such as 12")
    if int(text) > column.most:
        raise Wrong(f"{text} is more than {column.most:,}")
    return int(text)


def _money(column: Column, text: str, labels: Labels, today: date) -> int:
    found = MONEY.fullmatch(text)
    if not found:
        raise Wrong(f"{shown(text)} is not an amount such as 1250.00; no £ and no comma")
    pence = int(found[2]) * 100 + int(found[3] or 0)
    return -pence if found[1] else pence


def _choice(column: Column, text: str, labels: Labels, today: date) -> str:
    if text not in column.choices:
        raise Wrong(f"{shown(text)} is not one of {', '.join(column.choices)}")
    return text


def _reference(column: Column, text: str, labels: Labels, today: date) -> str:
    if not REFERENCE.fullmatch(text):
        raise Wrong(f"{shown(text)} is not a reference: letters, figures and . / - ( ) only, 60 at most")
    return text


def _name(column: Column, text: str, labels: Labels, today: date) -> str:
    if "\n" in text or "\r" in text:
        raise Wrong("runs over more than one line; write it on one")
    return text


def _label(column: Column, text: str, labels: Labels, today: date) -> str:
    text = ALIASES.get((column.list, text), text)
    known = labels[column.list]
    if text not in known and not (column.list == "service" and _both_levels(text, known)):
        raise UnknownLabel(column.list, text, known)
    return text


class UnknownLabel(Wrong):
    """A label that the council's list does not have; it may be added instead."""

    def __init__(self, of: str, label: str, known: Mapping[str, str]) -> None:
        close = get_close_matches(label, known, n=1, cutoff=0.6) or [k for k in known if k.lower() == label.lower()]
        meant = (
            f"did you mean {shown(close[0])}?" if close else f"known are {', '.join(map(shown, list(known)[:4]))}, …"
        )
        super().__init__(f"{shown(label)} is not in the list “{of.replace('_', ' ')}”; {meant}")
        self.list, self.label = of, label


def _both_levels(text: str, known: Mapping[str, str]) -> bool:
    directorate, found, team = text.partition(" / ")
    return bool(found) and known.get(team) == directorate


def _text(column: Column, text: str, labels: Labels, today: date) -> str:
    return text


def _wanted(column: Column) -> str:
    return {Kind.DAY: "a day as YYYY-MM-DD", Kind.YES_NO: "“yes” or “no”", Kind.MONEY: "an amount such as 1250.00",
            Kind.WHOLE: "a whole number", Kind.CHOICE: f"one of {', '.join(column.choices)}"}.get(
        column.kind, f"the {column.name.replace('_', ' ')}")  # fmt: skip


_READERS: Mapping[Kind, Callable[[Column, str, Labels, date], Value]] = {
    Kind.DAY: _day, Kind.YES_NO: _yes_no, Kind.LEARNED: _learned, Kind.WHOLE: _whole, Kind.MONEY: _money,
    Kind.CHOICE: _choice, Kind.REFERENCE: _reference, Kind.NAME: _name, Kind.LABEL: _label, Kind.TEXT: _text,
}  # fmt: skip
