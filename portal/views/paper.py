"""The form on paper, from the same words as the questions: to print at home, at school or in a children's home."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from models.cases.answers import SOMEBODY
from models.procedure.reaching import DETAILS, WAY_OF
from models.words import Entry, FieldWords
from portal.journeys import PATHS, Path

bp = Blueprint("paper", __name__)

ASKED = (
    *("safe", "about", "worker", "tell", "feelings", "wants", "soon"),
    *("advocate", "advocate_yes", "advocate_mine", "advocate_chat", "advocate_known"),
    *("who", "contact", "contact_details", "needs", "helping"),
)
AFTER = {  # what is only filled in because of a choice: the question, its control and the choices
    "worker": ("about", "topics", *SOMEBODY),
    "advocate_yes": ("advocate", "advocate", "yes"),
    "advocate_mine": ("advocate", "advocate", "have_one"),
    "advocate_chat": ("advocate", "advocate", "not_sure"),
    "advocate_known": ("advocate", "advocate", "known_person"),
}
OWN_TEXT = {"safe", "contact", "advocate_yes"}  # what a screen can say there, and a paper cannot
OWN_CHOICES = {("advocate_yes", "start"), ("contact", "ways")}  # no date is known yet, and paper has no "here"
WHOSE = "whose"  # asked once, where it says that somebody helps
LINES = {"note": 4, "story": 16, "day": 1}


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to tick or to write."""

    words: FieldWords
    lines: int
    above: str = ""  # the heading of the ones from here on


@dataclass(frozen=True, slots=True)
class Part:
    """One question on paper."""

    words: Entry
    text: list[str]
    after: str
    blanks: list[Blank]


@bp.get("/paper")
def show() -> ResponseReturnValue:
    path = PATHS["your-voice"]
    parts = [_part(path, name) for name in ASKED]
    return render_template("portal/paper/show.html", path=path, words=path.words["paper"], parts=parts)


def _part(path: Path, name: str) -> Part:
    entry, paper = path.words[name], path.words["paper"]
    text = [paper.said(name)] if name in OWN_TEXT else entry.before()
    return Part(entry, text, _after(path, name), list(_blanks(path, name)))


def _after(path: Path, name: str) -> str:
    if name not in AFTER:
        return ""
    question, control, *choices = AFTER[name]
    options = path.words[question].field(control).options
    return path.words["paper"].said("after", choice=" / ".join(options[choice] for choice in choices))


def _blanks(path: Path, name: str) -> Iterator[Blank]:
    entry, above = path.words[name], ""
    form = path.steps[path.number(name) - 1].form
    for control, kind in (DETAILS if name == "contact_details" else form.kinds if form else {}).items():
        way = entry.said(WAY_OF[control].value) if name == "contact_details" else ""
        if control != WHOSE:
            yield Blank(_worded(path, name, control), LINES.get(kind, 1), way if way != above else "")
        above = way
    if name == "helping":
        yield Blank(path.words["tell"].field(WHOSE), 1)


def _worded(path: Path, name: str, control: str) -> FieldWords:
    words, paper = path.words[name].field(control), path.words["paper"]
    if (name, control) not in OWN_CHOICES:
        return words
    options = {value: paper.say.get(f"{control}_{value}", said) for value, said in words.options.items()}
    return replace(words, options={value: said for value, said in options.items() if value != "here"})
