"""Holding every request to admin/rules.py: who may not open a page is told that there is none (AZ-02)."""

import uuid

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from admin.policy import Who
from admin.rules import RULES
from models.web import staff_sessions
from models.web.database import SAFE, note_now
from models.web.errors import kept


def init_app(app: Flask) -> None:
    app.before_request(check)
    app.after_request(missed)


def check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        strange = isinstance(request.routing_exception, BadRequest)  # another host's name: no address leads from there
        return None if g.staff or strange or request.method in SAFE else sign_in_first()
    policy = RULES.get(request.endpoint)
    if policy is None:
        return denied("no policy")
    if policy.who is Who.ANYONE:
        return None
    if policy.who is Who.HALF:
        return None if g.half else redirect(url_for("sign_in.show"), 303)
    if g.staff is None:
        return sign_in_first()
    if policy.roles and not policy.roles & g.staff.roles:
        return denied("role")
    return None


def denied(why: str) -> ResponseReturnValue:
    """What may not be seen looks like what does not exist (AZ-02); who tried is in the audit."""
    if g.staff is not None:
        g.denied = True
        note_now(g.staff, "denied", object_id=_object(), reason=f"{request.endpoint}: {why}")
    abort(404)


def missed(response: Response) -> Response:
    """A letter, a question or an alert that was not there for them is kept, like a case that was refused (AUD-01)."""
    if response.status_code == 404 and g.get("staff") and request.view_args and "denied" not in g:
        g.db.rollback()
        note_now(g.staff, "denied", object_id=_object(), reason=request.endpoint or "")
    return response


def sign_in_first() -> ResponseReturnValue:
    """To the sign-in page, never into a slot of this one (CSRF-04). What was being written waits for its owner."""
    if g.over is not None and (fields := kept()):
        staff_sessions.hold({"to": request.full_path.rstrip("?"), "fields": fields})
    back = request.full_path.rstrip("?") if request.method in SAFE and request.path != "/" else None
    why = "1" if g.over is not None else None
    if request.htmx:  # type: ignore[attr-defined]
        return "", 401, {"HX-Redirect": url_for("sign_in.show", over=why)}
    to = url_for("sign_in.show", next=back, over=why)
    return redirect(to, 303)


def _object() -> uuid.UUID | None:
    ids = [value for value in (request.view_args or {}).values() if isinstance(value, uuid.UUID)]
    return ids[0] if ids else None
