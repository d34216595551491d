"""What is typed on a person's own page is kept while they type it, and thrown away when they say so."""

from flask import Blueprint, abort, g, redirect, request
from flask.typing import ResponseReturnValue

from models.cases import unsent
from models.cases.returning import Theirs
from portal import modes
from portal.person import done, mine
from portal.unsent import fields, form_of, page_of

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


@bp.post("/look")
@mine
def look(me: Theirs) -> ResponseReturnValue:
    """Words or pictures, from a page where something is typed: it goes along, as on every question (2.9)."""
    at, mode = request.args.get("at", ""), request.form.get("go", "")
    if not form_of(at) or mode not in modes.DOORS:
        abort(400)
    typed = fields()
    if any(text.strip() for name, texts in typed.items() if name != "go" for text in texts):
        unsent.keep(
            g.db,
            me.holder.id,
            at,
            {name: texts for name, texts in typed.items() if name != "go"},
            keys=g.keys,
            now=g.now,
        )
        g.db.commit()
    modes.switch(mode)
    return redirect(page_of(at), 303)


@bp.post("/forget")
@mine
def forget(me: Theirs) -> ResponseReturnValue:
    unsent.drop(g.db, me.holder.id, request.form.get("at", ""), keys=g.keys, now=g.now)
    g.db.commit()
    return done("forgotten")
