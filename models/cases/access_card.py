"""What helps this person, as the first thing staff read on every page of their case (experience Y12, P14)."""

from collections.abc import Mapping
from typing import Any

from models.procedure.terms import Journey
from models.words import MissingWords, deck

DECKS = {Journey.YOUNG_PERSON: "young_person", Journey.PARENT: "parent"}
PICKED = {"answer_by": "The answer", "who_talks": "Wants to talk to"}
RELATIONS = {"carer": "who looks after them", "family": "family or a friend", "teacher": "from school",
             "social_worker": "their social worker", "advocate": "their advocate"}  # fmt: skip


def access_card(journey: Journey, details: Mapping[str, Any]) -> list[str]:
    """One line for each thing to mind; nothing where they asked for nothing."""
    needs = details.get("needs") or {}
    said = _options(journey)
    lines = [said("needs", code) for code in needs.get("needs") or ()]
    for name, label in PICKED.items():
        codes = needs.get(name) or ()
        many = [said(name, code) for code in ([codes] if isinstance(codes, str) else codes)]
        lines += [f"{label}: {', '.join(many)}"] if many else []
    lines += [f"{label}: {text}" for label, text in _own(needs) if text]
    helper = details.get("helper") or {}
    if helper.get("authority") == "helped_to_write":
        who = ", ".join(filter(None, [helper.get("name"), RELATIONS.get(helper.get("role", ""))]))
        lines.append(f"Somebody helped them to write: {who or 'no name given'}. Each text says whose words it is")
    return lines


def _own(needs: Mapping[str, Any]) -> list[tuple[str, str]]:
    also = "Also, in the helper's words" if needs.get("whose") == "helper" else "Also"
    names = {"who_name": "That person", "language": "Language", "words": also}
    return [(label, str(needs.get(name) or "")) for name, label in names.items()]


def _options(journey: Journey) -> Any:
    def said(field: str, code: str) -> str:
        try:
            return deck(DECKS[journey])["needs"].field(field).options[code]
        except (KeyError, MissingWords):
            return code.replace("_", " ")

    return said
