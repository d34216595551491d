"""Their words for staff to read: every answer under the question as it was asked, untouched and in the order given."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.cases.as_put import as_put
from models.formats import short_date
from models.procedure.terms import Journey
from models.words import Entry, deck, places

DECKS = {
    Journey.YOUNG_PERSON: "young_person",
    Journey.PARENT: "parent",
    Journey.ADVOCATE: "advocate",
    Journey.PRAISE: "praise",
}
TELLING: dict[Journey, tuple[tuple[str, str], ...]] = {  # where the story is, best first
    Journey.YOUNG_PERSON: (("tell", "story"), ("wants", "words"), ("soon", "words")),
    Journey.PARENT: (("points", "account"), ("wants", "words")),
    Journey.ADVOCATE: (("words", "child_words"), ("words", "notes")),
    Journey.PRAISE: (("what", "story"),),
}
WHOLE = ("points", "account")
TOPICS = ("about", "soon")  # where nothing was written, what they tapped that it is about: not that they are safe
FIRST = 80
DAYS = frozenset({"born", "on"})  # fields that keep a day
KEPT_FROM = {"privacy": "Who must not see it"}  # asked by an officer who writes it down, and by no journey
BY_A_DAY = re.compile(r" by \{\w+\}")

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """By which journey, and of whom: of a child who cannot say it, or of several, a question is put in other words."""

    journey: Journey
    answers: Answers


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: what stood beside it, and what they said."""

    label: str
    texts: tuple[str, ...]
    typed: bool  # their own words, not a choice of ours


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    title: str
    given: tuple[Given, ...]


def story(answers: Answers, journey: Journey) -> str:
    """The account itself, wherever in this journey it is told."""
    for question, name in TELLING[journey]:
        if text := str(answers.get(question, {}).get(name) or "").strip():
            return text
    rows = answers.get("points", {}).get("rows") or ()
    return str(rows[0].get("what") or "") if rows else ""


def first_line(answers: Answers, journey: Journey, length: int = FIRST) -> str:
    """What a queue shows: the first line of their own words, or the topics they tapped."""
    text = " ".join(story(answers, journey).split())
    if not text:
        topics = [q for q in questions(answers, journey) if q.id in TOPICS]
        text = ", ".join(t for q in topics or questions(answers, journey) for g in q.given for t in g.texts)
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def questions(answers: Answers, journey: Journey) -> list[Question]:
    """Every question that was answered, as lists of answers call it."""
    asked = Asked(journey, answers)
    drawn = [Question(name, _title(asked, name), tuple(_given(asked, name, of))) for name, of in answers.items()]
    return [question for question in drawn if question.given]


def _given(asked: Asked, question: str, fields: Mapping[str, Any]) -> list[Given]:
    found = []
    for name, value in fields.items():
        if name == "rows":
            found += [g for row in value or () for g in _given(asked, question, row)]
            continue
        label, options = _words(asked, question, name)
        if (question, name) == WHOLE and not fields.get("rows"):
            label = _title(asked, question)  # as a whole is the only way it was told: that needs no heading
        texts = tuple(options.get(text, text) for text in ([_day(value)] if name in DAYS else _texts(value)) if text)
        if texts:
            found.append(Given(label, texts, typed=not options))
    return found


def _texts(value: Any) -> list[str]:
    if value in (None, "", [], ()):
        return []
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _day(kept: Any) -> str:
    try:
        return short_date(date.fromisoformat(str(kept)))
    except ValueError:
        return str(kept or "")


def _title(asked: Asked, question: str) -> str:
    entry = next(_entries(asked, question), None)
    return entry.short if entry else KEPT_FROM.get(question) or _plain(question)


def _words(asked: Asked, question: str, name: str) -> tuple[str, Mapping[str, str]]:
    for entry in _entries(asked, "you" if question in KEPT_FROM else question):
        if name in entry.fields:
            words = entry.field(name)
            return _dated(words.label), {value: _dated(text) for value, text in words.options.items()}
    return _plain(name), {}


def _entries(asked: Asked, question: str) -> Iterator[Entry]:
    """The question as its journey puts it to who gave these answers, then as a parent's does: an officer may write down
    what only that asks."""
    decks = (deck(name) for name in (DECKS[asked.journey], DECKS[Journey.PARENT]))
    return (as_put(found[question], asked.answers) for found in decks if question in found)


def _dated(text: str) -> str:
    """Without the day that was worked out when it was asked: it was right on that day, and today it would mislead."""
    if not places(text):
        return text
    undated = " ".join(part for part in re.split(r"(?<=[.?!]) ", text) if not places(part))
    return undated or BY_A_DAY.sub("", text)


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
