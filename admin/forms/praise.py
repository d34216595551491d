"""Passing thanks or an idea on, and answering an idea."""

from collections.abc import Iterable

from wtforms.validators import DataRequired

from models.cases.passing_on import ANSWERS, HOW
from models.fields import ListField, PickField, StoryField, StrippedForm, UpTo


class PassForm(StrippedForm):
    """Two to choose is enough for a page; it can be passed on again to more."""

    first = ListField("Whom is it about? Their manager gets it too", [DataRequired("Choose whom it is about")])
    second = ListField("And somebody else")
    text = StoryField("What they will read", [DataRequired("Write what they will read"), UpTo(5_000)])
    how = PickField("How do they get it?", [DataRequired("Say how they get it")], choices=HOW.items())

    def offer(self, people: Iterable[tuple[str, str]]) -> "PassForm":
        listed = [("", "Choose"), *people]
        self.first.choices, self.second.choices = listed, [("", "Nobody else"), *listed[1:]]
        return self


class IdeaForm(StrippedForm):
    decision = PickField(
        "What do we do with the idea?", [DataRequired("Say whether we will do it")], choices=ANSWERS.items()
    )
    because = StoryField("Because", [DataRequired("Say why, so that they can follow it"), UpTo(2_000)])
