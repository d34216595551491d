"""Writing down that a person asked for the next stage by phone or in person (K-16)."""

from wtforms.validators import DataRequired

from models.fields import PickField, StoryField, StrippedForm, UpTo

LONGEST = 20_000


class SpokenForm(StrippedForm):
    how = PickField(
        "How did they ask?",
        [DataRequired("Say how they asked")],
        choices=[("phone", "By phone"), ("in_person", "In person"), ("advocate", "Through their advocate")],
    )
    why = StoryField("What are they not happy with, in their words?", [UpTo(LONGEST)])
