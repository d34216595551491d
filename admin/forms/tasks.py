"""A task: what, who, by when; and that it is done."""

from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired, Optional

from models.fields import DateField, ListField, StoryField, StrippedForm, TilesField, UpTo
from models.tables import Staff


class GiveForm(StrippedForm):
    """Who does it, by when. Nobody chosen: the officer of record, whoever that is."""

    owner = ListField("Who does it", default="")
    due = DateField("By when", [DataRequired("Enter the day by which it is done")], what="The day")

    def offer(self, people: Iterable[Staff]) -> Self:
        self.owner.choices = [("", "The officer of record"), *((str(one.id), one.name) for one in people)]
        return self


class TaskForm(StrippedForm):
    what = StoryField("What is to be done", [DataRequired("Say what is to be done"), UpTo(500)])
    owner = ListField("Who does it", default="")
    due = DateField("By when", [Optional()], what="The day")

    def offer(self, people: Iterable[Staff]) -> Self:
        self.owner.choices = [("", "The officer of record"), *((str(one.id), one.name) for one in people)]
        return self


class SeveralForm(StrippedForm):
    """Which tasks, and how they were done or until when they are put off: the button says which of the two."""

    task = TilesField("Which tasks", [DataRequired("Choose at least one task")])
    how = StoryField("What was done?", [UpTo(1_000)])
    due = DateField("Until when", what="The day")

    def ready(self, *, finishing: bool) -> bool:
        self.task.choices = [(one, one) for one in self.task.given()]
        right = self.validate()
        if finishing and not self.how.data:
            self.how.errors = ["Say what was done"]
        if not finishing and self.due.data is None and not self.due.errors:
            self.due.errors = ["Enter the day until which they are put off"]
        return right and not self.errors


class FinishForm(StrippedForm):
    how = StoryField("What was done?", [DataRequired("Say what was done"), UpTo(1_000)])
