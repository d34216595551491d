"""Keeping what somebody types where there is no case yet: a complaint told by phone, on paper or in a mail."""

import uuid

from flask import Blueprint, abort, g, url_for
from flask.typing import ResponseReturnValue

from admin.kept import REGISTER, typed_in
from admin.views.drafts import dropped, kept

bp = Blueprint("drafts_apart", __name__, url_prefix="/register/draft/<place>")


@bp.post("")
def keep(place: str) -> ResponseReturnValue:
    back = _page_of(place)
    return kept(None, g.keys, place, typed_in(), back)


@bp.post("/drop")
def drop(place: str) -> ResponseReturnValue:
    back = _page_of(place)
    return dropped(None, g.keys, place, back)


def _page_of(place: str) -> str:
    """The form itself, or the one that a mail fills in."""
    if place == REGISTER:
        return url_for("register.show")
    try:
        return url_for("mail.case", mail_id=uuid.UUID(place))
    except ValueError:
        abort(404)
