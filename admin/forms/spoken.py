"""Writing down that a person asked for the next stage by phone or in person (K-16), or agreed to begin there (K-19)."""

from wtforms.validators import DataRequired

from models.fields import PickField, StoryField, StrippedForm, UpTo

LONGEST = 20_000
HOW = [("phone", "By phone"), ("in_person", "In person"), ("advocate", "Through their advocate")]


class SpokenForm(StrippedForm):
    how = PickField(
        "How did they ask?",
        [DataRequired("Say how they asked")],
        choices=HOW,
    )
    why = StoryField("What are they not happy with, in their words?", [UpTo(LONGEST)])


class LeaveOutForm(SpokenForm):
    """Both sides agree to leave stage 1 out: serious, or plainly nothing that the service can settle (K-19)."""

    how = PickField(
        "How did they agree?",
        [DataRequired("Say how they agreed")],
        choices=[*HOW, ("in_writing", "In writing")],
    )
    why = StoryField(
        "Why can it not be settled at stage 1?", [DataRequired("Write down why both of you think so"), UpTo(LONGEST)]
    )
