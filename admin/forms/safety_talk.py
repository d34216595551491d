"""What came of talking to somebody who was not sure that they are safe."""

from wtforms.validators import DataRequired, ValidationError

from models.cases.safety_talk import NOT_SAFE, OUTCOMES
from models.fields import PickField, StoryField, StrippedForm, UpTo


class TalkForm(StrippedForm):
    outcome = PickField("What came of it?", [DataRequired("Say what came of it")], choices=OUTCOMES.items())
    said = StoryField("What was said", [UpTo(5_000)])

    def validate_said(self, field: StoryField) -> None:
        """Duty is told something, or nothing is sent to them."""
        if self.outcome.data == NOT_SAFE and not field.data:
            raise ValidationError("Write what the duty team needs to know")
