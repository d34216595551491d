"""The front door of the staff site: each person lands where their work is."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from admin.nav import MAIN, may

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> ResponseReturnValue:
    first = next(endpoint for endpoint, _, _ in MAIN if may(endpoint))
    return redirect(url_for(first), 303)
