"""Filling in a form as it stands on a page, as somebody does who answers everything: what a test changes, it says."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.browser_rules import Page
from tests.files import pdf

PRESSED = ("submit", "image", "reset", "button")
WORDS = "Words of ours that say it."
SAYS = {"email": "somebody@ashbourne.example", "tel": "01632 960100", "number": "1", "time": "10:00"}

NUMBERS = ("hours", "rate", "travel", "other", "amount", "pounds")


def filled(page: Page, form: dict[str, Any]) -> dict[str, Any]:
    """Every field with something in it that fits: what stands there, else a first choice, every box, else words."""
    options, sent = _options(page), dict[str, Any]()
    for tag, given in form["fields"]:
        name, kind = given["name"], given.get("type", "text")
        if tag == "button" or kind in PRESSED:
            continue
        if tag == "select":
            sent[name] = next(iter(options.get(given.get("id", ""), [])), "")
        elif kind == "checkbox":
            sent[name] = [*sent.get(name, []), given.get("value", "yes")]
        elif kind == "radio":
            sent[name] = given["value"] if "checked" in given else sent.get(name, given["value"])
        else:
            sent[name] = _typed(name, kind, given.get("value", ""))
    return sent


def _typed(name: str, kind: str, there: str) -> Any:
    if kind == "file":
        return io.BytesIO(pdf(words="As it came.")), "paper.pdf"
    if kind == "hidden" or there:
        return there
    return "1" if name.endswith(NUMBERS) else SAYS.get(kind, WORDS)


def buttons(form: dict[str, Any]) -> list[dict[str, str]]:
    """What each button of it says besides; one that says nothing where none does."""
    named = [given for tag, given in form["fields"] if tag == "button" or given.get("type") == "submit"]
    return [{given["name"]: given.get("value", "")} for given in named] or [{}]


def dates(form: dict[str, Any]) -> list[str]:
    """The names of its dates, each of three boxes."""
    names = {given["name"] for _, given in form["fields"]}
    found = [name.removesuffix("-day") for name in names if name.endswith("-day")]
    return sorted(name for name in found if {f"{name}-month", f"{name}-year"} <= names)


def chosen(page: Page, form: dict[str, Any], value: str) -> dict[str, str]:
    """The fields of it that offer this value, with it chosen; none where it is not offered."""
    options = _options(page)
    return {
        given["name"]: value
        for tag, given in form["fields"]
        if (tag == "select" and value in options.get(given.get("id", ""), []))
        or (given.get("type") in ("radio", "checkbox") and given.get("value") == value)
    }


def on(name: str, when: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def forms(page: Page) -> Iterator[dict[str, Any]]:
    """Those of a page that change something."""
    for form in page.forms:
        if form["attributes"].get("method", "").lower() == "post":
            yield form


def _options(page: Page) -> dict[str, list[str]]:
    """What each select offers, by its id."""
    found: dict[str, list[str]] = {}
    here = ""
    for tag, given in page.tags:
        here = given.get("id", "") if tag == "select" else here
        if tag == "option" and given.get("value"):
            found.setdefault(here, []).append(given["value"])
    return found
