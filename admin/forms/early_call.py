"""What came of the call that a person asked for."""

from wtforms.validators import DataRequired

from models.cases.early_call import OUTCOMES
from models.fields import PickField, StoryField, StrippedForm, UpTo


class CallForm(StrippedForm):
    outcome = PickField("What came of it?", [DataRequired("Say what came of it")], choices=OUTCOMES.items())
    said = StoryField("What was said", [UpTo(5_000)])
