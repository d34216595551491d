"""A change that somebody wants to wait: asking, deciding, taking it up, letting it go on."""

from wtforms.validators import DataRequired, Optional

from models.cases.freezing import ASKED_BY
from models.fields import DateField, LineField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.freezing import OUTCOMES

LONG = 5_000


class AskForm(StrippedForm):
    what = StoryField("What is it that should wait?", [DataRequired("Say what should wait"), UpTo(LONG)])
    effect = DateField("When is it to happen?", [Optional()], what="The day")
    by = PickField("Who asked?", [DataRequired("Say who asked")], choices=ASKED_BY.items())
    on = DateField("When did they ask?", [DataRequired("Enter the day they asked")], what="The day")


class DecideForm(StrippedForm):
    outcome = PickField("Does it wait?", [DataRequired("Choose whether it waits")], choices=OUTCOMES.items())
    risk = StoryField(
        "What is the risk if it waits, and if it does not?", [DataRequired("Write down the risk"), UpTo(LONG)]
    )
    wishes = StoryField(
        "What does the child want and feel?", [DataRequired("Write down what the child wants"), UpTo(LONG)]
    )
    reason = StoryField("The reason, as they read it", [DataRequired("Give the reason, as they read it"), UpTo(LONG)])
    decider = LineField("Who decided it?", [DataRequired("Say who decided it"), UpTo(200)])


class UpForm(StrippedForm):
    why = LineField("Why does it go up?", [DataRequired("Say why it goes up"), UpTo(500)])


class LiftForm(StrippedForm):
    why = StoryField(
        "Why does it wait no longer? They read this", [DataRequired("Say why, as they read it"), UpTo(LONG)]
    )
