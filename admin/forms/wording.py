"""The council's own words in one kind of letter."""

from wtforms import Field, Form
from wtforms.validators import DataRequired, ValidationError

from models.fields import DateField, StoryField, StrippedForm, UpTo
from models.post.wording import PLACES, unknown

MOST = 3_000


def _known(form: Form, field: Field) -> None:
    if wrong := unknown(field.data or ""):
        raise ValidationError(f"{', '.join(wrong)} cannot be filled in. What can: {', '.join(PLACES)}")


class WordingForm(StrippedForm):
    opening = StoryField("First lines", [UpTo(MOST), _known])
    ours = StoryField("Our own paragraphs, before the name", [UpTo(MOST), _known])
    since = DateField("From when", [DataRequired("Enter the day it begins")], what="The day")
