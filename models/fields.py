"""Form fields both sites use: text kept clean, dates in three boxes, tiles. WTForms only: no request, no session."""

import re
import uuid
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import (
    Form,
    IntegerField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import StopValidation, ValidationError

from models.formats import short_date
from models.languages import ENGLISH, current, known
from models.words import deck

STORY_LIMIT = 50_000
DIGITS = range(7, 16)  # of a telephone number

# Removed alike whatever the database: PostgreSQL refuses NUL, SQLite keeps it, and nobody types the others (INP-07).
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONE = re.compile(r"[\ud800-\udfff]")
# Marks that turn the direction of what follows. A story in Arabic may need them; a name or a subject never does.
_TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\n\t\u0085\u2028\u2029]+")

MONTHS = known()[ENGLISH].months


def made_id(typed: object) -> uuid.UUID:
    """The number that a page was made with, so that the same form sent again is known; nonsense is a new one."""
    try:
        return uuid.UUID(str(typed))
    except ValueError:
        return uuid.uuid4()


def clean(value: Any) -> Any:
    """Text as every database can keep it: one kind of line end, no control characters, no halves of characters."""
    if not isinstance(value, str):
        return value
    value = _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _LONE.sub("\ufffd", value)


def clean_story(value: Any) -> Any:
    """A story is kept as typed, without the spaces around it."""
    return clean(value).strip() if isinstance(value, str) else value


def clean_line(value: Any) -> Any:
    """A name, an address or a subject: one line, in one direction."""
    if not isinstance(value, str):
        return value
    return _TURNS.sub("", _BREAKS.sub(" ", clean(value))).strip()


def is_number(typed: str) -> bool:
    """A telephone number with enough digits, spaced as people space them."""
    return len(re.findall(r"\d", typed)) in DIGITS and bool(re.fullmatch(r"[\d+()\-. ]+", typed))


class LineField(StringField):
    """One line of text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_line(valuelist[0])


class StoryField(TextAreaField):
    """As much text as a person wants to give."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_story(valuelist[0])


class StrippedForm(Form):
    """A form whose text answers are clean, whichever field they were typed in."""

    class Meta:
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            kind = unbound_field.field_class
            if issubclass(kind, StringField):
                cleaner = clean_story if issubclass(kind, TextAreaField) else clean_line
                # A password may begin with a space; only what no keyboard gives is taken out.
                cleaner = clean if issubclass(kind, PasswordField) else cleaner
                options = {**options, "filters": [cleaner, *unbound_field.kwargs.get("filters", [])]}
            return unbound_field.bind(form=form, **options)


class UpTo:
    """No longer than a limit, said with how much to take out."""

    def __init__(self, limit: int = STORY_LIMIT, what: str = "This") -> None:
        self.limit, self.what = limit, what

    def __call__(self, form: Any, field: Field) -> None:
        over = len(field.data or "") - self.limit
        if over > 0:
            raise ValidationError(
                f"{self.what} is {over:,} character{'' if over == 1 else 's'} too long. "
                f"The most we can keep is {self.limit:,}"
            )


class _OfferedField(Field):
    """Answers from a list of (value, words) pairs, which may be set when the form is made."""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        choices: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.choices = list(choices)

    def given(self) -> list[str]:
        return [str(self.data)] if self.data not in (None, "") else []

    def pre_validate(self, form: Any) -> None:
        """Only what the page offered. The words must not blame: a list may have changed while the page was open."""
        offered = {str(value) for value, _words in self.choices}
        if any(value not in offered for value in self.given()):
            raise StopValidation(deck("common")["wrong"].error("pick"))  # no other check has to stand what it may be


class PickField(_OfferedField):
    """One of several, or none: whether an answer is needed is for a validator to say."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean(valuelist[0]) if valuelist else None


class ListField(PickField):
    """One from a list that opens."""


class TilesField(_OfferedField):
    """Any number of several, each once."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(clean(value) for value in valuelist))

    def given(self) -> list[str]:
        return [str(value) for value in self.data or ()]


def ids_of(values: Iterable[str]) -> set[uuid.UUID]:
    """Which rows were ticked; what is no id is nobody's."""
    found = set()
    for value in values:
        try:
            found.add(uuid.UUID(value))
        except ValueError:
            continue
    return found


class NumberField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = clean_line(valuelist[0]) if valuelist else ""
        if not typed:
            return
        if not (typed.isdecimal() and len(typed) <= 9):
            self.data = None
            raise ValueError("Enter a whole number, like 7")
        self.data = int(typed)


class DateField(Field):
    """A date in three boxes. A month may be a word. Whatever is typed comes back; nothing typed can raise."""

    PARTS = ("day", "month", "year")
    month_names = True

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        what: str = "",
        earliest: date = date(1900, 1, 1),
        latest: date = date(2100, 12, 31),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.what, self.earliest, self.latest = what, earliest, latest
        self.day = self.month = self.year = ""
        self.wrong: tuple[str, ...] = ()

    def between(self, earliest: date | None = None, latest: date | None = None) -> "DateField":
        """Narrow the range when the form is made, for limits that depend on today."""
        self.earliest, self.latest = earliest or self.earliest, latest or self.latest
        return self

    @property
    def error_id(self) -> str:
        """Where the error summary leads: the first box that is wrong."""
        return f"{self.id}-{self.wrong[0] if self.wrong else 'day'}"

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data: date | None = data if isinstance(data, date) else self.object_default()
        self.raw_data: list[str] = []
        if self.data:
            self.day, self.month, self.year = str(self.data.day), str(self.data.month), f"{self.data.year:04d}"
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in self.PARTS):
            self._take(formdata)

    def object_default(self) -> date | None:
        default = self.default() if callable(self.default) else self.default
        return default if isinstance(default, date) else None

    def _take(self, formdata: Any) -> None:
        typed = [clean_line(formdata.get(f"{self.name}-{part}") or "") for part in self.PARTS]
        self.day, self.month, self.year = typed
        self.raw_data = ["-".join(typed) if any(typed) else ""]
        self.data = None
        if any(typed):
            try:
                self.data = self._read()
            except ValueError as problem:
                self.process_errors.append(str(problem))

    def _read(self) -> date:
        missing = [part for part in self.PARTS if not getattr(self, part)]
        if missing:
            raise self._because(missing, "missing", parts=_listed(missing))
        if not (self.year.isdecimal() and len(self.year) == 4):
            raise self._because(["year"], "year_four")
        day, month = _number(self.day), _month(self.month)
        odd = [
            part
            for part, value, most in (("day", day, 31), ("month", month, 12), ("year", int(self.year), 9999))
            if not 1 <= value <= most
        ]
        try:
            found = date(int(self.year), month, day)
        except ValueError:
            if odd:
                raise self._because(odd, "real") from None
            raise self._because(["day"], "unreal", **_unreal(day, month, int(self.year))) from None
        if not self.earliest <= found <= self.latest:
            ends = {"first": short_date(self.earliest), "last": short_date(self.latest)}
            raise self._because(list(self.PARTS), "between", **ends)
        return found

    def _because(self, wrong: list[str], code: str, **facts: object) -> ValueError:
        self.wrong, words = tuple(wrong), deck("common")["dates"]
        return ValueError(words.said(code, what=self.what or words.said("what"), **facts))

    def born_by(self, today: date) -> None:
        if self.data and self.data > today:  # a slip of the fingers, most often in the year
            raise ValidationError(str(self._because(["year"], "to_come")))

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:  # half a date is not "no date": what is wrong with it has been said
            raise StopValidation


def _listed(parts: list[str]) -> str:
    words = deck("common")["dates"]
    return f" {words.said('and')} ".join(words.said(f"the_{part}") for part in parts)


def _unreal(day: int, month: int, year: int) -> dict[str, object]:
    """What is wrong with the 31st of April, or the 29th of February in most years."""
    name = current().months[month - 1]
    return {"day": day, "month": name, "year": year, "most": monthrange(year, month)[1]}


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= 2 else 0


def _month(typed: str) -> int:
    """A number, or at least the first three letters of a name, in English or in the language of the page."""
    name = typed.lower().rstrip(".")
    if len(name) < 3:
        return _number(typed)
    return next((number for months in (MONTHS, current().months) if (number := _named(name, months))), 0)


def _named(name: str, months: Sequence[str]) -> int:
    known = enumerate((month.lower() for month in months), 1)
    return next((n for n, month in known if month.startswith(name) or name == month[:3] + "t"), 0)
