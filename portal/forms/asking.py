"""A question as a form: its controls, worded by the copy deck, and one way in and out of the draft."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask import g
from wtforms import EmailField, Field
from wtforms.validators import ValidationError

from models.fields import (
    STORY_LIMIT,
    DateField,
    LineField,
    PickField,
    StoryField,
    StrippedForm,
    TilesField,
    is_number,
)
from models.languages import number
from models.procedure.working_days import local_day
from models.words import Entry, FieldWords, deck, places, said

LINE_LIMIT = 200
NOTE_LIMIT = 5_000

PICK, TILES, LINE, NOTE, STORY, EMAIL, PHONE, DAY = "pick", "tiles", "line", "note", "story", "email", "phone", "day"
Given = dict[str, Any]
Answers = Mapping[str, Mapping[str, Any]]


class Worded:
    """The words of one question, in the language of whoever reads the page now."""

    def __init__(self, journey: str, question: str) -> None:
        self.journey, self.question = journey, question

    def __get__(self, form: object, kind: object = None) -> Entry:
        return deck(self.journey)[self.question]


class WordedForm(StrippedForm):
    """A form that is made once and speaks every language: its controls take their words when a page is drawn."""

    words: ClassVar[Worded]
    wording: ClassVar[Worded]  # the same, where one of the controls is called "words"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            if (own := self.wording.fields.get(field.short_name)) is not None:
                field.label.text, field.description = own.label, own.hint
                if isinstance(field, PickField | TilesField):
                    field.choices = own.choices

    def validate_born(self, field: DateField) -> None:
        """Whoever's birthday is asked, on whatever page."""
        field.born_by(local_day(g.now))


class Question(WordedForm):
    """One page of a journey. Subclasses are made by `ask`; a subclass of that may look across its answers."""

    kinds: ClassVar[dict[str, str]]
    then: ClassVar[Mapping[str, str]] = {}  # what is asked because of a choice: by its name, that choice

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        """Fill dates into the labels, once the form knows for whom it is."""
        for field in self:
            field.label.text = _filled(field.label.text, facts)
            if isinstance(field, PickField | TilesField):
                field.choices = [(choice[0], _filled(choice[1], facts)) for choice in field.choices or ()]

    def answer(self) -> Given:
        """What the draft keeps: plain values, dates as text."""
        return {field.short_name: _plain(field.data) for field in self}

    @classmethod
    def from_answer(cls, given: Mapping[str, Any]) -> Given:
        """What was kept, as the controls want it."""
        return {name: _typed(cls.kinds.get(name), value) for name, value in given.items()}

    def problems(self) -> list[tuple[str, str]]:
        """Everything to put right, with the address of its control, in the order of the page."""
        return [(f"#{getattr(field, 'error_id', field.id)}", field.errors[0]) for field in self if field.errors]

    def agrees(self, answers: Answers) -> bool:
        """Whether it fits with the other answers; says what is wrong otherwise."""
        return True


def ask(journey: str, question: str, **kinds: str) -> type[Question]:
    """The form of one question: its controls by name and kind, everything they say from the deck."""
    words, entry = Worded(journey, question), deck(journey)[question]
    controls = {name: control(kind, entry.field(name), entry) for name, kind in kinds.items()}
    parts = {"words": words, "wording": words, "kinds": kinds, **controls}
    return type(f"{question.title().replace('_', '')}Form", (Question,), parts)


def opened_by(form: type[Question], **then: str) -> type[Question]:
    """The same form, with controls that the style sheet shows once that choice ("soon-yes") is picked; one that is not
    picked hides nothing where a browser is too old for it. Takes control=choice."""
    form.then = then
    return form


def control(kind: str, words: FieldWords, entry: Entry) -> Any:
    """One control of that kind with its words and its limits."""
    plain: dict[str, Any] = {"label": words.label, "description": words.hint}
    match kind:
        case "pick":
            return PickField(**plain, choices=words.choices, default="")
        case "tiles":
            return TilesField(**plain, choices=words.choices)
        case "line":
            return LineField(**plain, validators=[AtMost(LINE_LIMIT)])
        case "note":
            return StoryField(**plain, validators=[AtMost(NOTE_LIMIT)])
        case "story":
            return StoryField(**plain, validators=[AtMost(STORY_LIMIT)])
        case "email":
            return EmailField(**plain, validators=[AtMost(LINE_LIMIT), LooksLikeEmail()])
        case "phone":
            return LineField(**plain, validators=[LooksLikeNumber()])
        case _:
            return DateField(**plain)


class AtMost:
    """A limit that says what it is and how many are over; the text stays on the page (INP-08)."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Any, field: Field) -> None:
        over = len(field.data or "") - self.limit
        if over > 0:
            long = form.wording.errors.get("long") or deck("common")["wrong"].error("long")
            raise ValidationError(said(long, limit=number(self.limit), over=number(over)))


class LooksLikeEmail:
    """An address that mail could be sent to. Nobody is asked: no look-up leaves this machine (PRV-01)."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data:
            return
        try:
            validate_email(field.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise ValidationError(form.wording.error("email")) from None


class LooksLikeNumber:
    """A telephone number with enough digits, spaced as people space them."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and not is_number(field.data):
            raise ValidationError(form.wording.error("number"))


def _filled(text: str, facts: Mapping[str, object]) -> str:
    return said(text, **facts) if places(text) else text


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return "" if value is None else value


def _typed(kind: str | None, value: Any) -> Any:
    return date.fromisoformat(value) if kind == DAY and value else (None if kind == DAY else value)


__all__ = [
    "DAY", "EMAIL", "LINE", "NOTE", "PHONE", "PICK", "STORY", "TILES", "Answers", "Given", "Question", "Worded",
    "WordedForm", "ask", "control", "opened_by",
]  # fmt: skip
