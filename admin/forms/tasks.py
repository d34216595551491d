"""A task: what, who, by when; and that it is done."""

from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired, Optional

from models.fields import DateField, ListField, StoryField, StrippedForm, UpTo
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


class FinishForm(StrippedForm):
    how = StoryField("What was done?", [DataRequired("Say what was done"), UpTo(1_000)])
