"""Asking a colleague for facts, and answering."""

from datetime import date
from typing import Self

from wtforms import HiddenField
from wtforms.validators import DataRequired, ValidationError

from models.fields import DateField, ListField, StoryField, StrippedForm, TilesField, UpTo


class AskForm(StrippedForm):
    staff_id = ListField("Who do you ask?", [DataRequired("Choose who you ask")])
    points = TilesField("About which points?", [DataRequired("Choose at least one point")])
    question = StoryField("What do you need to know?", [DataRequired("Write your question"), UpTo(10_000)])
    due_on = DateField("By when?", [DataRequired("Enter the day by which you need it")], what="The day")

    def offer(self, people: list[tuple[str, str]], points: list[tuple[str, str]], today: date) -> Self:
        self.staff_id.choices = [("", "Choose"), *people]
        self.points.choices = points
        self.today = today
        return self

    def validate_due_on(self, field: DateField) -> None:
        if field.data and field.data < self.today:
            raise ValidationError("The day must be today or later")


class GiveForm(StrippedForm):
    answer = StoryField("Your answer", [DataRequired("Write your answer"), UpTo(50_000)])
    version = HiddenField()

    @property
    def seen(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
