"""Putting it right early: that they agree to it, and what came of it."""

from wtforms.validators import DataRequired

from models.cases.early_resolution import HOW, OUTCOMES
from models.fields import PickField, StoryField, StrippedForm, TilesField, UpTo

LONG = 5_000


class BeginForm(StrippedForm):
    how = PickField("How did they agree?", [DataRequired("Say how they agreed")], choices=HOW.items())
    told = TilesField(
        "What they know",
        [DataRequired("Tell them first: the choice is theirs, and they have to know it")],
        choices=[("told", "That the complaint goes on beside it, that its days run, and that they can stop this")],
    )
    said = StoryField("What is tried, and by whom", [DataRequired("Write down what is tried"), UpTo(LONG)])


class EndForm(StrippedForm):
    outcome = PickField("What came of it?", [DataRequired("Say what came of it")], choices=OUTCOMES.items())
    said = StoryField("What was agreed or said", [DataRequired("Write down what was said"), UpTo(LONG)])
