"""Writing down that a person asked for the next stage, however they did (E-07), or agreed to begin there (K-19)."""

from wtforms.validators import DataRequired

from models.fields import DateField, PickField, StoryField, StrippedForm, UpTo

LONGEST = 20_000
HOW = [
    ("phone", "By phone"), ("in_person", "In person"), ("advocate", "Through their advocate"), ("letter", "By letter"),
    ("mail", "By e-mail or text"), ("council", "Through somebody else in the council"),
]  # fmt: skip
SPOKEN = frozenset({"phone", "in_person", "advocate"})


class SpokenForm(StrippedForm):
    how = PickField(
        "How did they ask?",
        [DataRequired("Say how they asked")],
        choices=HOW,
    )
    on = DateField(
        "On which day did it reach the council?",
        [DataRequired("Enter the day on which it reached the council")],
        what="The day it reached the council",
    )
    why = StoryField("What are they not happy with, in their words?", [UpTo(LONGEST)])


class LeaveOutForm(SpokenForm):
    """Both sides agree to leave stage 1 out: serious, or plainly nothing that the service can settle (K-19)."""

    how = PickField(
        "How did they agree?",
        [DataRequired("Say how they agreed")],
        choices=[*HOW[:3], ("in_writing", "In writing")],
    )
    on = DateField("On which day did you agree?", [DataRequired("Enter the day on which you agreed")], what="The day")
    why = StoryField(
        "Why can it not be settled at stage 1?", [DataRequired("Write down why both of you think so"), UpTo(LONGEST)]
    )
