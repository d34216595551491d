"""The contact card as an officer sees it: each way green or red, with what to mind; numbers covered until asked for."""

from collections.abc import Mapping
from typing import Any

from models.procedure.reaching import NEEDED
from models.procedure.terms import Journey, Way

NAMES = {
    Way.HERE: "Their page here",
    Way.EMAIL: "E-mail",
    Way.TEXT: "Text message",
    Way.CALL: "Phone call",
    Way.POST: "Post",
    Way.TRUSTED: "Someone they trust",
}
SEEN = {Way.EMAIL: "email_seen", Way.TEXT: "text_seen", Way.POST: "post_opened"}
OTHERS = {"yes": "somebody else may see it", "not_sure": "somebody else may see it, they are not sure"}
UNSAID = "not known whether somebody else sees it"  # nobody is taken to have said that it is theirs alone
NO_PAGE = "they have no secret words, so they have none"
END = "if somebody else answers, end the call"
IF_OTHER = {
    "end": END,
    "ask_for_me": "if somebody else answers, ask for them and do not say why",
    "use_name": "if somebody else answers, use the name they chose",
}


def rows_of(card: Mapping[str, Any] | None, *, shown: bool, page: bool = True) -> list[dict[str, Any]] | None:
    """Rows for the card; None where it cannot be shown. `page`: whether they have words that open one."""
    if card is None:
        return None
    ways = {str(way) for way in card.get("ways") or ()}
    rows = []
    for way, name in NAMES.items():
        value = str(card.get(NEEDED.get(way, "")) or "")
        allowed = page if way is Way.HERE else way.value in ways and bool(value)
        said = [value if shown else _covered(value)] if value and allowed else []
        said += [NO_PAGE] if way is Way.HERE and not page else []
        said += _mind(way, card, shown=shown) if allowed else []
        rows.append({"way": name, "allowed": allowed, "words": ", ".join(said)})
    return rows


def rows_of_child(journey: Journey, details: Mapping[str, Any], *, shown: bool) -> list[dict[str, Any]]:
    """Where an advocate sent it: how to reach the child, as the advocate wrote it down (A5); nowhere else anything."""
    rows = rows_of(details.get("contact"), shown=shown) if journey is Journey.ADVOCATE else None
    return [row for row in rows or () if row["way"] != NAMES[Way.HERE]]


def value_of(card: Mapping[str, Any] | None, way: Way) -> str:
    """The number or address they gave for a way, safe or not: for somebody who has written down why they need it."""
    return str((card or {}).get(NEEDED.get(way, "")) or "")


def warnings(card: Mapping[str, Any] | None) -> list[str]:
    """What to mind before anything goes out by hand: who must not see it, and who else opens the post (PRV-11)."""
    card = card or {}
    said = [f"Must not see it: {card['must_not_see']}."] if card.get("must_not_see") else []
    if card.get("address_secret") == "yes":
        said.append("Their address is secret. It stands on nothing that anybody else gets.")
    if str(card.get("post_opened") or "") in OTHERS:
        said.append("Somebody else may open their post. Use a plain envelope, and ask them first.")
    elif card.get("post_plain") == "yes":
        said.append("They asked for a plain envelope: nothing on it says who it is from.")
    return said


def _mind(way: Way, card: Mapping[str, Any], *, shown: bool) -> list[str]:
    seen = str(card.get(SEEN[way]) or "") if way in SEEN else "no"
    minded = [OTHERS.get(seen, "" if seen else UNSAID)]
    if way is Way.CALL:
        times = [str(when).replace("_", " ") for when in card.get("call_when") or ()]
        best = ", ".join([*times, *filter(None, [str(card.get("call_when_words") or "")])])
        minded += [
            "no voice message" if card.get("call_voicemail") in ("no", "not_sure", "") else "",
            "" if card.get("call_say_council") == "yes" else "hide our number and do not say you are from the council",
            _if_other(card),
            f"the name is “{card['call_use_name']}”" if card.get("call_use_name") else "",
            f"best: {best}" if best else "",
        ]
    if way is Way.POST and card.get("post_plain") == "yes":
        minded.append("in a plain envelope")
    if way is Way.TRUSTED:
        reach = str(card.get("trusted_reach") or "")
        minded += [
            reach if shown else _covered(reach),
            f"we may tell them: {card.get('trusted_tell') or 'nothing yet'}",
        ]
    return [text for text in minded if text]


def _if_other(card: Mapping[str, Any]) -> str:
    """What they picked; where they picked nothing, or a name to use and gave none, what is safest (experience 2.7)."""
    picked = str(card.get("call_if_other") or "")
    return END if picked == "use_name" and not card.get("call_use_name") else IF_OTHER.get(picked, END)


def _covered(value: str) -> str:
    return "•••••" if value else ""
