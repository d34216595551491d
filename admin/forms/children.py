"""Everything an advocate says when they file for a child, on one page, in the words of the advocate's own journey."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self

from wtforms import Field, HiddenField
from wtforms.validators import DataRequired, Email, Optional, ValidationError

from models.fields import (
    STORY_LIMIT,
    DateField,
    LineField,
    PickField,
    StoryField,
    StrippedForm,
    TilesField,
    UpTo,
    is_number,
    made_id,
)
from models.procedure.reaching import DETAILS, NEEDED, WAY_OF
from models.procedure.speaking import WORRY
from models.words import deck, fill

PICK, TILES, LINE, NOTE, DAY = "pick", "tiles", "line", "note", "day"
QUESTIONS: dict[str, dict[str, str]] = {  # A1 to A7, in order
    "instructed": {"instructed": PICK},
    "child": {"name": LINE, "age": PICK, "born": DAY, "social_worker": LINE, "lives": LINE},
    "authority": {"how": PICK, "on": DAY, "understands": PICK},
    "words": {"child_words": NOTE, "notes": NOTE, "best": LINE},
    "points": {"account": NOTE},
    "wants": {"wants": TILES, "words": NOTE},
    "soon": {"soon": PICK, "words": NOTE, "on": DAY},
    "contact": {"speak_to": PICK, "ways": TILES},
    "contact_details": DETAILS,
    "copies": {"copies": TILES},
    "start": {"starts": PICK, "on": DAY},
    "you": {"name": LINE, "organisation": LINE, "email": LINE, "conflict": PICK},
}  # fmt: skip
NO_WORDS = "Write the child’s words here, or what you saw, or one point under “Point by point”, or add a file"
Answers = dict[str, dict[str, Any]]


class FileBase(StrippedForm):
    instance = HiddenField()
    sibling = HiddenField()
    kinds: dict[str, tuple[str, str, str]]
    today: date

    def validate_child__born(self, field: DateField) -> None:
        field.born_by(self.today)

    def answers(self) -> Answers:
        """As the questions of the journey would have been answered, so that one reader reads both."""
        found: Answers = {}
        for name, (question, field, _) in self.kinds.items():
            value = self[name].data
            value = value.isoformat() if isinstance(value, date) else value
            if value:
                found.setdefault(question, {})[field] = value
        found.setdefault("you", {})["role"] = "advocate"
        if "points" in found:
            parts = [part.strip() for part in found.pop("points")["account"].split("\n\n") if part.strip()]
            found["points"] = {"rows": [{"what": part} for part in parts]}
        return found

    def complete(self, *, with_files: bool = False) -> bool:
        """A drawing or a recording speaks for a child as words do (A3)."""
        good, told = bool(self.validate()), ("words__child_words", "words__notes", "points__account")
        if not (with_files or any(self[name].data for name in told)):
            self["words__child_words"].errors = [NO_WORDS]
            good = False
        for way, name in NEEDED.items():
            field = self[f"contact_details__{name}"]
            if way.value in (self["contact__ways"].data or ()) and not field.data:
                field.errors = [deck("advocate")["contact_details"].error(f"{name}_missing")]
                good = False
        return good

    def parts(self) -> list[tuple[str, list[tuple[str, list[tuple[Any, str]]]]]]:
        """Every question with its controls; those about a way to reach the child stand under that way (2.7)."""
        found: dict[str, dict[str, list[tuple[Any, str]]]] = {}
        for name, (question, called, kind) in self.kinds.items():
            way = WAY_OF[called].value if question == "contact_details" else ""
            found.setdefault(question, {}).setdefault(way, []).append((self[name], kind))
        return [(question, list(ways.items())) for question, ways in found.items()]

    @property
    def worried(self) -> bool:
        """ "No, but I am worried about something" (A1)."""
        return bool(self["instructed__instructed"].data == WORRY)

    @property
    def form_instance(self) -> uuid.UUID:
        return made_id(self.instance.data)


def file_form(typed: Any, facts: Mapping[str, object], given: Answers | None = None, *, today: date) -> FileBase:
    """`facts` are the dates in the choices; `given` is a draft, or what a form starts with."""
    words = deck("advocate")
    controls: dict[str, Any] = {}
    kinds: dict[str, tuple[str, str, str]] = {}
    for question, fields in QUESTIONS.items():
        for name, kind in fields.items():
            made = _control(kind, words[question].field(name), facts, name)
            controls[f"{question}__{name}"], kinds[f"{question}__{name}"] = made, (question, name, kind)
    made_form = type("FileForm", (FileBase,), {**controls, "kinds": kinds, "today": today})
    data = None if typed is not None else _data(given or {})
    form: FileBase = made_form(typed, data=data)
    return form


def _control(kind: str, words: Any, facts: Mapping[str, object], name: str) -> Any:
    choices = [(code, fill(text, **facts)) for code, text in words.options.items()]
    plain: dict[str, Any] = {"label": words.label, "description": words.hint}
    match kind:
        case "pick":
            return PickField(**plain, choices=choices, default="")
        case "tiles":
            return TilesField(**plain, choices=choices)
        case "note":
            return StoryField(**plain, validators=[UpTo(STORY_LIMIT)])
        case "day":
            return DateField(**plain, what="The date")
        case _:
            more = [Optional(), Email("Enter a whole email address, with an @")] if name == "email" else []
            more += [Optional(), _whole_number] if kind == "phone" else []
            return LineField(**plain, validators=[UpTo(200), *more])


def _whole_number(form: Any, field: Field) -> None:
    if not is_number(field.data):
        raise ValidationError(deck("advocate")["contact_details"].error("number"))


def _data(given: Answers) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for question, fields in given.items():
        for name, value in fields.items():
            kind = QUESTIONS.get(question, {}).get(name)
            if kind is not None:
                data[f"{question}__{name}"] = date.fromisoformat(value) if kind == DAY and value else value
    rows = given.get("points", {}).get("rows") or []
    whole = given.get("points", {}).get("account") or ""
    data["points__account"] = "\n\n".join([row["what"] for row in rows if row.get("what")] or [whole])
    return data


class BringForm(StrippedForm):
    shows = LineField("What does it show?", [UpTo(200)])
    place = TilesField("Where a photo was taken", choices=[("keep", "The child wants us to keep it")])

    def takes(self, *, some: bool, refused: Sequence[str]) -> bool:
        """One file at least; one that could not be taken says why, and what was written stays."""
        good = bool(self.validate())
        if wrong := [*refused] if refused or some else ["Choose a file"]:
            self.shows.errors = wrong
        return good and not wrong


class MessageForm(StrippedForm):
    text = StoryField("Write to the complaints team", [UpTo(5_000)])
    place = TilesField("Where a photo was taken", choices=[("keep", "The child wants us to keep it")])

    def says(self, *, with_file: bool, refused: Sequence[str]) -> bool:
        """Words or a file; a file that could not be taken sends nothing, and the words stay on the page."""
        good = bool(self.validate())
        if good and not (self.text.data or with_file or refused):
            self.text.errors = ["Write a few words, or choose a file"]
        if refused:
            self.text.errors = [*refused]
        return good and not self.text.errors


HOW_ASKED = [("met", "We met"), ("call", "By phone or video"), ("message", "By message")]


class DatesForm(StrippedForm):
    how = PickField("How did you ask the child?", [DataRequired("Say how you asked the child")], choices=HOW_ASKED)


class MeetForm(StrippedForm):
    text = StoryField("When and where would be good for the child?", [DataRequired("Say when and where"), UpTo(1_000)])


class NextForm(StrippedForm):
    asked = PickField("Does the child want this?", [DataRequired("Say whether the child wants it")],
                      choices=[("yes", "Yes, they told me"), ("cannot", "They cannot tell me")])  # fmt: skip
    points = TilesField("Which points are they not happy with?", description="Tick none for all of them")
    why = StoryField("What are they not happy with?", [UpTo(5_000)])

    def of(self, points: Sequence[tuple[int, str]]) -> Self:
        """By the number and the words of each point that stands (rules 3.3)."""
        self.points.choices = [(str(number), words) for number, words in points]
        return self


class TimeForm(StrippedForm):
    answer = PickField("What does the child say?", [DataRequired("Say what the child says")],
                       choices=[("yes", "Yes"), ("no", "No"), ("talk", "Talk to me first")])  # fmt: skip
    how = PickField("How did you ask the child?", [DataRequired("Say how you asked the child")],
                    choices=HOW_ASKED)  # fmt: skip


class WorseForm(StrippedForm):
    text = StoryField(
        "What has got worse for the child since they complained?", [DataRequired("Write a few words"), UpTo(5_000)]
    )


class RemarkForm(StrippedForm):
    text = StoryField("What should it say?", [DataRequired("Write a few words"), UpTo(5_000)])


class ThereForm(StrippedForm):
    sure = PickField(
        "Were you with the child when they signed?", [DataRequired("Say yes, or leave it")],
        choices=[("yes", "Yes, I was there")],
    )  # fmt: skip


class EndForm(StrippedForm):
    sure = PickField(
        "Are you no longer this child’s advocate?", [DataRequired("Say yes, or go back")], choices=[("yes", "Yes")]
    )


class ColleagueForm(StrippedForm):
    name = LineField("Their name", [DataRequired("Enter their name"), UpTo(200)])
    email = LineField(
        "Their email address at work",
        [DataRequired("Enter their email address"), Email("Enter a whole email address, with an @")],
    )


def all_beside(wrong: Mapping[str, StrippedForm]) -> dict[str, StrippedForm]:
    """Every form of the page of one child, those that are `wrong` as they were sent."""
    forms: dict[str, StrippedForm] = {
        "message": MessageForm(), "bring": BringForm(), "next_stage": NextForm(), "time": TimeForm(),
        "remark": RemarkForm(), "there": ThereForm(), "worse": WorseForm(), "end": EndForm(), "dates": DatesForm(),
        "meet": MeetForm(), **wrong,
    }  # fmt: skip
    for called, form in forms.items():  # several boxes of one name: each its own id
        for field in form:
            field.id = f"{called}-{field.short_name}"
    return forms
