"""Somebody else complains as well (S-39)."""

from wtforms import BooleanField
from wtforms.validators import DataRequired, Email, Optional, ValidationError

from admin.forms.register import STANDINGS, WAYS
from models.cases.together import AGREED, Joining
from models.cases.told import ContactCard
from models.fields import LineField, ListField, PickField, StoryField, StrippedForm, TilesField, UpTo
from models.procedure.terms import Way

VALUES = {Way.EMAIL: "email", Way.TEXT: "text", Way.CALL: "phone", Way.POST: "address"}
SEEN = [("no", "No"), ("yes", "Yes"), ("not_sure", "Not sure")]


class JoinForm(StrippedForm):
    name = LineField("Their name", [DataRequired("Enter their name"), UpTo(200, "The name")])
    relation = ListField("What are they to the child?", choices=STANDINGS)
    young = BooleanField("This is a child or young person: their page speaks to them as one")
    agreed = PickField(
        "How do you know that all of them complain together, and may read the same answer?",
        [DataRequired("Say how each of them said that they complain together")],
        choices=list(AGREED.items()),
    )
    wants = StoryField("What they want to happen, in their words", [Optional(), UpTo(10_000, "This")])
    ways = TilesField("Which ways are safe for them?", choices=WAYS)
    email = LineField("E-mail", [Optional(), Email("Enter a whole email address, with an @"), UpTo(254, "The e-mail")])
    text = LineField("Number for texts", [Optional(), UpTo(40, "The number")])
    phone = LineField("Number for calls", [Optional(), UpTo(40, "The number")])
    address = StoryField("Postal address", [Optional(), UpTo(500, "The address")])
    post_opened = PickField("Does somebody else open their post?", choices=SEEN, default="no")

    def validate_ways(self, field: TilesField) -> None:
        missing = [way for way in field.data or () if not getattr(self, VALUES[Way(way)]).data]
        if missing:
            raise ValidationError(f"Enter the {', '.join(dict(WAYS)[Way(way)].lower() for way in missing)} for it")

    def told(self) -> Joining:
        """As the verb wants it."""
        card = ContactCard(
            ways=tuple(Way(way) for way in self.ways.data or ()), email=self.email.data or "",
            text_number=self.text.data or "", call_number=self.phone.data or "", address=self.address.data or "",
            post_opened=self.post_opened.data or "",
        )  # fmt: skip
        return Joining(
            name=self.name.data or "", relation=self.relation.data or "", young=bool(self.young.data),
            agreed=self.agreed.data or "", wants=self.wants.data or "", card=card,
        )  # fmt: skip
