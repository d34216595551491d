"""The start page: which door, and what to know first."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.journeys import PATHS
from portal.modes import DOORS, PICTURES
from portal.views.question import DOOR

bp = Blueprint("start", __name__)


@bp.get("/")
def show() -> ResponseReturnValue:
    young, here = PATHS["your-voice"], PATHS[DOORS[g.mode]]
    visit = url_for("question.show", door=here.door, number=here.number("visit"))
    helping = url_for("question.show", door=young.door, number=young.number("helping"))  # who helps reads words
    asides = {"visit": visit, "helping": helping}
    return render_template("portal/start/show.html", words=here.words["start"], young=young.words, **asides)


@bp.get(f"/{DOOR}")
def begin(door: str) -> ResponseReturnValue:
    """A door without a number: the start for a child (Y0), for anybody else their first page."""
    if door in DOORS.values():
        return redirect(url_for(".show", mode=PICTURES if door == DOORS[PICTURES] else None), 303)
    return redirect(url_for("question.show", door=door, number=1), 303)
