"""A file given back to the person who sent it: the copy alone, never as a page (UPL-04)."""

import uuid
from datetime import timedelta

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from models.cases import attaching, drafting, file_care
from models.cases.returning import Theirs
from models.fields import clean_story
from models.tables.upload import Transcript
from models.web import files
from portal.once import once
from portal.person import done, main_only, ring
from portal.unsent import sent as gone

bp = Blueprint("kept", __name__, url_prefix="/kept")
SHOWN = timedelta(minutes=10)  # what was sent is hidden again after that
LONGEST = 10_000


@bp.get("/<uuid:file_id>")
def draft(file_id: uuid.UUID) -> ResponseReturnValue:
    """Beside an answer that is not sent yet. Anyone else's is missing."""
    kept = drafting.load(g.db, g.visit)
    if kept is None:
        abort(404)
    return copy(attaching.one_of_draft(g.db, kept.id, file_id, g.keys))


def copy(found: attaching.Attached) -> ResponseReturnValue:
    if not found.shown:
        abort(404)
    row = found.row
    name = files.copy_name(row.sort, row.kind)
    return files.sent(row.id, found.key("copy"), "copy", code=row.kind, name=name)


@bp.get("/sent/<uuid:file_id>/<shown>")
@main_only
def sent(me: Theirs, file_id: uuid.UUID, shown: str) -> ResponseReturnValue:
    """What they sent, while the page stands that their words have opened: the address is no good for anybody else."""
    if not _may(file_id, shown):
        return redirect(url_for("tracking.sent"), 303)
    found = attaching.one_of_case(g.db, me.case.id, file_id, ring(me))
    file_care.own(g.db, found, actor=me.actor, now=g.now)
    return copy(found)


@bp.post("/sent/<uuid:file_id>/<shown>")
@main_only
@once(Transcript, "heard_right")
def put_right(me: Theirs, file_id: uuid.UUID, shown: str) -> ResponseReturnValue:
    """What we wrote down of a recording, as they say it is."""
    if not _may(file_id, shown):
        return redirect(url_for("tracking.sent"), 303)
    found = attaching.one_of_case(g.db, me.case.id, file_id, ring(me))
    text = clean_story(request.form.get("text", ""))
    if len(text) > LONGEST:
        abort(413)  # the page of it keeps what was typed
    if text:
        file_care.type_up(g.db, me.case, found, text, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
        gone(me, put_right_at(file_id))
        g.db.commit()
    return done("heard_right")


def put_right_at(file_id: uuid.UUID) -> str:
    """By which address unsent words about that recording are kept: the same however often it is shown."""
    return url_for("kept.put_right", file_id=file_id, shown="-")


def shown_until(file_id: uuid.UUID) -> str:
    """What lets this visit, and no other, open that file for ten minutes."""
    return str(_signer().dumps([g.visit.id.hex, file_id.hex, int((g.now + SHOWN).timestamp())]))


def _may(file_id: uuid.UUID, shown: str) -> bool:
    try:
        visit, known, until = _signer().loads(shown)
    except (BadSignature, ValueError):
        return False
    return bool((visit, known) == (g.visit.id.hex, file_id.hex) and until >= g.now.timestamp())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="a file that was sent")
