"""How people reach the council, as it stands on public pages and in letters."""

import re
from typing import Any

from wtforms.validators import DataRequired, Email, Optional, ValidationError

from models.cases.council_contacts import LABELS
from models.fields import LineField, StrippedForm, UpTo

_PHONE = re.compile(r"\+?[\d ()-]{5,}")


def _phone(form: Any, field: LineField) -> None:
    if field.data and not _PHONE.fullmatch(field.data):
        raise ValidationError("Enter a phone number, like 01632 960100")


class ContactsForm(StrippedForm):
    phone = LineField(LABELS["phone"], [UpTo(40), _phone])
    text = LineField(LABELS["text"], [UpTo(40), _phone])
    reply_to = LineField(LABELS["reply_to"], [Optional(), Email("Enter a whole email address, with an @")])
    freepost = LineField(LABELS["freepost"], [UpTo(200)])
    hours = LineField(LABELS["hours"], [DataRequired("Enter when messages are read"), UpTo(100)])
    advocacy_name = LineField(LABELS["advocacy_name"], [UpTo(100)])
    advocacy_phone = LineField(LABELS["advocacy_phone"], [UpTo(40), _phone])
    ombudsman_name = LineField(LABELS["ombudsman_name"], [DataRequired("Enter the name of the Ombudsman"), UpTo(100)])
    ombudsman_phone = LineField(
        LABELS["ombudsman_phone"], [DataRequired("Enter the phone number of the Ombudsman"), UpTo(40), _phone]
    )
    ombudsman_web = LineField(LABELS["ombudsman_web"], [DataRequired("Enter the page of the Ombudsman"), UpTo(100)])
    ombudsman_post = LineField(
        LABELS["ombudsman_post"], [DataRequired("Enter the address of the Ombudsman"), UpTo(200)]
    )

    def validate_advocacy_phone(self, field: LineField) -> None:
        if bool(field.data) != bool(self.advocacy_name.data):
            raise ValidationError("Enter both their name and their phone number, or neither")

    def given(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in LABELS}
