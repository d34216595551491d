"""The answers of each journey in short, spelled as the questions keep them."""

from collections.abc import Iterable
from typing import Any

from models.cases.answers import WORKERS

Answers = dict[str, dict[str, Any]]


def young(
    name: str,
    age: str,
    story: str,
    *topics: str,
    safe: str = "yes",
    worker: str | None = None,
    ask_first: str = "ok",
    feelings: Iterable[str] = (),
    wants: Iterable[str] = (),
    wants_words: str = "",
    soon: dict[str, Any] | None = None,
    advocate: str = "not_now",
    more: Answers | None = None,
    lives: str = "",
    **reach: str,
) -> Answers:
    """A young person's. `reach` gives an email, a text_number, a call_number or an address that is safe."""
    answers: Answers = {
        "safe": {"safe": safe},
        "about": {"topics": list(topics)},
        "tell": {"story": story},
        "feelings": {"feelings": list(feelings)},
        "wants": {"wants": list(wants), "words": wants_words},
        "soon": soon or {"soon": "no"},
        "advocate": {"advocate": advocate},
        "who": {"call_me": name, "age": age, "lives": lives},
        **contact(reach, ["here"]),
        **(more or {}),
    }
    if worker is not None:
        answers["worker"] = {"worker": worker, "ask_first": ask_first, "must_not_know": ["social_worker"]}
    elif WORKERS & set(topics):
        answers["worker"] = {"worker": "", "ask_first": ask_first}
    return answers


def parent(
    name: str,
    account: str,
    *points: str,
    standing: str = "parent",
    child: tuple[str, str] = ("", ""),
    wants: Iterable[str] = ("explanation", "apology"),
    last: str = "year",
    courts: Iterable[str] = ("none",),
    must_not_see: str = "",
    more: Answers | None = None,
    **reach: str,
) -> Answers:
    """A parent's or carer's. `child` is a name and a birthday."""
    return {
        "urgent": {"danger": "no"},
        "standing": {"standing": standing},
        "children": {"rows": [{"name": child[0], "born": child[1]}] if child[0] else []},
        "points": {"account": account, "rows": [{"what": point} for point in points]},
        "when": {"last": last},
        "courts": {"courts": list(courts)},
        "wants": {"wants": list(wants)},
        "you": {"name": name},
        **contact(reach, []),
        "privacy": {"must_not_see": must_not_see},
        **(more or {}),
    }


def advocate(
    name: str,
    organisation: str,
    child: str,
    age: str,
    words: str,
    *points: str,
    notes: str = "",
    wants: Iterable[str] = ("listen", "why"),
    starts: str = "now",
    on: str = "",
) -> Answers:
    """An advocate's. The child's own words are the complaint."""
    return {
        "instructed": {"instructed": "instructed"},
        "you": {
            "name": name, "role": "advocate", "organisation": organisation, "conflict": "no",
            "email": name.lower().replace(" ", ".") + "@alongside.example", "phone": "01632 960151",
        },
        "authority": {"how": "met", "understands": "yes"},
        "words": {"child_words": words, "notes": notes},
        "points": {"account": "", "rows": [{"what": point} for point in points]},
        "wants": {"wants": list(wants)},
        "contact": {"speak_to": "both", "ways": ["trusted"]},
        "contact_details": {"trusted_name": name, "trusted_reach": "01632 960151"},
        "copies": {"copies": ["acknowledgement", "letters"]},
        "start": {"starts": starts, "on": on},
        "child": {"name": child, "age": age},
    }  # fmt: skip


def thanks(kind: str, story: str, about: str = "", name: str = "", email: str = "") -> Answers:
    """Thanks (`good`) or an `idea`."""
    return {
        "what": {"kind": kind, "story": story},
        "who": {"about_whom": about, "tell_them": "first_name" if name else "no", "name": name},
        "use": {"use_words": "yes", "email": email},
    }


WAYS = {"email": "email", "text_number": "text", "call_number": "call", "address": "post", "trusted_name": "trusted"}


def contact(reach: dict[str, str], ways: list[str]) -> Answers:
    """Ticked is what has something to reach them by."""
    ticked = [way for given, way in WAYS.items() if given in reach]
    details = {"email_seen": "no"} if "email" in reach else {}
    return {"contact": {"ways": [*ticked, *ways]}, "contact_details": {**reach, **details}}
