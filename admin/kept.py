"""Drafts on the pages of staff: which forms keep one, and what a page needs to go on with it."""

import secrets
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import abort, g, request, url_for
from werkzeug.datastructures import MultiDict

from models.cases import desk_drafts
from models.cases.desk_drafts import Kept, Turn, Typed
from models.cases.writing_outside import KINDS
from models.fields import clean_story
from models.procedure.judgements import JUDGEMENTS
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import State
from models.sealing import Keyring
from models.tables import Case

LONGEST, MOST = 60_000, 400
OURS = frozenset({"csrf_token", "page", "turn", "draft-seen", "do"})  # of the page, and nothing that was typed


DESK, ANY, ROOM = "desk", "any", "room"  # who writes: the team, whoever has a part in the case, somebody from outside


class Form(NamedTuple):
    """One form that keeps what is typed."""

    says: str  # "You have not sent …"
    endpoint: str
    fields: tuple[str, ...] = ()  # none: all there are
    states: frozenset[State] = frozenset(State)  # while the case has such a page
    more: Mapping[str, Any] = {}  # what its address needs beside the reference
    key: str = ""  # what its address needs that is another for each, and stands in the place after a dot
    whose: str = DESK
    beside: bool = True  # its address has the case's reference

    def address(self, reference: str) -> str:
        given: dict[str, Any] = {"reference": reference, **self.more} if self.beside else {**self.more}
        return url_for(self.endpoint, **given)


REGISTER = "register"
APART = frozenset({"triage"})  # its form draws the letter anew as it changes
FORMS: Mapping[str, Form] = {
    "message": Form("a message to them", "messages.show", ("body",)),
    "note": Form("a note", "messages.notes", ("kind", "body")),
    "letter": Form("a letter", "writing.show", ("words", "because")),
    "triage": Form("your decision", "triage.show", states=frozenset({State.RECEIVED})),
    "statement": Form("the statement of complaint", "statement.show", states=STAGE_TWO),
    "panel-report": Form("the panel’s report", "panel_report.show", states=frozenset({State.S3_HELD})),
    "panel-report-again": Form("the panel’s report", "report_again.show", states=frozenset({State.S3_REPORTED})),
    "letter-change": Form("a letter that you changed", "outgoing.change", key="letter_id"),
    "translation": Form("their words in English", "translation.show", ("language", "text"), key="words_id"),
    "visit": Form("what came of a visit", "visits.show"),
    "facts": Form(
        "your answer to a question", "contributions.one", ("answer",), key="contribution_id", whose=ANY, beside=False
    ),
    "room-report": Form("your report", "room.show", whose=ROOM),
    "interview": Form("an interview", "room.new", whose=ROOM),
    "interview-change": Form("an interview", "room.interview", key="interview_id", whose=ROOM),
    "minutes": Form("the minutes of the panel", "panel.show", states=frozenset({State.S3_REQUESTED})),
    **{
        f"outside-{kind}": Form(
            "a letter to somebody from outside", "outside.write", ("words",), key="appointment_id", more={"kind": kind}
        )
        for kind in KINDS
    },
    "response": Form("the director’s response", "panel_report.response", states=frozenset({State.S3_REPORTED})),
    **{
        f"check-{kind.value}": Form(f"a judgement: {one.title}", "checks.one", more={"kind": kind.value})
        for kind, one in JUDGEMENTS.items()
    },
}


def form_of(place: str) -> Form:
    """There is no other form that keeps anything."""
    return _known(place) or abort(404)


def _known(place: str) -> Form | None:
    name, _, key = place.partition(".")
    form = FORMS.get(name)
    if form is None or bool(key) != bool(form.key):
        return None
    try:
        return form._replace(more={**form.more, form.key: uuid.UUID(key)}) if key else form
    except ValueError:
        return None


def new_page() -> str:
    """Tells an opened page from every other."""
    return secrets.token_hex(8)


def turn() -> Turn:
    """Which page this request was sent from, and its how many-th save it is."""
    return Turn(request.form.get("page", "")[:32], _number("turn"))


def typed_in(fields: tuple[str, ...] = ()) -> dict[str, list[str]]:
    names = fields or [name for name in request.form if name not in OURS][:MOST]
    return {name: [clean_story(text)[:LONGEST] for text in request.form.getlist(name)[:MOST]] for name in names}


def seen() -> int:
    return _number("draft-seen")


def _number(name: str) -> int:
    sent = request.form.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 8 else 0


def draft_of(case: Case | None, ring: Keyring, place: str) -> Kept | None:
    """Asked once for a page, whoever needs it."""
    asked: dict[str, Kept | None] = g.setdefault("desk_drafts", {})
    if place not in asked:
        asked[place] = desk_drafts.read(g.db, case, place, actor=g.staff, keys=ring)
    return asked[place]


def typed_before(case: Case | None, ring: Keyring, place: str) -> MultiDict[str, str] | None:
    """What they left there, as a form sends it."""
    kept = draft_of(case, ring, place)
    return MultiDict([(name, text) for name, texts in kept.typed.items() for text in texts]) if kept else None


def keeping(case: Case | None, place: str, kept: Kept | None) -> dict[str, Any]:
    """What `components/draft.html` needs."""
    at: dict[str, Any] = {"reference": case.reference, "place": place} if case else {"place": place}
    where = "drafts" if case else "drafts_apart"
    keep, drop = (url_for(f"{where}.{do}", **at) for do in ("keep", "drop"))
    apart = place in APART
    return {"place": place, "kept": kept, "page": new_page(), "keep": keep, "drop": drop, "apart": apart}


def kept_here(case: Case | None, ring: Keyring, place: str) -> dict[str, Any]:
    """The same, for the page that is drawn now."""
    return keeping(case, place, draft_of(case, ring, place))


def long_texts(typed: Typed) -> list[str]:
    """What somebody wrote, and none of what they chose."""
    return [text for texts in typed.values() for text in texts if " " in text.strip()]


def sent(case: Case | None, ring: Keyring, place: str) -> None:
    """In the transaction that sent it."""
    desk_drafts.drop(g.db, case, place, turn=turn(), actor=g.staff, now=g.now, keys=ring)


def unsent(case: Case) -> list[tuple[str, str, Any]]:
    """What they left on this case: what it is, where it goes on, and when it was saved."""
    rows = desk_drafts.places(g.db, case, actor=g.staff)
    there = [(form, row.saved_at) for row in rows if (form := _known(row.place)) and case.state in form.states]
    return [(form.says, form.address(case.reference), saved_at) for form, saved_at in there]
