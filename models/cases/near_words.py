"""Whether a text holds what somebody looks for, also where one of the two misspelled it. Plain text, no pattern."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\+?\d[\d\s().-]*\d")  # also one that is written in groups
LONG_NUMBER = 6  # so many figures are looked for however they are grouped
LAST_MARK = 0x1F000  # Unicode has no combining mark behind it
SIMPLE = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("…", "..."))  # most texts have no other
MOST_WORDS = 8
WHOLE, NEAR = 2, 1  # how well it fits: as typed, or with a slip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: every word of it, and every phrase in quotation marks as it stands."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    number: str = ""  # a long number and nothing else: its figures

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


@dataclass(frozen=True, slots=True)
class Text:
    """One text made ready to be looked through: taken apart once, however often it is asked."""

    run: str  # its words one after the other, with a space before and behind each
    words: frozenset[str]
    numbers: str = ""  # the figures of its numbers, where a number is looked for

    @classmethod
    def of(cls, text: str, wanted: Wanted) -> "Text":
        simple = plain(text)
        words = WORD.findall(simple)
        numbers = " ".join(figures(one) for one in NUMBER.findall(simple)) if wanted.number else ""
        return cls(f" {' '.join(words)} ", frozenset(words), numbers)


def plain(text: str) -> str:
    """Lower case, without accents and with single spaces: "Zoë" is found by "zoe"."""
    for sign, simple in SIMPLE:
        text = text.replace(sign, simple)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_marks())
    return " ".join(text.casefold().split())


def figures(text: str) -> str:
    """The figures of a number, without how it is grouped and without the code of the country."""
    return re.sub(r"^(0044|44)(?=\d{10}$)", "0", re.sub(r"\D", "", text))


def read(typed: str) -> Wanted:
    """What somebody typed. Signs such as % and _ mean nothing; what holds no letter or figure looks for nothing."""
    text = plain(typed)
    phrases = tuple(" ".join(WORD.findall(part)) for part in re.findall(r'"([^"]+)"', text))
    words = tuple(dict.fromkeys(WORD.findall(re.sub(r'"[^"]*"', " ", text))))[:MOST_WORDS]
    number = figures(text) if NUMBER.fullmatch(text) else ""
    return Wanted(words, tuple(phrase for phrase in phrases if phrase), number if len(number) >= LONG_NUMBER else "")


def fit(wanted: Wanted, texts: Iterable[str]) -> int:
    """How well these texts fit, taken together."""
    return fit_in(wanted, [Text.of(" ".join(texts), wanted)])


def fit_in(wanted: Wanted, texts: Sequence[Text]) -> int:
    """WHOLE where every word begins a word of the texts, NEAR where one has a slip in it, 0 where one is missing."""
    if wanted.number and any(wanted.number in text.numbers for text in texts):
        return WHOLE
    if any(not any(f" {phrase} " in text.run for text in texts) for phrase in wanted.phrases):
        return 0
    words = frozenset[str]().union(*(text.words for text in texts))
    if not words:
        return 0
    return min((_fit_one(word, words) for word in wanted.words), default=WHOLE)


def nearest(typed: str, choices: Iterable[str], most: int = 5) -> list[str]:
    """Which of these differ from what was typed by one sign: a reference with a slip in it."""
    found = process.extract(typed.upper(), list(choices), scorer=OSA.distance, score_cutoff=1, limit=most)
    return [choice for choice, _, _ in found]


def strings(value: Any) -> list[str]:
    """Every text in what was kept as fields, without the names of the fields."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]


@cache
def _marks() -> dict[int, None]:
    """Every accent and mark that is a sign of its own once a letter is taken apart."""
    return {code: None for code in range(LAST_MARK) if unicodedata.combining(chr(code))}


def _fit_one(wanted: str, words: frozenset[str]) -> int:
    if wanted in words or (len(wanted) > 2 and any(word.startswith(wanted) for word in words)):
        return WHOLE
    slips = 0 if len(wanted) < 4 or wanted.isdecimal() else 1 if len(wanted) < 8 else 2
    near = slips and process.extractOne(wanted, words, scorer=OSA.distance, score_cutoff=slips)
    return NEAR if near else 0
