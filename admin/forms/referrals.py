"""What an advocacy provider writes about a referral: who comes, when they were in touch, or why they cannot."""

from typing import Any

from wtforms.validators import DataRequired, Optional

from models.fields import DateField, LineField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.advocacy import CANNOT, CHAT

LINE = 300


class AcceptForm(StrippedForm):
    name = LineField("Name of the advocate", [UpTo(100)])
    line = StoryField("A few words for the young person", [Optional(), UpTo(LINE)])

    def fits(self, kind: str) -> bool:
        """A chat may be anybody's; an advocate has a name."""
        good = bool(self.validate())
        if kind != CHAT and not self.name.data:
            self.name.errors = [*self.name.errors, "Enter the name that the young person will hear"]
            return False
        return good


class ContactForm(StrippedForm):
    on = DateField("The day you were first in touch", [DataRequired("Enter the day")], what="The day")


class CannotForm(StrippedForm):
    why = PickField("Why can you not?", [DataRequired("Say why you cannot")], choices=list(CANNOT.items()))


def forms(today: Any, **given: Any) -> dict[str, Any]:
    """The three of a page; `given` takes the place of the one that was just sent."""
    return {"accept": AcceptForm(), "contact": ContactForm(data={"on": today}), "cannot": CannotForm()} | given
