"""The start page: which door, and what to know first."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from portal.journeys import PATHS
from portal.modes import DOORS

bp = Blueprint("start", __name__)


@bp.get("/")
def show() -> ResponseReturnValue:
    young = PATHS["your-voice"]
    words = PATHS[DOORS[g.mode]].words["start"]
    asides = {name: young.number(name) for name in ("visit", "helping")}
    return render_template("portal/start/show.html", words=words, young=young.words, **asides)
