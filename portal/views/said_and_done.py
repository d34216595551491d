""" "You said, we did": what changed because people told us. Everybody may read it; nothing here needs a key."""

from flask import Blueprint, current_app, g, render_template
from flask.typing import ResponseReturnValue

from models.cases import said_and_done
from models.words import deck

bp = Blueprint("said_and_done", __name__)


@bp.get("/what-changed")
def show() -> ResponseReturnValue:
    rows = said_and_done.shown(g.db, current_app.config["HEARD"].council)
    return render_template("portal/said_and_done/show.html", rows=rows, words=deck("pages")["changed"])
