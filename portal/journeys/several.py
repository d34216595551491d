"""A question about a child, where more than one was named: it speaks of them all (experience 3, P4 and P5)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.words import Entry

TITLE = "many"  # what the deck says instead of the title; "many_knows" instead of the label of `knows`


def for_several(entry: Entry, answers: Mapping[str, Mapping[str, Any]]) -> Entry:
    """The same words, or those for more than one child."""
    if TITLE not in entry.say or len(_children(answers)) < 2:
        return entry
    names = ", ".join(name for row in _children(answers) if (name := str(row.get("name") or "")))
    fields = {}
    for name, words in entry.fields.items():
        label = entry.say.get(f"{TITLE}_{name}", words.label)
        hint = entry.say.get(f"{TITLE}_{name}_hint", words.hint)
        fields[name] = replace(words, label=f"{label} ({names})" if name == "knows" and names else label, hint=hint)
    return replace(entry, title=entry.say[TITLE], fields=fields)


def _children(answers: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in answers.get("children", {}).get("rows") or () if any(row.values())]
