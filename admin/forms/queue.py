"""What the queue is narrowed by, read from its address: plain parameters, so that a link keeps it (experience 6.3)."""

import uuid
from typing import Any

from models.cases.queue_narrow import Narrow
from models.fields import DateField, ListField, StrippedForm
from models.formats import short_date

NOBODY = "nobody"
BEFORE = "The last day must not be before the first"


class NarrowForm(StrippedForm):
    officer = ListField("Officer")
    since = DateField("Received from", what="The first day")
    until = DateField("Received to", what="The last day")

    def good(self) -> bool:
        """Whether the days can be. Whoever the officer is, there is nothing to be said: nonsense narrows nothing."""
        wrong = bool(self.since.process_errors or self.until.process_errors)
        self.since.errors, self.until.errors = list(self.since.process_errors), list(self.until.process_errors)
        if self.since.data and self.until.data and self.since.data > self.until.data:
            self.until.errors, wrong = [BEFORE], True
        return not wrong

    def narrow(self) -> Narrow:
        try:
            officer = uuid.UUID(self.officer.data or "")
        except ValueError:
            officer = None
        since, until = (None if one.errors else one.data for one in (self.since, self.until))
        return Narrow(officer, self.officer.data == NOBODY, since, until)

    def offer(self, officers: list[tuple[str, str]], narrow: Narrow) -> "NarrowForm":
        """`narrow.officer` may be somebody who left: their closed cases are still theirs."""
        chosen = str(narrow.officer) if narrow.officer else NOBODY if narrow.nobody else ""
        known = [("", "Anybody"), (NOBODY, "No officer yet"), *officers]
        gone = [] if chosen in dict(known) else [(chosen, "Somebody who has no open case")]
        self.officer.choices, self.officer.data = [*known, *gone], chosen
        return self

    def chosen(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """What is chosen: in words, and as parameters of an address."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        if self.officer.data:
            words = dict(self.officer.choices)[self.officer.data]
            said = words if self.officer.data == NOBODY else f"Officer: {words}"
            found["officer"] = (said, {"officer": self.officer.data})
        for field in (self.since, self.until):
            if field.data and not field.errors:
                parts = {f"{field.name}-{part}": getattr(field, part) for part in field.PARTS}
                found[field.name] = (f"{field.label.text} {short_date(field.data)}", parts)
        return found
