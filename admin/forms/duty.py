"""What the duty team writes about an alert."""

from wtforms.validators import DataRequired

from models.cases.their_alerts import TOLD
from models.fields import PickField, StoryField, StrippedForm, UpTo

LONGEST = 20_000


class OutcomeForm(StrippedForm):
    outcome = StoryField("What did you do?", [DataRequired("Write what you did"), UpTo(LONGEST)])
    told = PickField(
        "Did you tell them?",
        [DataRequired("Choose whether you told them")],
        choices=list(TOLD.items()),
        description="They read on their page before they press that you tell them what you did, if it is safe to.",
    )
