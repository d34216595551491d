"""Their words for staff to read: every answer under the question as it was asked, untouched and in the order given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.procedure.terms import Journey
from models.words import MissingWords, deck, places

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
BY_A_DAY = re.compile(r" by \{\w+\}")

Answers = Mapping[str, Mapping[str, Any]]


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
    """Every question that was answered, as it was asked."""
    drawn = [Question(name, _title(journey, name), tuple(_given(journey, name, of))) for name, of in answers.items()]
    return [question for question in drawn if question.given]


def _given(journey: Journey, question: str, fields: Mapping[str, Any]) -> list[Given]:
    found = []
    for name, value in fields.items():
        if name == "rows":
            found += [g for row in value or () for g in _given(journey, question, row)]
            continue
        label, options = _words(journey, question, name)
        if (question, name) == WHOLE and not fields.get("rows"):
            label = _title(journey, question)  # as a whole is the only way it was told: that needs no heading
        texts = tuple(options.get(text, text) for text in _texts(value))
        if texts:
            found.append(Given(label, texts, typed=not options))
    return found


def _texts(value: Any) -> list[str]:
    if value in (None, "", [], ()):
        return []
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _title(journey: Journey, question: str) -> str:
    try:
        return deck(DECKS[journey])[question].title
    except (MissingWords, OSError):
        return _plain(question)


def _words(journey: Journey, question: str, name: str) -> tuple[str, Mapping[str, str]]:
    try:
        words = deck(DECKS[journey])[question].field(name)
    except (MissingWords, OSError):
        return _plain(name), {}
    return _dated(words.label), {value: _dated(text) for value, text in words.options.items()}


def _dated(text: str) -> str:
    """Without the day that was worked out when it was asked: it was right on that day, and today it would mislead."""
    if not places(text):
        return text
    undated = " ".join(part for part in re.split(r"(?<=[.?!]) ", text) if not places(part))
    return undated or BY_A_DAY.sub("", text)


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
