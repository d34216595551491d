"""What a person has answered so far, as the check page reads it back to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from models.cases.answers import contact_card
from models.cases.as_put import as_put
from models.formats import long_date
from models.words import Entry, FieldWords, deck, said
from portal.forms.asking import DAY
from portal.forms.concern import RowsForm
from portal.journeys import DOORS, PATHS
from portal.journeys.step import Answers, Path, Step

BY_THEMSELVES = {"visit"}
DETAILS = "contact_details"


class Part(NamedTuple):
    """One answer: its label (empty where the title says it), its words, and each choice with its symbol."""

    label: str
    said: str
    picked: tuple[tuple[str, str], ...] = ()  # symbol, words


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the journey and what was said to it; no parts: it was skipped."""

    door: str
    number: int
    step: str
    title: str
    parts: list[Part] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # what was ticked elsewhere and is no use without this answer
    symbol: str = ""  # the picture of the question, for what has none of its own


def read_back(path: Path, answers: Answers, facts: Mapping[str, object]) -> list[Line]:
    """Every question that these answers call for, answered or not; and with few words, what many had asked before."""
    words = _in_words(path)
    asked = [(path, number, step) for number, step in path.asked(answers)]
    more = words.asked(answers) if words is not path else []
    asked += [(words, at, step) for at, step in more if not path.has(step.id) and _said_there(step, answers)]
    lines = [_line(one, number, step, answers, facts) for one, number, step in asked]
    lines = [replace(line, missing=no_use(answers)) if line.step == DETAILS else line for line in lines]
    only = answers.keys() <= BY_THEMSELVES  # a request that stands by itself is not followed by all that was not asked
    return [line for line in lines if line.parts] if answers and only else lines


def _in_words(path: Path) -> Path:
    """The same journey with all its questions."""
    return PATHS[DOORS[path.journey]]


def _said_there(step: Step, answers: Answers) -> bool:
    return any(answers.get(step.id, {}).values()) or step.id == DETAILS


def no_use(answers: Answers) -> list[str]:
    """A line for each way that was ticked and cannot be used, with no number, address or name (experience 2.7)."""
    card, say = contact_card(answers), deck("common")["no_use"]
    return [say.said(choice.way.value) for choice in card.choices if choice.way in card.ways and not choice.allowed]


def _line(path: Path, number: int, step: Step, answers: Answers, facts: Mapping[str, object]) -> Line:
    entry = as_put(path.entry(step), answers)
    words, given = _in_words(path), answers.get(step.id, {})
    kinds = step.form.kinds if step.form else {}
    if words is not path and words.has(step.id):
        fuller = words.steps[words.number(step.id) - 1]
        entry, kinds = _with_all(entry, words.entry(fuller)), {**(fuller.form.kinds if fuller.form else {}), **kinds}
    parts = _parts(entry, step, kinds, given, facts)
    return Line(path.door, number, step.id, entry.short, parts, symbol=entry.say.get("symbol", ""))


def _with_all(few: Entry, many: Entry) -> Entry:
    """These words, and for what they have none of the words that it was asked in."""
    fields = dict(many.fields)
    for name, own in few.fields.items():
        options, symbols = {**fields[name].options, **own.options}, {**fields[name].symbols, **own.symbols}
        fields[name] = replace(own, options=options, symbols=symbols)
    return replace(few, fields=fields)


def _parts(
    entry: Entry, step: Step, kinds: Mapping[str, str], given: Mapping[str, Any], facts: Mapping[str, object]
) -> list[Part]:
    single = len(entry.fields) == 1
    found = []
    for name, value in given.items():
        if value and name in entry.fields:
            own = entry.field(name)
            label = said(own.label, **facts)
            label = "" if single or label in (entry.short, entry.title) else label  # the line is called so already
            found.append(Part(label, _said(own, kinds.get(name, ""), value, facts), _picked(own, value, facts)))
    for number, row in enumerate(given.get("rows") or (), 1):
        found.append(Part(entry.said("one", number=number), _row(entry, step, row)))
    return found


def _picked(words: FieldWords, value: Any, facts: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    chosen = value if isinstance(value, list) else [value]
    known = [one for one in chosen if isinstance(one, str) and one in words.options]
    return tuple((words.symbols.get(one, ""), said(words.options[one], **facts)) for one in known)


def _row(entry: Entry, step: Step, row: Mapping[str, Any]) -> str:
    kinds: Mapping[str, str] = getattr(step.form, "row_kinds", {}) if issubclass(step.form or object, RowsForm) else {}
    parts = [_said(entry.field(name), kinds.get(name, ""), value, {}) for name, value in row.items() if value]
    return "\n".join(parts)


def _said(words: FieldWords, kind: str, value: Any, facts: Mapping[str, object]) -> str:
    """A choice by its words, a date as people say it, a text as it was typed."""
    if kind == DAY:
        return long_date(date.fromisoformat(value))
    if isinstance(value, list):
        return "\n".join(said(words.options.get(item, item), **facts) for item in value)
    return said(words.options[value], **facts) if value in words.options else str(value)
