"""Asking for a part of the audit: every answer may be left out."""

import uuid

from wtforms.validators import Optional

from models.cases.audit_reading import Wanted
from models.cases.audit_words import ACTIONS, CHAINS
from models.credentials import read_reference
from models.fields import DateField, LineField, ListField, StrippedForm, UpTo


class AuditForm(StrippedForm):
    """Sent by GET, so that what was asked for is an address that can be kept."""

    chain = ListField("Where", [Optional()], choices=[("", "Everywhere"), *CHAINS.items()])
    action = ListField("What was done", [Optional()])
    staff = ListField("Who", [Optional()])
    case = LineField("Case reference", [Optional(), UpTo(40, "The reference")])
    since = DateField("From", [Optional()], what="The first day")
    until = DateField("To", [Optional()], what="The last day")

    def offer(self, people: list[tuple[uuid.UUID, str]]) -> None:
        """The lists that depend on who works here, before validating. An action without words can be asked for too."""
        words = sorted(ACTIONS.items(), key=lambda pair: pair[1].lower())
        unknown = [(self.action.data, self.action.data)] if self.action.data and self.action.data not in ACTIONS else []
        self.action.choices = [("", "Anything"), *words, *unknown]
        self.staff.choices = [("", "Anybody"), *((str(staff_id), name) for staff_id, name in people)]

    @property
    def reference(self) -> str:
        typed = self.case.data or ""
        return read_reference(typed) or typed.upper()

    def wanted(self, case_id: uuid.UUID | None) -> Wanted:
        return Wanted(
            chain=self.chain.data or "",
            action=(self.action.data or "")[:60],
            staff_id=uuid.UUID(self.staff.data) if self.staff.data else None,
            case_id=case_id,
            since=self.since.data,
            until=self.until.data,
        )
