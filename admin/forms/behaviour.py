"""Unreasonable behaviour: the warning, the meeting, the measures, and looking at them again."""

from wtforms.validators import DataRequired

from models.fields import DateField, LineField, ListField, StoryField, StrippedForm, TilesField, UpTo
from models.procedure.behaviour import INDICATORS, MEASURES


class WarnForm(StrippedForm):
    indicators = TilesField(
        "What is it that they do?", [DataRequired("Choose what it is that they do")], choices=list(INDICATORS.items())
    )
    why = StoryField("Why it is not acceptable", [DataRequired("Say why it is not acceptable"), UpTo(3_000)])
    ask = StoryField("What we ask them to change", [DataRequired("Say what we ask them to change"), UpTo(3_000)])


class MeetForm(StrippedForm):
    on = DateField("The day of the meeting", [DataRequired("Enter the day of the meeting")], what="The day")
    who = LineField("Who was there, and who of our team chaired it", [DataRequired("Say who was there"), UpTo(300)])
    noted = StoryField("What was said and agreed", [DataRequired("Write down what was said"), UpTo(10_000)])
    helps = StoryField(
        "What would make it easier for them: a disability, a language, a fear, an advocate",
        [DataRequired("Say what was considered, even if there was nothing"), UpTo(3_000)],
    )


class DecideForm(StrippedForm):
    measures = TilesField(
        "Which measures?", [DataRequired("Choose at least one measure")], choices=list(MEASURES.items())
    )
    why = StoryField("Why", [DataRequired("Say why, as they will read it"), UpTo(3_000)])
    how = StoryField(
        "What this means for them", [DataRequired("Say what they can do from now on, and how"), UpTo(3_000)]
    )
    ends = DateField("The last day", [DataRequired("Enter the last day")], what="The last day")
    review = DateField("Looked at again by", [DataRequired("Enter the day it is looked at again")], what="The day")


class AgainForm(StrippedForm):
    what = ListField(
        "What was decided?",
        [DataRequired("Choose what was decided")],
        choices=[("end", "It ends today"), ("go_on", "It goes on")],
    )
    why = StoryField("Why", [DataRequired("Say why, as they will read it"), UpTo(3_000)])
    ends = DateField("If it goes on: the last day", what="The last day")
    review = DateField("If it goes on: looked at again by", what="The day")


class DropForm(StrippedForm):
    why = StoryField("Why no measure follows", [DataRequired("Say why"), UpTo(2_000)])
