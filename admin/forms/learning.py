"""Learning from one complaint: the meeting, an action, and a line for the public."""

from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired

from models.fields import DateField, LineField, ListField, StoryField, StrippedForm, UpTo
from models.tables import Staff


class MeetingForm(StrippedForm):
    on = DateField("The day of the meeting", [DataRequired("Enter the day of the meeting")], what="The day")
    who = LineField("Who was there, and who of our team chaired it", [DataRequired("Say who was there"), UpTo(300)])
    noted = StoryField("What was learned", [DataRequired("Write down what was learned"), UpTo(10_000)])


class ActionForm(StrippedForm):
    text = StoryField("What will be done", [DataRequired("Say what will be done"), UpTo(1_000)])
    owner = ListField("Who does it", [DataRequired("Choose who does it")])
    due = DateField("By when", [DataRequired("Enter the day by which it is done")], what="The day")
    stage = ListField("After which stage", choices=[("1", "Stage 1"), ("2", "Stage 2"), ("3", "Stage 3")], default="1")

    def offer(self, people: Iterable[Staff]) -> Self:
        named = [(str(one.id), f"{one.name}, {one.job}".rstrip(", ")) for one in people]
        self.owner.choices = [("", "Choose"), *named]
        return self


class LineForm(StrippedForm):
    said = StoryField("You said", [DataRequired("Say what people told us, in one sentence"), UpTo(300)])
    did = StoryField("We did", [DataRequired("Say what was done, in one sentence"), UpTo(300)])
