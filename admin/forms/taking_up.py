"""An open case that came in with a register: the day it was finished elsewhere, if it was."""

from wtforms.validators import DataRequired

from models.fields import DateField, StrippedForm


class FinishedForm(StrippedForm):
    on = DateField("When was it finished?", [DataRequired("Enter the day it was finished")], what="The day")
