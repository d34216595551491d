"""What is typed on a person's own page is kept while they type it, and thrown away when they say so."""

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue

from models.cases import unsent
from models.cases.returning import Theirs
from portal.person import done, mine
from portal.unsent import fields, form_of

bp = Blueprint("unsent", __name__, url_prefix="/your-page/unsent")


@bp.post("")
@mine
def keep(me: Theirs) -> ResponseReturnValue:
    """Asked in the background, a moment after the last key. It judges nothing."""
    at = request.form.get("at", "")
    if not form_of(at):
        abort(400)
    if not unsent.keep(g.db, me.holder.id, at, fields(), keys=g.keys, now=g.now):
        abort(413)
    g.db.commit()
    return "", 204


@bp.post("/forget")
@mine
def forget(me: Theirs) -> ResponseReturnValue:
    unsent.drop(g.db, me.holder.id, request.form.get("at", ""), keys=g.keys, now=g.now)
    g.db.commit()
    return done("forgotten")
