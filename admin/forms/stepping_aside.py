"""Saying that one is too close to a case to have any part in it."""

from wtforms.validators import DataRequired

from models.fields import StoryField, StrippedForm, UpTo


class TooCloseForm(StrippedForm):
    why = StoryField("Why", [DataRequired("Write why, in a few words"), UpTo(1_000)])
