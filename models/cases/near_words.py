"""Whether a text holds what somebody looks for, also where one of the two misspelled it. Plain text, no pattern."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8
WHOLE, NEAR = 2, 1  # how well it fits: as typed, or with a slip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: every word of it, and every phrase in quotation marks as it stands."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def plain(text: str) -> str:
    """Lower case, without accents and with single spaces: "Zoë" is found by "zoe"."""
    apart = unicodedata.normalize("NFKD", text)
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().split())


def read(typed: str) -> Wanted:
    """What somebody typed. Signs such as % and _ mean nothing; what holds no letter or figure looks for nothing."""
    text = plain(typed).replace("“", '"').replace("”", '"')
    phrases = tuple(" ".join(WORD.findall(part)) for part in re.findall(r'"([^"]+)"', text))
    words = tuple(dict.fromkeys(WORD.findall(re.sub(r'"[^"]*"', " ", text))))[:MOST_WORDS]
    return Wanted(words, tuple(phrase for phrase in phrases if phrase))


def fit(wanted: Wanted, texts: Sequence[str]) -> int:
    """WHOLE where every word begins a word of the texts, NEAR where one has a slip in it, 0 where one is missing."""
    words = WORD.findall(plain(" ".join(texts)))
    if not words or any(f" {phrase} " not in f" {' '.join(words)} " for phrase in wanted.phrases):
        return 0
    return min((_fit_one(word, set(words)) for word in wanted.words), default=WHOLE)


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


def _fit_one(wanted: str, words: set[str]) -> int:
    if wanted in words or (len(wanted) > 2 and any(word.startswith(wanted) for word in words)):
        return WHOLE
    slips = 0 if len(wanted) < 4 or wanted.isdecimal() else 1 if len(wanted) < 8 else 2
    near = slips and process.extractOne(wanted, words, scorer=OSA.distance, score_cutoff=slips)
    return NEAR if near else 0
