"""Choosing a report, writing round it, quoting in it, publishing it."""

from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import DataRequired, NumberRange

from models.fields import DateField, LineField, NumberField, StoryField, StrippedForm, UpTo
from models.procedure.periods import Period
from models.procedure.working_days import ONE_DAY
from models.reports.publishing import LEAST, MOST

OTHER = "other"
WORDS = 20_000


def periods(today: date) -> list[tuple[str, str]]:
    """What is usually asked for: this and the last financial years, then quarters, then months; the newest first."""
    year = today.year if today.month > 3 else today.year - 1
    years = [Period(date(year - past, 4, 1), date(year - past + 1, 3, 31)) for past in range(11)]
    quarters = _back(today, 3, 8)
    months = _back(today, 1, 12)
    named = [(one, f"Year {one.label}") for one in years]
    named += [(one, f"Quarter {one.label}") for one in quarters] + [(one, f"Month {one.label}") for one in months]
    return [(f"{one.first}_{one.last}", words) for one, words in named]


def _back(today: date, months: int, number: int) -> list[Period]:
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    found = []
    for _ in range(number):
        after = first.replace(year=first.year + (first.month + months > 12), month=(first.month + months - 1) % 12 + 1)
        found.append(Period(first, after - ONE_DAY))
        before = first - ONE_DAY
        first = before.replace(day=1, month=(before.month - 1) // months * months + 1)
    return found


class ChooseForm(StrippedForm):
    layout = SelectField("Layout")
    authority = SelectField("Council")
    part = SelectField("Part of the council")
    young = BooleanField("Only what came from children and young people")
    period = SelectField("Days")
    first = DateField("From", what="the first day")
    last = DateField("To", what="the last day")

    def offer(self, layouts: Any, authorities: Any, parts: Any, today: date, *, broad: bool) -> "ChooseForm":
        """`broad`: only whole quarters of the whole council."""
        self.layout.choices, self.authority.choices = layouts, authorities
        self.part.choices = [("", "The whole council"), *(() if broad else parts)]
        offered = [(value, words) for value, words in periods(today) if not (broad and words.startswith("Month"))]
        self.period.choices = [*offered, *(() if broad else [(OTHER, "Other days, written below")])]
        return self

    def days(self) -> tuple[str, str] | None:
        """The first and last day, or None with an error beside the boxes."""
        if self.period.data != OTHER:
            first, _, last = str(self.period.data).partition("_")
            return first, last
        for field in (self.first, self.last):
            if not field.data and not field.errors:
                field.errors = [f"Enter {field.what}"]
        if not (self.first.data and self.last.data):
            return None
        if self.first.data > self.last.data:
            self.last.errors = ["The last day must not be before the first"]
            return None
        return self.first.data.isoformat(), self.last.data.isoformat()


class WordsForm(StrippedForm):
    text = StoryField("Words", [UpTo(WORDS)])
    section = HiddenField()
    seen = NumberField(default=0)


class QuoteForm(StrippedForm):
    quote = StoryField(
        "What they said, with nothing that tells who they are", [DataRequired("Enter the quote"), UpTo(600)]
    )
    said_by = LineField(
        "Who said it, in general words", [DataRequired("Enter who said it, like “A young person”"), UpTo(80)]
    )


class PublishForm(StrippedForm):
    reason = StoryField("Why it is published although something does not add up", [UpTo(1000)])


class FewestForm(StrippedForm):
    fewest = NumberField(
        "The smallest number the public is shown",
        [NumberRange(LEAST, MOST, f"Enter a whole number from {LEAST} to {MOST}")],
    )
