"""Where a council may put words of its own in a letter, and what may be filled into them (INP-04).

Only a few facts can be named, by a word in square brackets. There is no logic in it: whatever else is typed is printed
as it was typed, so other words in square brackets are refused before they are kept.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

OPENING, OURS, BEFORE = "opening", "ours", "sign"
PARTS: Mapping[str, str] = {OPENING: "First lines", OURS: "Our own paragraphs, before the name"}
PLACES: Mapping[str, str] = {
    "[council]": "the name of the council",
    "[phone]": "the phone number of the complaints team",
    "[email]": "the e-mail address of the complaints team",
    "[officer]": "the officer of the case",
    "[reference]": "the reference of the case",
}
Wordings = Mapping[str, Mapping[str, str]]  # template -> part -> text
_TEMPLATES = Path(__file__).parents[2] / "templates" / "letters"
_OPENING = re.compile(r'\{\{ block\("opening"(?:, "[^"]*")?\) \}\}\n(.*?)\n(?=\{\{ block\()', re.DOTALL)
_BRACKETS = re.compile(r"\[[^\[\]\n]{1,40}\]")
_PLACE = re.compile("|".join(map(re.escape, PLACES)))


@cache
def shipped_opening(template: str) -> str:
    """The first lines as they came with the service; empty where they hold facts of the case, or are the law's."""
    found = _OPENING.search((_TEMPLATES / f"{template}.txt").read_text("utf-8"))
    text = found[1].strip() if found else ""
    return "" if "{" in text else text


def may_reword(template: str) -> tuple[str, ...]:
    """The parts of this letter that may be the council's own."""
    return (OPENING, OURS) if shipped_opening(template) else (OURS,)


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """With the facts that may be named in it."""
    contacts = facts.get("contacts")
    known = {
        "[council]": facts.get("council", ""),
        "[phone]": getattr(contacts, "phone", ""),
        "[email]": getattr(contacts, "reply_to", ""),
        "[officer]": facts.get("officer", ""),
        "[reference]": facts.get("reference", ""),
    }
    return _PLACE.sub(lambda found: str(known[found[0]] or ""), text)


def unknown(text: str) -> list[str]:
    """What stands in square brackets as if it were filled in, and never is: it would be printed as it was typed."""
    return [one for one in dict.fromkeys(_BRACKETS.findall(text)) if one not in PLACES]


def put_in(blocks: Sequence[Any], words: Mapping[str, str], made: Any) -> list[Any]:
    """The blocks with the council's words; `made(id, heading, text)` makes one. What is locked stays."""
    found = [
        made(block["id"], block["heading"], words[OPENING])
        if block["id"] == OPENING and not block["locked"] and words.get(OPENING)
        else block
        for block in blocks
    ]
    if words.get(OURS):
        at = next((place for place, block in enumerate(found) if block["id"] == BEFORE), len(found))
        found.insert(at, made(OURS, "", words[OURS]))
    return found
