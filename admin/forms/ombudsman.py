"""A complaint at the Ombudsman: that they wrote, how it stands, what they decided, and each remedy."""

from collections.abc import Sequence
from typing import Self

from wtforms.validators import DataRequired, NumberRange, Optional

from models.fields import (
    DateField,
    LineField,
    ListField,
    NumberField,
    PickField,
    StoryField,
    StrippedForm,
    TilesField,
    UpTo,
)
from models.procedure.ombudsman import BEGINS, GOES_ON, REMEDIES, STANDS, STATUSES

LONG = UpTo(10_000, "This")


class OpenForm(StrippedForm):
    reference = LineField("The Ombudsman's reference", [DataRequired("Enter their reference"), UpTo(60)])
    case = LineField("Our reference, if there is a case", [UpTo(40)])
    received_on = DateField("They wrote on", [DataRequired("Enter the day they wrote")], what="The day")
    stands = PickField(
        "How it stands", [DataRequired("Say how it stands")], choices=[(name, name) for name in STATUSES]
    )
    answer_by = DateField("They want an answer by", [Optional()], what="The day")
    words = StoryField("What they ask", [LONG])


class MoveForm(StrippedForm):
    status = PickField("How it stands now", [DataRequired("Say how it stands")], choices=[(n, n) for n in STATUSES])
    on = DateField("Since", [DataRequired("Enter the day")], what="The day")
    answer_by = DateField("They want an answer by", [Optional()], what="The day")
    words = StoryField("What they wrote or ask", [LONG])


class OnForm(StrippedForm):
    on = DateField("On", [DataRequired("Enter the day")], what="The day")


class DecideForm(StrippedForm):
    finding = ListField("What they found", [DataRequired("Choose what they found")])
    on = DateField("Decided on", [DataRequired("Enter the day of the decision")], what="The day")
    no_new_fault = TilesField("Compared with our own stages", choices=[("yes", "They found nothing that we had not")])
    words = StoryField("What they recommend, in their words", [LONG])
    why = StoryField("What was wrong with what is written down", [LONG])

    def offer(self, findings: Sequence[tuple[str, str]]) -> Self:
        """Those of the council's list that decide anything."""
        self.finding.choices = [("", "Choose"), *(one for one in findings if one[0] not in GOES_ON)]
        return self


class RemedyForm(StrippedForm):
    kind = PickField("What kind of remedy?", [DataRequired("Choose the kind")], choices=REMEDIES.items())
    state = PickField(
        "Whose is it?", [DataRequired("Say whether they recommend it or we offer it")],
        choices=[(one.value, STANDS[one]) for one in BEGINS],
    )  # fmt: skip
    what = StoryField("What it is", [DataRequired("Say what it is"), LONG])
    pounds = NumberField("Amount in whole pounds, for a payment", [Optional(), NumberRange(0, 1_000_000)])
    due_on = DateField("To be done by", [Optional()], what="The day")
    prove_by = DateField("To be proven to them by", [Optional()], what="The day")


class GoOnForm(StrippedForm):
    to = PickField(
        "What became of it?", [DataRequired("Say what became of it")], choices=[(s.value, w) for s, w in STANDS.items()]
    )
    on = DateField("On", [DataRequired("Enter the day")], what="The day")
    said = StoryField("Why, or how we know", [LONG])


class AgainForm(StrippedForm):
    """A stage that the Ombudsman has done over."""

    stage = PickField("Which stage is done again?", [DataRequired("Choose the stage")])
    on = DateField("It counts from", [DataRequired("Enter the day it was ordered or we agreed")], what="The day")
    why = StoryField("What they want done again, and why", [DataRequired("Write what they want, and why"), LONG])

    def offer(self, stages: Sequence[tuple[str, str]]) -> Self:
        self.stage.choices = [*stages]
        return self
