"""What the office writes about an advocate: asked for by phone, given to another provider, or decided for a child."""

from wtforms.validators import DataRequired, ValidationError

from models.fields import ListField, PickField, StoryField, StrippedForm, TilesField, UpTo
from models.procedure.advocacy import CONSIDERED, FINDS, SHARES

TICKS = dict(zip(SHARES, ("Their name and how to reach them", "What it is about", "All that they wrote"), strict=True))
LONGEST = 5_000


class AskForm(StrippedForm):
    """They said yes to us, by phone or face to face: only what they agreed to is ticked."""

    shares = TilesField("What they let us tell the provider", choices=list(TICKS.items()))
    wishes = StoryField("What they wish for", [UpTo(LONGEST)])

    def validate_shares(self, field: TilesField) -> None:
        if FINDS not in (field.data or []):
            raise ValidationError("Without how to reach them no advocate can come. Ask them whether that is all right")


class AgainForm(StrippedForm):
    provider = ListField("Which provider?", [DataRequired("Choose a provider")])


class ConsiderForm(StrippedForm):
    decision = PickField(
        "What did you decide?", [DataRequired("Choose what you decided")], choices=list(CONSIDERED.items())
    )
    why = StoryField("Why, and whom you asked", [DataRequired("Write why"), UpTo(LONGEST)])
