"""Which forms of a person's own page are kept while they are written, and how one is filled again (experience 5.1).

Never how to reach them: whoever finds the words must not find an address (sealing.md 2.5). Never secret words.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app, g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from models.cases import unsent
from models.cases.returning import Theirs
from models.procedure.working_days import local_day
from models.web.errors import NEVER_SHOWN
from models.web.once import INSTANCE

# Where a form is sent to, and the entry of the deck that names it on the person's page.
FORMS: Mapping[str, str] = {
    "afterwards.keep": "after",
    "choices.ask_next_stage": "next_stage",
    "choices.ask_visit": "visit",
    "choices.got_worse": "worse",
    "choices.want_advocate": "advocate",
    "kept.put_right": "sent",
    "meeting.cancel": "dates",
    "messages.send": "messages",
    "panel.choose": "panel_day",
    "points.add": "missed",
    "points.correct": "change",
    "statement.correct": "statement_line",
    "statement.sign": "statement",
    "waiting.begin": "pause",
}
ELSEWHERE = {"kept.put_right": "tracking.sent", "meeting.cancel": "meeting.show", "statement.sign": "statement.show"}
OURS = NEVER_SHOWN | {"at", INSTANCE}


@dataclass(frozen=True, slots=True)
class Begun:
    """One form that waits: where it stands, what it is called, and until when it is kept."""

    at: str
    page: str
    entry: str
    until: date


def form_of(at: str) -> str:
    """The endpoint that a form with this address is sent to; empty where we keep no such form."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint = adapter.match(at, method="POST")[0] if adapter else ""
    except HTTPException:
        return ""
    return endpoint if endpoint in FORMS else ""


def begun(me: Theirs, at: str = "") -> MultiDict[str, str] | None:
    """What they had typed in the form of this page, ready to fill it; None where nothing waits."""
    typed = unsent.read(me.unsent, g.keys).get(at or request.path)
    if typed is None:
        return None
    g.begun = True
    return MultiDict([(name, text) for name, texts in typed.items() for text in texts])


def waiting(me: Theirs) -> list[Begun]:
    """Everything that was begun and not sent."""
    if me.unsent is None:
        return []
    until = local_day(me.unsent.expires_at)
    forms = [(at, FORMS.get(form_of(at))) for at in unsent.read(me.unsent, g.keys)]
    return [Begun(at, page_of(at), entry, until) for at, entry in forms if entry]


def sent(me: Theirs, at: str = "") -> None:
    """It has gone where it should: nothing waits any more. The caller commits."""
    if me.unsent is not None:
        unsent.drop(g.db, me.holder.id, at or request.path, keys=g.keys, now=g.now)


def carried(at: str) -> dict[str, str] | None:
    """A form that came when nobody was signed in any more, to go along with the words; None for any other form."""
    return carry(at, fields()) if form_of(at) else None


def carry(at: str, typed: Mapping[str, list[str]]) -> dict[str, str]:
    return {"at": at, "typed": json.dumps(typed)}


def brought() -> tuple[str, dict[str, list[str]]] | None:
    """What came along with the words, if it is a form of ours."""
    at, typed = request.form.get("at", ""), request.form.get("typed", "")
    try:
        said = json.loads(typed) if form_of(at) else None
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    return at, {str(name): [str(text) for text in texts] for name, texts in said.items() if isinstance(texts, list)}


def page_of(at: str) -> str:
    """The page on which that form stands."""
    endpoint = form_of(at)
    return url_for(ELSEWHERE[endpoint]) if endpoint in ELSEWHERE else at


def fields() -> dict[str, list[str]]:
    """What a form brought, without what no page may show again."""
    return {name: texts for name, texts in request.form.lists() if name not in OURS}
