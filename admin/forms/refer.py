"""What duty has to know, from whoever reads or hears on a case that somebody may not be safe."""

from wtforms import HiddenField
from wtforms.validators import DataRequired

from models.fields import LineField, StoryField, StrippedForm, UpTo


class ReferForm(StrippedForm):
    said = StoryField("What was said or seen", [DataRequired("Write what the duty team needs to know"), UpTo(5_000)])
    worker = LineField("Who it is about, if they work here (optional)", [UpTo(200)])


class WorriedForm(StrippedForm):
    """From whoever has an account with us and is worried about a child, in the council's own words for the team."""

    about = HiddenField()
    instance = HiddenField()
    said = StoryField("What are you worried about?", [DataRequired("Write a few words for the duty team"), UpTo(5_000)])
    reach = LineField("How can the duty team reach you now? (optional)", [UpTo(200)])
    worker = LineField("Who it is about, if they work with the child (optional)", [UpTo(200)])
