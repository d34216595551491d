"""The languages there are words for, and the one that what is drawn now is written in: English unless somebody chose.

A language is one folder, `templates/words/<code>/`; its `language.toml` says its name, its direction, who has checked
it and how it writes dates, hours and plurals.
"""

import gettext
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1] / "templates" / "words"
ENGLISH = "en"
PLACE = re.compile(r"\{(\w+)((?:\|[^{}|]*)*)\}")  # {name}, or {name|one day|# days}: the form that fits, # the number
APART, TOGETHER = "\u2068", "\u2069"  # what stands between them keeps its own direction, in titles and attributes too

_now: ContextVar[str] = ContextVar("language", default=ENGLISH)


class MissingWords(KeyError):
    """The deck has no such words, or nobody filled a placeholder in them."""


@dataclass(frozen=True)
class Language:
    """What `language.toml` says."""

    code: str
    name: str  # in its own script
    english: str
    direction: str  # ltr | rtl
    offer: str  # said to somebody whose browser asks for this language
    draft: str  # said while no qualified translator has checked it; empty afterwards
    plural: str  # a gettext formula: which form for n
    dates: Mapping[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    thousands: str = ","
    tag: str = ""  # what `lang` says, where it is more than the code
    reviewed: str = ""  # who checked it and when

    @property
    def lang(self) -> str:
        return self.tag or self.code

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"

    @cached_property
    def form_of(self) -> Callable[[int], int]:
        return gettext.c2py(self.plural)


@cache
def known() -> Mapping[str, Language]:
    """Every language with a folder, English first."""
    found = sorted(ROOT.glob("*/language.toml"), key=lambda path: (path.parent.name != ENGLISH, path.parent.name))
    return {path.parent.name: _read(path) for path in found}


def current() -> Language:
    return known()[_now.get()]


def use(code: str) -> Token[str]:
    """From here on in this request; `stop` with what it gives ends that."""
    return _now.set(code)


def stop(token: Token[str]) -> None:
    _now.reset(token)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Whatever is drawn inside is in that language: what goes on the record is in English."""
    token = use(code)
    try:
        yield
    finally:
        stop(token)


def fill(text: str, /, **facts: object) -> str:
    """Put facts into their places; a place without a fact stops the page."""
    language = current()

    def fact(place: re.Match[str]) -> str:
        if place[1] not in facts:
            raise MissingWords(f"Nobody filled {{{place[1]}}} in: {text}")
        return _plural(place[2], facts[place[1]], language) if place[2] else _apart(str(facts[place[1]]), language)

    return PLACE.sub(fact, text)


def places(text: str) -> set[str]:
    """The names of the facts that a text needs."""
    return {place[1] for place in PLACE.finditer(text)}


def number(count: int) -> str:
    """ "12,000", as this language groups it."""
    return f"{count:,}".replace(",", current().thousands)


def _apart(fact: str, language: Language) -> str:
    """A name or a date in another script must not turn the sentence around it."""
    return f"{APART}{fact}{TOGETHER}" if language.rtl and fact else fact


def _plural(forms: str, count: object, language: Language) -> str:
    each = forms[1:].split("|")
    digits = re.sub(r"\D", "", str(count))
    form = each[min(language.form_of(int(digits)), len(each) - 1)] if digits else each[-1]
    return form.replace("#", _apart(str(count), language))


def _read(path: Path) -> Language:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    dates = said.pop("dates")
    months, weekdays = tuple(dates.pop("months")), tuple(dates.pop("weekdays"))
    return Language(code=path.parent.name, dates=dates, months=months, weekdays=weekdays, **said)
