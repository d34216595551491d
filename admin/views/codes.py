"""What the codes on staff pages mean, in plain words, and whose rule each is."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin.codes import meanings

bp = Blueprint("codes", __name__, url_prefix="/codes")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template("admin/codes/show.html", meanings=meanings())
