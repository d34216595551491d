"""Closing, stopping, starting again, and putting right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Self

from wtforms.validators import DataRequired, ValidationError

from models.cases.answer_gaps import FINDINGS
from models.cases.closing import MAY_HIDE, REASONS, SENSITIVE
from models.cases.correcting import LABELS, Fact
from models.cases.withdrawing import HOW
from models.fields import DateField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.terms import Finding, Role

OF_THE_CASE = (Fact.RECEIVED_ON, Fact.ASKED_ON)  # of no letter and no point
LISTS = ("nature", "service", "remedy")  # of the council


class CloseForm(StrippedForm):
    reason = PickField("Why does it close?", [DataRequired("Choose why it closes")], choices=list(REASONS.items()))
    still = StoryField("What goes on, as they will read it", [DataRequired("Say what goes on"), UpTo(2_000)])

    def offer(self, roles: frozenset[Role], *, letter: bool) -> Self:
        """Who may not hide a case is not offered it. Without a `letter` nobody would read what goes on."""
        if not letter:
            del self.still
        hides = bool(roles & MAY_HIDE)
        self.reason.choices = [(code, words) for code, words in REASONS.items() if hides or code != SENSITIVE]
        return self


class LeaveForm(StrippedForm):
    """Somebody told us that they stop."""

    EARLIEST = "the day they complained here"
    how = PickField(
        "How did they tell you?",
        [DataRequired("Choose how they told you")],
        choices=[(code, words.capitalize()) for code, words in HOW.items() if code != "page"],
    )
    on = DateField("When?", [DataRequired("Enter the day they told you")], what="The day")
    said = StoryField("What did they say?", [DataRequired("Write down what they said"), UpTo(10_000)])

    def between(self, first: date, today: date) -> Self:
        self.first, self.today = first, today
        return self

    def validate_on(self, field: DateField) -> None:
        if field.data and not self.first <= field.data <= self.today:
            raise ValidationError(f"The day must be between {self.EARLIEST} and today")


class WithdrawForm(LeaveForm):
    EARLIEST = "the day it was received"
    still = StoryField("What we still do, as they will read it", [UpTo(2_000)])


class ReinstateForm(StrippedForm):
    said = StoryField("What did they say?", [DataRequired("Write down what they said"), UpTo(10_000)])


class CorrectForm(StrippedForm):
    """One fact at a time. `about` is a letter or a point; which fields count depends on the fact."""

    fact = PickField(
        "What is wrong?", [DataRequired("Choose what is wrong")], choices=[(f.value, LABELS[f]) for f in Fact]
    )
    letter = ListField("Which letter?")
    point = ListField("Which point?")
    day = DateField("The right day", what="The right day")
    nature = ListField("What the point is about")
    service = ListField("Which service")
    remedy = ListField("What came of it")
    finding = ListField("The right finding", choices=[("", "Choose"), *((f.value, FINDINGS[f]) for f in Finding)])
    why = StoryField("Why is it put right?", [DataRequired("Say why it is put right"), UpTo(2_000)])
    tell = StoryField("What do we tell them?", [UpTo(2_000)])

    def offer(
        self, letters: Sequence[tuple[str, str]], points: Sequence[tuple[str, str]], today: date,
        lists: Mapping[str, Sequence[tuple[str, str]]],
    ) -> Self:  # fmt: skip
        for name, field in (("nature", self.nature), ("service", self.service), ("remedy", self.remedy)):
            field.choices = [("", "Choose"), *lists[name]]
        self.letter.choices = [("", "Choose"), *letters]
        self.point.choices = [("", "Choose"), *points]
        self.today = today
        return self

    def validate(self, extra_validators: object = None) -> bool:
        fine = super().validate()
        for name, words in self._needed():
            if not self[name].data:
                self[name].errors = [*self[name].errors, words]
                fine = False
        return fine

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("The right day must be today or earlier")

    @property
    def right(self) -> str | date:
        """The new value of the fact that was chosen."""
        value: str | date = self[_VALUE[Fact(self.fact.data)]].data
        return value

    @property
    def about(self) -> str:
        chosen = Fact(self.fact.data)
        which: str = self.letter.data if chosen is Fact.SENT_ON else self.point.data
        return "" if chosen in OF_THE_CASE else which

    def _needed(self) -> list[tuple[str, str]]:
        if self.fact.data not in set(Fact):
            return []
        fact = Fact(self.fact.data)
        value = _VALUE[fact]
        needed = [(value, "Enter the right day" if value == "day" else "Choose what is right")]
        if fact is Fact.SENT_ON:
            needed.append(("letter", "Choose the letter"))
        elif fact not in OF_THE_CASE:
            needed.append(("point", "Choose the point"))
        return needed


_VALUE = {
    Fact.RECEIVED_ON: "day",
    Fact.SENT_ON: "day",
    Fact.ASKED_ON: "day",
    Fact.NATURE: "nature",
    Fact.SERVICE: "service",
    Fact.FINDING: "finding",
    Fact.REMEDY: "remedy",
}
