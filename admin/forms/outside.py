"""A letter to somebody from outside: what is added to its own words."""

from models.fields import StoryField, StrippedForm, UpTo


class OutsideForm(StrippedForm):
    words = StoryField("Anything else", [UpTo(5_000)])
