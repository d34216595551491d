"""What a person may choose for the day of their panel, as staff read it; the person's own words are in the deck."""

from collections.abc import Mapping
from typing import Any

COME = {
    "yes": "They come",
    "no": "They do not come",
    "write": "They write instead of coming",
    "not_sure": "Not sure yet",
}
HOW = {"room": "In a room", "screen": "By video", "phone": "By phone", "none": "Not at all"}
WITH = {"advocate": "Their advocate", "companion": "One other person"}
SPEAKS = {"me": "They speak themselves", "advocate": "Their advocate speaks", "companion": "The other person speaks",
          "read": "Somebody reads out what they wrote"}  # fmt: skip
HELPS = {
    "chair": "To meet the chair first",
    "breaks": "Breaks",
    "easy": "Easy words",
    "interpreter": "An interpreter",
    "getting": "Help to get there",
}
FIELDS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("come", "Whether they come", COME),
    ("how", "How", HOW),
    ("company", "With whom", WITH),
    ("companion", "Who that is", {}),
    ("speaks", "Who speaks", SPEAKS),
    ("helps", "What helps", HELPS),
    ("help", "More of that", {}),
    ("say", "What they want the panel to know", {}),
)


def chosen(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """Each choice that was made, in words for staff."""
    rows = []
    for name, label, words in FIELDS:
        said = given.get(name) or ()
        codes = [said] if isinstance(said, str) else list(said)
        if codes:
            rows.append({"key": label, "value": ", ".join(words.get(code, code) for code in codes)})
    return rows
