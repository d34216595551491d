"""The random words a person is given: seven for an adult, five with a picture each for a child (decisions 17).

The adults' list is the EFF's long list (CC BY 3.0 US) without the words that could hurt somebody who complains, and
with plain ones of our own: it may change, for what was given is never looked up in it. The children's pictures and
their licences are named in `static/words/CREDITS.txt`.
"""

import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

ADULT, YOUNG = 7, 5
NOT_A_LETTER = re.compile(r"[^a-z]+")


def adult_words() -> tuple[str, ...]:
    """90 random bits. No word comes twice: read out, or drawn beside each other, two alike look like a mistake."""
    return tuple(secrets.SystemRandom().sample(adult_list(), ADULT))


def young_words() -> tuple[str, ...]:
    """At least 47 random bits: enough only together with the pepper and the caps on guessing (TRK-01)."""
    return tuple(secrets.SystemRandom().sample(picture_list(), YOUNG))


def picture(word: str) -> str | None:
    """The static file of a child's word; an adult's word has none."""
    return f"words/{word}.svg" if word in _pictured() else None


def normalise(typed: str) -> str:
    """The same words however they are typed: any case, spaces, hyphens, commas, numbers before them."""
    plain = unicodedata.normalize("NFKD", typed).casefold()
    return NOT_A_LETTER.sub(" ", plain).strip()


@cache
def adult_list() -> tuple[str, ...]:
    return _lines("adult_words.txt")


@cache
def picture_list() -> tuple[str, ...]:
    return _lines("picture_words.txt")


@cache
def _pictured() -> frozenset[str]:
    return frozenset(picture_list())


@cache
def picture_groups() -> dict[str, tuple[str, ...]]:
    """A child's words by what their pictures show, to find a word without spelling it."""
    lines = (line.partition(": ") for line in _lines("picture_groups.txt"))
    return {group: tuple(words.split()) for group, _, words in lines}


def _lines(name: str) -> tuple[str, ...]:
    text = files(__package__ or "models.credentials").joinpath(name).read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))
