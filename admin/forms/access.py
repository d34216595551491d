"""Requests to see what is kept: writing one down, its checks, the child, its cases, and how it leaves."""

import re
from typing import Any

from wtforms import ValidationError
from wtforms.validators import DataRequired, Optional

from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.access import (
    AUTHORITY,
    BY,
    CAME,
    COMPETENT,
    HARM,
    IDENTITY,
    MORE_TIME,
    REASONS,
    RELEASE,
    WISHES,
    By,
    Child,
)

NO_REASON = ("", "Choose")


def in_words(form: Any, field: Any) -> None:
    """A reason that somebody else can follow: one word alone is none."""
    if field.data and len(re.findall(r"\w+", field.data)) < 2:
        raise ValidationError("Say it in a sentence, so that somebody else can follow it")


class LogForm(StrippedForm):
    by = PickField("Who asks?", [DataRequired("Choose who asks")], choices=list(BY.items()))
    who = LineField("Their name", [DataRequired("Enter the name of who asks"), UpTo(200)])
    about = LineField("If for somebody else: the name of that person", [UpTo(200)])
    known_as = LineField("Other names, e-mails and numbers to look for", [Optional(), UpTo(500)])
    came = ListField("How it came", [DataRequired("Choose how it came")], choices=[NO_REASON, *CAME.items()])
    on = DateField("The day it reached anybody in the council", [DataRequired("Enter the day it came")], what="The day")
    said = StoryField("What they ask for, in their words", [DataRequired("Write down what they ask for"), UpTo(5_000)])
    address = LineField("Where post would reach them", [Optional(), UpTo(300)])
    proof = PickField(
        "Do you have to ask for proof?", [DataRequired("Choose whether you have to ask for proof")],
        choices=[("no", "No: what we need is here"), ("yes", "Yes: I ask for it today")],
    )  # fmt: skip

    def validate_about(self, field: Any) -> None:
        if self.by.data in (By.PARENT, By.REPRESENTATIVE) and not field.data:
            raise ValidationError("Enter the name of the person it is about")

    def words(self) -> dict[str, Any]:
        return {name: self[name].data or "" for name in ("who", "about", "known_as", "said", "address")}


class CheckForm(StrippedForm):
    how = ListField("How", [DataRequired("Choose how it was checked")], choices=[NO_REASON, *IDENTITY.items()])
    on = DateField("On which day", [DataRequired("Enter the day it was checked")], what="The day")
    seen = LineField("What you saw", [DataRequired("Say what you saw"), UpTo(300)])


class AuthorityForm(CheckForm):
    how = ListField("How", [DataRequired("Choose how it was checked")], choices=[NO_REASON, *AUTHORITY.items()])


class DayForm(StrippedForm):
    on = DateField("On which day", [DataRequired("Enter the day")], what="The day")


class MoreForm(StrippedForm):
    why = ListField("Why", [DataRequired("Choose why")], choices=[NO_REASON, *MORE_TIME.items()])
    told = DateField("The day they were told, and why", [DataRequired("Enter the day they were told")], what="The day")
    words = StoryField("What they were told", [DataRequired("Write down what they were told"), UpTo(2_000)])


class ChildForm(StrippedForm):
    competent = PickField("Does the child understand what it means?", [DataRequired("Choose whether they understand")],
                          choices=list(COMPETENT.items()))  # fmt: skip
    wishes = PickField(
        "What does the child wish?", [DataRequired("Choose what the child wishes")], choices=list(WISHES.items())
    )
    harm = PickField("Would it harm anybody?", [DataRequired("Choose whether it would harm anybody")],
                     choices=list(HARM.items()))  # fmt: skip
    words = StoryField("Who asked, when, and what was said", [DataRequired("Say who asked and when"), UpTo(5_000)])

    def child(self) -> Child:
        return Child(self.competent.data or "", self.wishes.data or "", self.harm.data or "")


class AddForm(StrippedForm):
    reference = LineField("The case’s reference", [DataRequired("Enter a reference"), UpTo(30)])


class SureForm(StrippedForm):
    why = StoryField(
        "Why is this case theirs all the same?", [DataRequired("Say why it is theirs"), in_words, UpTo(1_000)]
    )


class ShareForm(StrippedForm):
    decision = PickField("Does it go to them?", [DataRequired("Choose whether it goes to them")],
                         choices=[("keep", "No: it stays closed"), ("give", "Yes: it goes to them")])  # fmt: skip
    why = StoryField("Your reasons, for the second person", [DataRequired("Give your reasons"), in_words, UpTo(2_000)])


class WhyForm(StrippedForm):
    why = ListField("Why other people are taken out", [DataRequired("Choose why")], choices=[*REASONS.items()])


class EverywhereForm(StrippedForm):
    words = LineField("These words, in every paper", [DataRequired("Enter the words"), UpTo(200)])
    why = ListField("Why they are taken out", [Optional()], choices=[NO_REASON, *REASONS.items()])


class LeaveForm(StrippedForm):
    way = PickField("How does it leave?", [DataRequired("Choose how it leaves")], choices=list(RELEASE.items()))
    no_post = ""  # why post is not offered

    def offer(self, no_post: str | None) -> None:
        """Post is not offered where it may not be used, and the page says why (PRV-10)."""
        if no_post:
            self.no_post, self.way.choices = no_post, [one for one in RELEASE.items() if one[0] != "post"]
