"""What a person has answered so far, as the check page reads it back to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.cases.answers import contact_card
from models.formats import long_date
from models.words import Entry, FieldWords, deck, said
from portal.forms.asking import DAY
from portal.forms.concern import RowsForm
from portal.journeys.several import as_put
from portal.journeys.step import Answers, Path, Step

BY_THEMSELVES = {"visit"}


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the journey and what was said to it; no parts: it was skipped."""

    number: int
    title: str
    parts: list[tuple[str, str]] = field(default_factory=list)  # label (empty where the title says it), words
    missing: list[str] = field(default_factory=list)  # what was ticked elsewhere and is no use without this answer
    symbols: list[str] = field(default_factory=list)  # the pictures of what was picked


def read_back(path: Path, answers: Answers, facts: Mapping[str, object]) -> list[Line]:
    """Every question that these answers call for, answered or not."""
    lines = [
        _line(number, as_put(path.entry(step), answers), step, answers.get(step.id, {}), facts)
        for number, step in path.asked(answers)
    ]
    if path.has("contact_details"):
        details = path.number("contact_details")
        lines = [replace(line, missing=no_use(answers)) if line.number == details else line for line in lines]
    only = answers.keys() <= BY_THEMSELVES  # a request that stands by itself is not followed by all that was not asked
    return [line for line in lines if line.parts] if answers and only else lines


def no_use(answers: Answers) -> list[str]:
    """A line for each way that was ticked and cannot be used, with no number, address or name (experience 2.7)."""
    card, say = contact_card(answers), deck("common")["no_use"]
    return [say.said(choice.way.value) for choice in card.choices if choice.way in card.ways and not choice.allowed]


def _line(number: int, entry: Entry, step: Step, given: Mapping[str, Any], facts: Mapping[str, object]) -> Line:
    picked = [
        symbol
        for name, value in given.items()
        if name in entry.fields
        for item in (value if isinstance(value, list) else [value])
        if isinstance(item, str) and (symbol := entry.field(name).symbols.get(item))
    ]
    return Line(number, entry.short, _parts(entry, step, given, facts), symbols=picked)


def _parts(entry: Entry, step: Step, given: Mapping[str, Any], facts: Mapping[str, object]) -> list[tuple[str, str]]:
    kinds = step.form.kinds if step.form else {}
    single = len(entry.fields) == 1
    found = []
    for name, value in given.items():
        if value and name in entry.fields:
            label = said(entry.field(name).label, **facts)
            label = "" if single or label in (entry.short, entry.title) else label  # the line is called so already
            found.append((label, _said(entry.field(name), kinds.get(name, ""), value, facts)))
    for number, row in enumerate(given.get("rows") or (), 1):
        found.append((entry.said("one", number=number), _row(entry, step, row)))
    return found


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
