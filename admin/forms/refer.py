"""What duty has to know, from whoever reads or hears on a case that somebody may not be safe."""

from wtforms.validators import DataRequired

from models.fields import LineField, StoryField, StrippedForm, UpTo


class ReferForm(StrippedForm):
    said = StoryField("What was said or seen", [DataRequired("Write what the duty team needs to know"), UpTo(5_000)])
    worker = LineField("Who it is about, if they work here (optional)", [UpTo(200)])
