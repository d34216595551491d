"""Drafts on the pages of a case: which forms keep one, and what a page needs to go on with it."""

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import g, request, url_for

from models.cases import desk_drafts
from models.cases.desk_drafts import Kept, Turn
from models.fields import clean_story
from models.sealing import Keyring
from models.tables import Case

LONGEST = 60_000


class Form(NamedTuple):
    """One form that keeps what is typed."""

    says: str  # "You have not sent …"
    endpoint: str
    fields: tuple[str, ...]


FORMS: Mapping[str, Form] = {
    "message": Form("a message to them", "messages.show", ("body",)),
    "note": Form("a note", "messages.notes", ("kind", "body")),
    "letter": Form("a letter", "writing.show", ("words", "because")),
}


def new_page() -> str:
    """Tells an opened page from every other."""
    return secrets.token_hex(8)


def turn() -> Turn:
    """Which page this request was sent from, and its how many-th save it is."""
    return Turn(request.form.get("page", "")[:32], _number("turn"))


def typed_in(place: str) -> dict[str, str]:
    return {name: clean_story(request.form.get(name, ""))[:LONGEST] for name in FORMS[place].fields}


def seen() -> int:
    return _number("draft-seen")


def _number(name: str) -> int:
    sent = request.form.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 8 else 0


def draft_of(case: Case, ring: Keyring, place: str) -> Kept | None:
    """Asked once for a page, whoever needs it."""
    if "desk_draft" not in g:
        g.desk_draft = desk_drafts.read(g.db, case, place, actor=g.staff, keys=ring)
    found: Kept | None = g.desk_draft
    return found


def keeping(case: Case, place: str, kept: Kept | None) -> dict[str, Any]:
    """What `components/draft.html` needs."""
    keep, drop = (url_for(f"drafts.{do}", reference=case.reference, place=place) for do in ("keep", "drop"))
    return {"place": place, "kept": kept, "page": new_page(), "keep": keep, "drop": drop}


def sent(case: Case, ring: Keyring, place: str) -> None:
    """In the transaction that sent it."""
    desk_drafts.drop(g.db, case, place, turn=turn(), actor=g.staff, now=g.now, keys=ring)


def unsent(case: Case) -> list[tuple[str, str, Any]]:
    """What they left on this case: what it is, where it goes on, and when it was saved."""
    rows = desk_drafts.places(g.db, case, actor=g.staff)
    return [
        (FORMS[row.place].says, url_for(FORMS[row.place].endpoint, reference=case.reference), row.saved_at)
        for row in rows
        if row.place in FORMS
    ]
