"""How people reach the council, as it stands on public pages and in letters."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import DataRequired, Email, Optional, ValidationError

from models.cases.council_contacts import LABELS, labels
from models.cases.policies import HOURS_IN
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

    hours_in: Mapping[str, str] = {}  # the names of the boxes for other languages, and the code of each

    def validate_advocacy_phone(self, field: LineField) -> None:
        if bool(field.data) != bool(self.advocacy_name.data):
            raise ValidationError("Enter both their name and their phone number, or neither")

    def given(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in (*LABELS, *self.hours_in)}

    def in_other_languages(self) -> list[tuple[Field, str]]:
        return [(self[name], code) for name, code in self.hours_in.items()]


def contacts_form(typed: Any, codes: Iterable[str], data: Mapping[str, str] | None = None) -> ContactsForm:
    """With a box for the hours in each language that is switched on beside English."""
    boxes = {HOURS_IN + code: code for code in sorted(codes)}
    called = labels()
    fields: dict[str, Any] = {name: LineField(called[name], [UpTo(100)]) for name in boxes}
    made: ContactsForm = type("ContactsForm", (ContactsForm,), {**fields, "hours_in": boxes})(typed, data=data)
    return made
