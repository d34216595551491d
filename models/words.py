"""The copy deck: every word of a page by its id, from templates/words/<language>/*.toml.

A word that is missing stops the page, as an unknown name in a template does: a half-worded question is worse than none.
Words that another language has not got yet are shown in English and say so. Dates and names are placeholders
("{answer_by}"), filled by whoever knows them: the deck holds no figure (T30).
"""

import html
import tomllib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from models.languages import ENGLISH, ROOT, MissingWords, current, fill, places, speaking

DECKS = (
    "common",
    "report",
    "young_person",
    "parent",
    "advocate",
    "praise",
    "pages",
    "tracking",
    "safety",
    "pictures",
    "files",
    "common_pictures",
    "safety_pictures",
    "tracking_parent",
    "tracking_helper",
    "tracking_pictures",
    "pages_pictures",
    "young_person_helper",
)
PARENT, HELPER, PICTURES = "parent", "helper", "pictures"  # whom a page speaks to; nothing: the child
LAID_ON = {name: name.rpartition("_")[0] for name in DECKS if name.rpartition("_")[2] in (PARENT, HELPER, PICTURES)}
LAID_ON = {name: base for name, base in LAID_ON.items() if base}
T = TypeVar("T")
_spoken_to: ContextVar[str] = ContextVar("spoken_to", default="")
OURS = (  # for us or for the browser, by how deep it stands in the file: never translated
    frozenset[str](),
    frozenset({"owner", "skip"}),
    frozenset({"symbol"}),
    frozenset({"symbols", "autocomplete"}),
    frozenset[str](),
)


class Untranslated(str):
    """Words that stayed English on a page in another language: every template draws them marked as English (T15)."""

    __slots__ = ()

    def __html__(self) -> str:
        return f'<span lang="en" dir="ltr">{html.escape(str(self))}</span>'


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What stands beside one control."""

    label: str
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    autocomplete: str = ""  # so that a browser may fill in what is the writer's own (WCAG 1.3.5)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return list(self.options.items())


@dataclass(frozen=True, slots=True)
class Entry:
    """One page or question: what it says, why it is asked, who answers for it, and who may skip it (T29)."""

    id: str
    title: str
    text: tuple[str, ...] = ()
    why: str = ""
    owner: str = ""
    skip: str = ""
    fields: Mapping[str, FieldWords] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    say: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str) -> FieldWords:
        return _found(self.fields, name, f"{self.id}.fields")

    def error(self, name: str) -> str:
        return _found(self.errors, name, f"{self.id}.errors")

    def failed(self, name: str, /, **facts: object) -> str:
        return said(self.error(name), **facts)

    def said(self, name: str, /, **facts: object) -> str:
        return said(_found(self.say, name, f"{self.id}.say"), **facts)

    def before(self, **facts: object) -> list[str]:
        """The paragraphs before the answer, with their places filled."""
        return [said(text, **facts) for text in self.text]

    @property
    def short(self) -> str:
        """What a list of answers calls it."""
        return self.say.get("short", self.title)

    @property
    def tab(self) -> str:
        """What the browser keeps in its history: nothing that gives an answer away (T35)."""
        return self.say.get("tab", self.title)

    @property
    def read_first(self) -> str:
        """What has to be read before answering: the title and the text, and a lone control's hint."""
        hint = next(iter(self.fields.values())).hint if len(self.fields) == 1 else ""
        return "\n".join(filter(None, [self.title, *self.text, hint]))

    def everything(self) -> Iterator[str]:
        """Every word of it that a person may see."""
        yield self.title
        yield from self.text
        for words in self.fields.values():
            yield from (words.label, words.hint, *words.options.values(), *words.hints.values())
        yield from self.errors.values()
        yield from self.say.values()
        yield self.why


class Deck(Mapping[str, Entry]):
    """The words of one journey or family of pages."""

    def __init__(self, name: str, entries: Mapping[str, Entry]) -> None:
        self.name, self._entries = name, entries

    def __getitem__(self, key: str) -> Entry:
        return _found(self._entries, key, self.name)

    def over(self, other: "Deck") -> "Deck":
        """This deck, and what it leaves out as `other` says it."""
        return Deck(self.name, {**other._entries, **self._entries})

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def deck(name: str, language: str = "") -> Deck:
    """The deck of that name, as it speaks to whoever reads the page, in its language or in the one asked for."""
    said_so = f"{name}_{_spoken_to.get()}"
    return _deck(said_so if said_so in LAID_ON else name, language or current().code)


def speak_to(whom: str) -> Token[str]:
    """From here on in this request; `speak_as_before` with what it gives ends that."""
    return _spoken_to.set(whom)


def whom_now() -> str:
    """Whom the page speaks to: nothing, where it is the child in words."""
    return _spoken_to.get()


def speak_as_before(token: Token[str]) -> None:
    _spoken_to.reset(token)


@cache
def _deck(name: str, language: str) -> Deck:
    content = _whole(name, ENGLISH)
    if language != ENGLISH:
        content = _translated(content, _whole(name, language))
    return Deck(name, {key: _entry(key, entry) for key, entry in content.items()})


def _whole(name: str, language: str) -> dict[str, Any]:
    """What the file says; and where it is laid on another, whatever it leaves out as that one says it."""
    own = table(name, language)
    return _laid_on(table(LAID_ON[name], language), own) if name in LAID_ON else own


def _laid_on(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Key by key; but the choices of a field are taken whole, for they are one list."""
    both = {
        key: _laid_on(base[key], said) if isinstance(said, dict) and key in base and key != "options" else said
        for key, said in own.items()
    }
    return {**base, **both}


def table(name: str, language: str) -> dict[str, Any]:
    """What the file says; nothing where that language has no such file yet."""
    path = ROOT / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if language == ENGLISH or path.exists() else {}


def _translated(english: Mapping[str, Any], other: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """In the order of the English words, with English where a translation is missing."""
    return {key: told if key in OURS[depth] else _one(told, other.get(key), depth) for key, told in english.items()}


def _one(english: Any, other: Any, depth: int) -> Any:
    if isinstance(english, dict):
        return _translated(english, other if isinstance(other, dict) else {}, depth + 1)
    if isinstance(english, list):
        whole = isinstance(other, list) and len(other) == len(english)
        return list(other) if whole else [Untranslated(text) for text in english]
    if isinstance(other, str) and other:
        return other
    return Untranslated(english) if english else english


def said(text: str, /, **facts: object) -> str:
    """The text with its facts; what stayed English stays marked, and counts as English counts."""
    if not isinstance(text, Untranslated):
        return fill(text, **facts)
    with speaking(ENGLISH):
        return Untranslated(fill(text, **facts))


def _entry(key: str, table: Mapping[str, Any]) -> Entry:
    known = set(Entry.__dataclass_fields__) - {"id"}
    if unknown := set(table) - known:
        raise MissingWords(f"{key} has words that nothing shows: {', '.join(sorted(unknown))}")
    title = _found(table, "title", key)
    fields = {name: _field(words, title) for name, words in table.get("fields", {}).items()}
    texts = {name: table[name] for name in ("why", "owner", "skip", "errors", "say") if name in table}
    return Entry(key, title, tuple(table.get("text", ())), fields=fields, **texts)


def _field(words: Mapping[str, Any], title: str) -> FieldWords:
    return FieldWords(**{"label": title, **words})


def _found(table: Mapping[str, T], key: str, where: str) -> T:
    if key not in table:
        raise MissingWords(f"No words for {where}: {key}")
    return table[key]


__all__ = [
    "DECKS",
    "Deck",
    "Entry",
    "FieldWords",
    "HELPER",
    "LAID_ON",
    "MissingWords",
    "PARENT",
    "PICTURES",
    "Untranslated",
    "deck",
    "fill",
    "places",
    "said",
    "speak_as_before",
    "speak_to",
    "table",
    "whom_now",
]
