"""The council's own words in one kind of letter."""

from wtforms.validators import DataRequired

from models.fields import DateField, StoryField, StrippedForm, UpTo

MOST = 3_000


class WordingForm(StrippedForm):
    opening = StoryField("First lines", [UpTo(MOST)])
    ours = StoryField("Our own paragraphs, before the name", [UpTo(MOST)])
    since = DateField("From when", [DataRequired("Enter the day it begins")], what="The day")
