"""What the team does beside an investigation: rooms, papers, and the check of the facts."""

import uuid
from collections.abc import Sequence
from typing import Any, Self

from wtforms.validators import DataRequired, ValidationError

from admin.forms.happened import HappenedForm
from models.cases.interviewing import HOW, PAGE
from models.cases.rooms import Paper
from models.fields import DateField, ListField, PickField, StoryField, StrippedForm, TilesField, UpTo
from models.tables import Staff

LONG = UpTo(50_000, "This")


class RoomForm(StrippedForm):
    until = DateField("Open until", [DataRequired("Enter the last day it opens")], what="The day")


class PapersForm(StrippedForm):
    papers = TilesField("Papers in their rooms")

    def offer(self, papers: list[Paper], said: str) -> Self:
        self.papers.choices = [(str(one.id), said.format(one.title, one.on)) for one in papers]
        return self


class SendForm(StrippedForm):
    passage = StoryField(
        "The passage of the draft with the facts about them", [DataRequired("Put in the passage"), LONG]
    )
    how = PickField("How does it go to them?", [DataRequired("Choose how it goes")], choices=HOW.items())
    checker = ListField("Who reads it on their own page?", description="Only for who signs in here")

    def offer(self, people: Sequence[Staff]) -> Self:
        self.checker.choices = [("", "Choose"), *((str(one.id), one.name) for one in people)]
        return self

    def validate_checker(self, field: ListField) -> None:
        if self.how.data == PAGE and not field.data:
            raise ValidationError("Choose who reads it on their own page")

    @property
    def told(self) -> dict[str, Any]:
        checker = uuid.UUID(self.checker.data) if self.checker.data else None
        return {"passage": self.passage.data or "", "how": self.how.data or "", "checker": checker}


class FactsForm(HappenedForm):
    answer = StoryField("What they say is not right", [DataRequired("Write what they say, or “Nothing”"), LONG])
    on = DateField("Answered on", [DataRequired("Enter the day they answered")], what="The day")


class LeaveOutForm(StrippedForm):
    why = StoryField("The compelling reason", [DataRequired("Say why they are left out"), UpTo(2_000)])
