"""The small forms of a case page: who keeps it, who is kept out, what it belongs with."""

import uuid
from collections.abc import Sequence
from typing import Self

from wtforms.validators import DataRequired, Optional

from models.cases.contact_rows import NAMES
from models.cases.linking import WHY
from models.credentials import read_reference
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.taken_away import TAKEN_AWAY
from models.procedure.terms import Way
from models.tables import Staff

LONGEST = 10_000


class OfficerForm(StrippedForm):
    officer = ListField("Officer of record", [DataRequired("Choose an officer")])

    def offer(self, staff: Sequence[Staff]) -> Self:
        self.officer.choices = [("", "Choose"), *((str(person.id), person.name) for person in staff)]
        return self


class WallForm(StrippedForm):
    """Someone of the directory who may not see this case."""

    staff = ListField("Who must not see this case", [DataRequired("Choose a person")])

    def offer(self, staff: Sequence[Staff]) -> Self:
        self.staff.choices = [("", "Choose"), *((str(person.id), _of_the_directory(person)) for person in staff)]
        return self


def _of_the_directory(person: Staff) -> str:
    named = f"{person.name}, {person.job}" if person.job else person.name
    return named if person.active else f"{named} (has left)"


class StepAsideForm(StrippedForm):
    """Who becomes officer of record instead; nobody is named where that is not theirs to say."""

    to = ListField("Hand it to", default="")

    def offer(self, staff: Sequence[Staff], me: uuid.UUID | None) -> Self:
        self.to.choices = [("", "Nobody yet"), *((str(one.id), one.name) for one in staff if one.id != me)]
        return self


class LinkForm(StrippedForm):
    other = LineField("Reference of the other case", [DataRequired("Enter a reference"), UpTo(20, "The reference")])
    why = PickField(
        "Why they belong together", [DataRequired("Choose why they belong together")], choices=list(WHY.items())
    )

    @property
    def wanted(self) -> str:
        typed = self.other.data or ""
        return read_reference(typed) or typed.upper()


class MessageForm(StrippedForm):
    to = ListField("To", default="")
    body = StoryField("Message", [DataRequired("Write a message"), UpTo(LONGEST, "The message")])

    def takes(self, *, refused: Sequence[str]) -> bool:
        """A recording that could not be taken sends nothing, and the words stay on the page."""
        good = bool(self.validate())
        self.body.errors = [*self.body.errors, *refused]
        return good and not refused


class NoteForm(StrippedForm):
    kind = ListField("Kind", [DataRequired("Choose a kind")])
    body = StoryField("Note", [DataRequired("Write a note"), UpTo(LONGEST, "The note")])


class TogetherForm(StrippedForm):
    """Several services in one complaint (E-56)."""

    leads = LineField("Who leads", [Optional(), UpTo(200, "This")])
    coordinates = LineField("Who brings one answer together", [Optional(), UpTo(200, "This")])


class PointForm(StrippedForm):
    text = StoryField("Point", [DataRequired("Write the point"), UpTo(LONGEST, "The point")])
    procedure = ListField("Handled as", [Optional()])


class TakeAwayForm(StrippedForm):
    """Why a point is none (X-13). The person reads it."""

    why = PickField(
        "Why is it no point?",
        [DataRequired("Choose why it is no point")],
        choices=[(code, reason.label) for code, reason in TAKEN_AWAY.items()],
    )


class CountForm(StrippedForm):
    """What a point counts as, in the council's words."""

    nature = ListField("What it is about")
    service = ListField("Which service")

    def offer(self, nature: Sequence[tuple[str, str]], service: Sequence[tuple[str, str]]) -> Self:
        self.nature.choices = [("", "As we work it out"), *nature]
        self.service.choices = [("", "As we work it out"), *service]
        return self


class DayForm(StrippedForm):
    on = DateField("The day", [DataRequired("Enter the day")], what="The day")


class UnsafeForm(StrippedForm):
    """Using a way that the person did not say is safe. Nobody does it without writing down why."""

    way = PickField(
        "Which way?", [DataRequired("Choose which way")],
        choices=[(way.value, NAMES[way]) for way in (Way.CALL, Way.TEXT, Way.EMAIL, Way.POST, Way.TRUSTED)],
    )  # fmt: skip
    why = LineField("Why it cannot wait for a safe way", [DataRequired("Write why it cannot wait"), UpTo(500)])
