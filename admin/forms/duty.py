"""What the duty team writes about an alert."""

from wtforms.validators import DataRequired

from models.fields import StoryField, StrippedForm, UpTo

LONGEST = 20_000


class OutcomeForm(StrippedForm):
    outcome = StoryField("What did you do?", [DataRequired("Write what you did"), UpTo(LONGEST)])
