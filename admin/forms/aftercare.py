"""What a manager writes down when something got worse for a person because they told us."""

from wtforms.validators import DataRequired

from models.fields import StoryField, StrippedForm, UpTo

LONGEST = 5_000


class WorseForm(StrippedForm):
    did = StoryField("What did you do?", [DataRequired("Write what you did"), UpTo(LONGEST)])
