"""A question as it is put: about more than one child (experience 3, P4 and P5), or one who cannot say it (2.9)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.words import Entry

MANY, SEEN = "many", "seen"  # what the deck says instead of the title; "many_knows" instead of the label of `knows`
Answers = Mapping[str, Mapping[str, Any]]


def cannot_say(answers: Answers) -> bool:
    return answers.get("instructed", {}).get("instructed") == "non_instructed"


def as_put(entry: Entry, answers: Answers) -> Entry:
    """The same words, or those for more than one child, or for what was seen of a child."""
    case = MANY if len(_children(answers)) > 1 else SEEN if cannot_say(answers) else ""
    if case not in entry.say:
        return entry
    names = ", ".join(name for row in _children(answers) if (name := str(row.get("name") or "")))
    fields = {}
    for name, words in entry.fields.items():
        label = entry.say.get(f"{case}_{name}", words.label)
        hint = entry.say.get(f"{case}_{name}_hint", words.hint)
        fields[name] = replace(words, label=f"{label} ({names})" if name == "knows" and names else label, hint=hint)
    text = (entry.say[f"{case}_text"],) if f"{case}_text" in entry.say else entry.text
    return replace(entry, title=entry.say[case], text=text, fields=fields)


def _children(answers: Answers) -> list[Mapping[str, Any]]:
    return [row for row in answers.get("children", {}).get("rows") or () if any(row.values())]
