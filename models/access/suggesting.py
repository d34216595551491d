"""What in a text may be about somebody else: names, addresses, numbers. Suggestions for a person to judge (SAR-05).

Better one too many than one too few: a name is any word with a capital that is no word of every day. Whoever the
papers are about stays, and so does staff by name and in their work, which is suggested but not ticked; nor is a child
by name in the papers of the parent.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz import fuzz

from models.credentials.wordlists import adult_list

OTHER, REACH = "other", "reach"
NEAR_ENOUGH, LONG_ENOUGH = 86, 5
WORD = re.compile(r"[^\W\d_][\w’'-]*")
REFERENCE = re.compile(r"\bHV(?:-[0-9A-Z]{3,4}){3}\b")  # of a case: it names nobody
REACHED = (
    ("number", re.compile(r"(?<![\w+])(?:\+44|0044|0)(?:[ ().-]{0,2}\d){9,10}(?!\d)")),
    ("mail", re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    ("handle", re.compile(r"(?<![\w@.])@\w{2,40}")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)),
    (
        "address",
        re.compile(
            r"\b(?:(?:flat|unit|room) \d{1,4}[a-z]?,? )?\d{1,4}[a-z]?,? (?:[a-z’']{2,20} ){1,3}(?:road|rd|street|lane|"
            r"avenue|ave|close|drive|way|court|crescent|gardens|grove|hill|place|square|terrace|walk|mews|row|rise|"
            r"view|green|parade|house|lodge)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "birthday",
        re.compile(
            r"\b(?:born|dob|date of birth|birthday)\b[^\d\n]{0,15}(?:\d{1,2}[/. -](?:\d{1,2}|[a-z]{3,9})[/. -]\d{2,4}"
            r"|\d{4}-\d{2}-\d{2})",
            re.IGNORECASE,
        ),
    ),
)
NUMBERS = (("%d", "%m", "%Y"), ("%-d", "%-m", "%Y"), ("%d", "%m", "%y"), ("%-d", "%-m", "%y"))
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady", "auntie", "aunty", "uncle", "nan", "nanny",
                    "grandad",
                    "grandma", "granny", "pc"})  # fmt: skip


def _list(name: str) -> frozenset[str]:
    return frozenset((files("models.access") / f"{name}.txt").read_text("utf-8").split())


FIRST_NAMES = _list("first_names")  # as families in England write them; none that is a word of every day (Will, Grace)
NO_NAMES = _list("no_names")  # they have a capital, and name nobody
PLAIN = _list("plain_words")  # they begin sentences
OURS = _list("our_words")  # they begin what we word ourselves: a heading, an answer, a thing that happened


class Mark(NamedTuple):
    """One place in a text. `on`: it is taken out unless somebody says that it stays."""

    start: int
    end: int
    why: str
    on: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who is known: the person the papers are about, colleagues, and others that the case names."""

    theirs: Sequence[str] = ()
    ours: Sequence[str] = ()  # the council's name and how to reach it, as every letter says
    staff: Sequence[str] = ()
    others: Sequence[str] = ()
    seen: frozenset[str] = field(default=frozenset())  # names of other people that the rest of the papers write large
    children: Sequence[str] = ()  # of the parent whose own papers these are: the parent knows their names
    born: Sequence[str] = ()  # their own birth date, as it may be written
    children_born: Sequence[str] = ()


def suggest(text: str, known: Known) -> list[Mark]:
    """Every place that may be about somebody else, from left to right, none inside another."""
    found = list(_reached(text, known))
    taken = [(mark.start, mark.end) for mark in found]
    names = _joined(text, sorted({*_names(text, known)}))
    for start, end in names:
        if not any(start < right and left < end for left, right in taken):
            mark = _judged(text, start, end, known)
            found += [mark] if mark else []
    return sorted(found)


def whole(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """All of a text that one of us marked as about somebody else: what was suggested in it, and every word between."""
    at, found = 0, list(marks)
    for start, end in [*((mark.start, mark.end) for mark in sorted(marks)), (len(text), len(text))]:
        between = text[at:start]
        if bare := between.strip():
            begin = at + between.index(bare)
            found.append(Mark(begin, begin + len(bare), OTHER, True, "marked"))
        at = end
    return sorted(found)


def written_large(texts: Iterable[str]) -> frozenset[str]:
    """Words that somewhere stand with a capital inside a sentence and nowhere small: very likely names."""
    large: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for word in WORD.finditer(text):
            bare = _bare(word.group())
            if word.group()[0].islower():
                small.add(bare)
            elif not _begins(text, word.start()) and bare not in NO_NAMES and not _short_code(word.group()):
                large.add(bare)
    return frozenset(large - small - PLAIN)


def _reached(text: str, known: Known) -> Iterator[Mark]:
    own = [_bare(value) for value in (*known.theirs, *known.ours, *known.born)]
    ends: list[tuple[int, int]] = []
    for kind, pattern in REACHED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < right and left < end for left, right in ends):
                continue
            ends.append((start, end))
            said = _bare(_day_of(match.group()) if kind == "birthday" else match.group())
            if not any(re.search(rf"(?<!\w){re.escape(said)}(?!\w)", one) for one in own):
                theirs = kind == "birthday" and said in [_bare(value) for value in known.children_born]
                yield Mark(start, end, REACH, not theirs, "child" if theirs else kind)


def born_as(born: str) -> list[str]:
    """A birth date as it may be written, so that it is known again."""
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return []
    ways = ("%-d %B %Y", "%-d %b %Y", "%d %B %Y", "%Y-%m-%d")
    return [day.strftime(way) for way in (*ways, *(mark.join(part) for mark in "/.-" for part in NUMBERS))]


def _day_of(text: str) -> str:
    return text[re.search(r"\d", text).start() :]  # type: ignore[union-attr]  # the pattern asks for a number


def _names(text: str, known: Known) -> Iterator[tuple[int, int]]:
    others = {_bare(part) for value in known.others for part in value.split() if len(part) > 2}
    text = REFERENCE.sub(_blank, text)
    for said in known.ours:  # as every letter says it: the address of the Ombudsman is nobody's
        text = re.sub(re.escape(said), _blank, text) if " " in said else text
    for word in WORD.finditer(text):
        raw = word.group()
        bare = _bare(raw)
        whole = raw[:-2] if raw.lower().endswith(("'s", "’s")) else raw
        place = (word.start(), word.start() + len(whole))
        if bare in NO_NAMES or len(bare) < 2:
            continue
        if bare in others or bare in FIRST_NAMES or (bare in known.seen and raw[0].isupper()):
            yield place
        elif raw[0].isupper() and bare not in PLAIN and not _shouted(raw, text):
            if not _begins(text, word.start()) or bare not in _everyday():
                yield place
        elif len(bare) >= LONG_ENOUGH and bare not in _everyday() and bare not in PLAIN and _close(bare, others):
            yield place


def _blank(found: re.Match[str]) -> str:
    return "-" * len(found.group())


def _joined(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words of a name that follow each other are one, with the title before them."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and text[joined[-1][1] : start] in (" ", "-", "\n", "  "):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [pair for pair in joined if _bare(text[slice(*pair)]).rstrip(".") not in TITLES]


def _judged(text: str, start: int, end: int, known: Known) -> Mark | None:
    words = [_bare(word) for word in text[start:end].split()]
    bare = [word for word in words if word not in TITLES]
    own = {_bare(part) for value in known.theirs for part in value.split()}
    ours = len(bare) > 1 and any(
        " ".join(bare) in value.casefold() for value in known.ours
    )  # one word may be a surname
    if ours or all(word in own for word in bare):
        return None
    staff = {_bare(name) for name in known.staff}
    last = {name.split()[-1] for name in staff}
    by_title = len(words) > len(bare) and len(bare) == 1 and bare[0] in last
    if " ".join(bare) in staff or by_title:
        return Mark(start, end, OTHER, False, "staff")
    child = [[_bare(part) for part in value.split()] for value in known.children if value.strip()]
    if any(name[0] in bare and {*bare} <= {*name} | own for name in child):
        return Mark(start, end, OTHER, False, "child")
    return Mark(start, end, OTHER, True, "name")


def _begins(text: str, at: int) -> bool:
    """Whether the word at `at` begins a sentence or a line, where every word has a capital."""
    before = text[max(at - 3, 0) : at].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:;\n•·-–" or text[:at].strip(" \"'“‘(") == ""


def _shouted(raw: str, text: str) -> bool:
    """Capitals throughout say nothing where a whole line is shouted: LGSCO, SEN, NOBODY LISTENS."""
    return raw.isupper() and len(raw) > 1 and _bare(raw) not in FIRST_NAMES


def _short_code(raw: str) -> bool:
    """The end of a postcode, an abbreviation."""
    return raw.isupper() and len(raw) < 4


def _close(bare: str, others: Iterable[str]) -> bool:
    return any(abs(len(one) - len(bare)) < 3 and fuzz.ratio(bare, one) >= NEAR_ENOUGH for one in others)


def _bare(word: str) -> str:
    word = word.casefold().replace("’", "'")
    return word.removesuffix("'s") if word not in PLAIN else word


@cache
def _everyday() -> frozenset[str]:
    return PLAIN | OURS | frozenset(adult_list())
