"""Writing down that a person was told something by phone or at a meeting."""

from wtforms.validators import DataRequired

from admin.forms.happened import HappenedForm
from models.fields import DateField, PickField, StoryField, UpTo


class ToldForm(HappenedForm):
    how = PickField(
        "How were they told?",
        [DataRequired("Choose how they were told")],
        choices=[("phone", "By phone"), ("meeting", "At a meeting")],
    )
    on = DateField("When?", [DataRequired("Enter the day they were told")], what="The day")
    said = StoryField("What was said", [DataRequired("Write down what was said"), UpTo(10_000)])
