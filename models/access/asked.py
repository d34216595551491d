"""Questions and answers as a paper says them: what they sent, and who they are as only staff open it (SAR-03)."""

from collections.abc import Iterator, Mapping
from typing import Any

from models.access import telling
from models.cases.shown_words import Question, questions
from models.procedure.terms import Journey


def asked_and_said(question: Question) -> Iterator[str]:
    """The question once, and under it what was answered, each beside what it answers."""
    for place, given in enumerate(question.given):
        said = ", ".join(given.texts)
        beside = f"{given.label} " if given.label.endswith("?") else f"{given.label}: "
        line = said if given.label == question.title else f"{beside}{said}"
        yield line if place else f"{question.title}\n{line}"


def who_they_are(content: Mapping[str, Any], journey: Journey) -> Iterator[str]:
    """What only staff open, under its questions; then what is kept of it elsewhere and does not stand there already."""
    asked = content.get("answers") or {}
    for question in questions(asked, journey):
        yield from asked_and_said(question)
    yield from telling.lines(
        _without({name: one for name, one in content.items() if name != "answers"}, _leaves(asked))
    )


def _leaves(content: Any) -> frozenset[str]:
    if isinstance(content, Mapping | list):
        each = content.values() if isinstance(content, Mapping) else content
        return frozenset(leaf for one in each for leaf in _leaves(one))
    return frozenset({str(content)})


def _without(content: Any, told: frozenset[str]) -> Any:
    if isinstance(content, Mapping):
        return {name: _without(one, told) for name, one in content.items()}
    if isinstance(content, list):
        return [_without(one, told) for one in content]
    return None if str(content) in told else content
