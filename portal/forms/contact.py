"""Safe ways to reach a person: the details of the ways they picked, and of no other."""

from collections.abc import Mapping
from typing import ClassVar

from models.procedure.reaching import DETAILS, NEEDED, WAY_OF
from models.procedure.terms import Way
from portal.forms.asking import Answers, Question, ask


class DetailsForm(Question):
    """Only the controls of the ways that were ticked are on the page."""

    then: ClassVar[Mapping[str, str]] = {"call_use_name": "call_if_other-use_name"}

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        ticked = ways_of(answers)
        for name in [field.short_name for field in self if WAY_OF[field.short_name] not in ticked]:
            del self[name]
        super().fit(answers, facts)

    def agrees(self, answers: Answers) -> bool:
        """A way without a number or an address cannot be used: it is asked for, or the tick goes."""
        missing = [name for name in NEEDED.values() if name in self and not self[name].data and not self[name].errors]
        for name in missing:
            self[name].errors = [self.words.error(f"{name}_missing")]
        return not missing

    def groups(self) -> list[tuple[str, list[object]]]:
        """The controls under the heading of their way."""
        found: dict[str, list[object]] = {}
        for field in self:
            found.setdefault(self.words.said(WAY_OF[field.short_name].value), []).append(field)
        return list(found.items())


def details_of(journey: str) -> type[DetailsForm]:
    base = ask(journey, "contact_details", **DETAILS)
    return type("ContactDetailsForm", (DetailsForm, base), {})


def ways_of(answers: Answers) -> set[Way]:
    return {Way(way) for way in answers.get("contact", {}).get("ways") or ()}


def nothing_to_detail(answers: Answers) -> bool:
    """Whether no way was ticked that needs a number or an address."""
    return not ways_of(answers) - {Way.HERE}
