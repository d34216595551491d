"""Who will read what is sent, said before it is sent; and the question to lead back to when nothing was said."""

from models.cases.answers import asks_first
from portal.journeys.facts import facts_for
from portal.journeys.step import Answers, Path, given

NEEDED = ("about", "words", "points", "what")  # the first of these that a journey asks


def readers_of(path: Path, answers: Answers, *, alerted: bool = False) -> list[str]:
    """Only who really will: the advocate where that was asked for, the safety team where somebody is not safe."""
    say = path.words["check"].say
    there = ["team", "manager"]
    if asks_first(answers):
        there.append("worker_waits")
    if alerted or given(answers, "safe", "safe") == "no":
        there.append("safety")
    if given(answers, "advocate_yes", "shares") and given(answers, "advocate", "advocate") == "yes":
        there.append("advocate")
    return [say[name] for name in there if name in say]


def facts_of(path: Path, answers: Answers) -> dict[str, object]:
    """The dates in the options that were chosen."""
    facts: dict[str, object] = {}
    for _, step in path.asked(answers):
        if step.id in answers and not facts:
            facts = facts_for(path.entry(step))
    return facts


def needed_first(path: Path) -> int:
    """The number of the question that would be enough."""
    return next(number for number, step in enumerate(path.steps, 1) if step.id in NEEDED)
