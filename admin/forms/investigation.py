"""What the team does beside an investigation: rooms, papers, and the check of the facts."""

import uuid
from collections.abc import Sequence
from typing import Any, Self

from wtforms.validators import DataRequired, ValidationError

from admin.forms.happened import HappenedForm
from admin.forms.papered import PaperedForm
from models.cases.interviewing import HOW, KINDS, PAGE, ways_for
from models.cases.reporting import DRAFT, FINAL
from models.cases.rooms import Paper
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, TilesField, UpTo
from models.procedure.independence import Part
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

    def offer(self, people: Sequence[Staff], kind: str) -> Self:
        """`kind`: who they are, which says by which ways anything reaches them."""
        self.how.choices = list(ways_for(kind).items())
        self.checker.choices = [("", "Choose"), *((str(one.id), one.name) for one in people)]
        return self

    def validate_checker(self, field: ListField) -> None:
        if self.how.data == PAGE and not field.data:
            raise ValidationError("Choose who reads it on their own page")

    @property
    def told(self) -> dict[str, Any]:
        checker = uuid.UUID(self.checker.data) if self.checker.data else None
        return {"passage": self.passage.data or "", "how": self.how.data or "", "checker": checker}


class SpokenForm(HappenedForm):
    """Somebody they spoke with, as told to us by who has no room, or does not use it."""

    name = LineField("Whom did they speak with?", [DataRequired("Write whom they spoke with"), UpTo(200)])
    kind = PickField("Who is that?", [DataRequired("Choose who that is")], choices=KINDS.items())
    role = LineField("As what? Such as: team manager at the time", [UpTo(200)])
    on = DateField("When?", [DataRequired("Enter the day they spoke")], what="The day")

    def told(self) -> dict[str, Any]:
        texts = {name: getattr(self, name).data or "" for name in ("name", "kind", "role")}
        return {**texts, "notes": "", "held_on": self.on.data}


class CameForm(PaperedForm):
    """A report that came on paper or by mail."""

    needed = True
    kind = PickField("Which report is it?", [DataRequired("Choose which it is")])
    on = DateField("It came on", [DataRequired("Enter the day it came")], what="The day")

    def of(self, part: Part) -> Self:
        """Only the investigating officer's goes out as a draft first (K-36)."""
        drafts = [(DRAFT, "A draft, for the check of the facts")] if part is Part.INVESTIGATOR else []
        self.kind.choices = [*drafts, (FINAL, "The final, signed report")]
        self.paper.label.text = "The report itself"
        return self


class FactsForm(PaperedForm):
    answer = StoryField("What they say is not right", [DataRequired("Write what they say, or “Nothing”"), LONG])
    on = DateField("Answered on", [DataRequired("Enter the day they answered")], what="The day")


class LeaveOutForm(StrippedForm):
    why = StoryField("The compelling reason", [DataRequired("Say why they are left out"), UpTo(2_000)])
