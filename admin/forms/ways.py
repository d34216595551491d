"""One step of a route beside the stages: what is written down, and the day it happened."""

from wtforms.validators import DataRequired, Optional

from models.fields import DateField, StoryField, StrippedForm, UpTo


class StepForm(StrippedForm):
    note = StoryField("", [DataRequired("Write it down"), UpTo(10_000)])
    on = DateField("The day", [DataRequired("Enter the day it happened")], what="The day")
    by = DateField("The day by which the answer comes", [Optional()], what="The day by which the answer comes")
