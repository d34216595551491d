"""What becomes of a mail that came."""

from wtforms import HiddenField
from wtforms.validators import DataRequired

from models.cases.mail_desk import NOT_COMPLAINT
from models.fields import LineField, PickField, StrippedForm, UpTo

WHERE = [
    ("messages", "With the messages: it is from the person, and they read on their page that it came"),
    ("file", "On the file only: it is from somebody else, or not for their page"),
]


class PutForm(StrippedForm):
    where = PickField("Where does it belong?", [DataRequired("Choose where it belongs")], choices=WHERE)


class AttachForm(StrippedForm):
    """The case is named by whoever has read the mail; nothing in the mail chooses it."""

    reference = LineField("Reference of the case", [DataRequired("Enter the reference"), UpTo(40, "The reference")])
    where = PickField("Where does it belong?", [DataRequired("Choose where it belongs")], choices=WHERE)
    sure = HiddenField()  # the case whose person they were shown: another reference asks anew


class NoComplaintForm(StrippedForm):
    what = PickField("What is it?", [DataRequired("Choose what it is")], choices=list(NOT_COMPLAINT.items()))
