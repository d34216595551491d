"""Writing down that a person asked us to wait: in which way they said it, and for what."""

from collections.abc import Iterable

from wtforms.validators import DataRequired

from models.cases.pausing import HOW
from models.fields import DateField, LineField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.pausing import SAID, TRIED, Why


class TriedForm(StrippedForm):
    """One try to reach them."""

    tried = PickField("How did you try to reach them?", [DataRequired("Say how you tried")], choices=TRIED.items())
    on = DateField("Which day?", [DataRequired("Enter the day")], what="The day")
    said = StoryField("What happened", [DataRequired("Say what happened"), UpTo(500)])


class SilentForm(StrippedForm):
    because = StoryField("Why it cannot go on without them", [DataRequired("Say why it cannot go on"), UpTo(1000)])


class WaitForm(StrippedForm):
    how = PickField("How did they ask?", [DataRequired("Say how they asked")], choices=HOW.items())
    why = PickField("What do they wait for?", [DataRequired("Say what they wait for")])
    text = LineField("Anything to know", [UpTo(200)])

    def offer(self, offered: Iterable[Why]) -> "WaitForm":
        self.why.choices = [(why.value, SAID[why].capitalize()) for why in offered]
        return self
