"""Writing down that a person asked us to wait: in which way they said it, and for what."""

from collections.abc import Iterable

from wtforms.validators import DataRequired

from models.cases.pausing import HOW, SAID
from models.fields import LineField, PickField, StrippedForm, UpTo
from models.procedure.pausing import Why


class WaitForm(StrippedForm):
    how = PickField("How did they ask?", [DataRequired("Say how they asked")], choices=HOW.items())
    why = PickField("What do they wait for?", [DataRequired("Say what they wait for")])
    text = LineField("Anything to know", [UpTo(200)])

    def offer(self, offered: Iterable[Why]) -> "WaitForm":
        self.why.choices = [(why.value, SAID[why].capitalize()) for why in offered]
        return self
