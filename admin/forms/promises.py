"""A promise that was kept: when, and how we know."""

from wtforms.validators import DataRequired

from models.fields import DateField, StoryField, StrippedForm, UpTo


class DoneForm(StrippedForm):
    on = DateField("When was it done?", [DataRequired("Enter the day it was done")], what="The day")
    note = StoryField("How do you know?", [DataRequired("Say how you know that it was done"), UpTo(2_000)])


class TellForm(StrippedForm):
    text = StoryField("What changed because of them?", [DataRequired("Say what changed"), UpTo(1_000)])
