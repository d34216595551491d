"""For whoever helps a child to write: what to mind first, and another way where it is about them (2.9)."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting
from portal.journeys import PATHS
from portal.modes import DOORS

bp = Blueprint("helping", __name__, url_prefix="/helping")
YOURS = PATHS["your-voice"]


@bp.get("/1")
def note() -> ResponseReturnValue:
    return render_template("portal/helping/note.html", path=YOURS, words=YOURS.words["helper_note"])


@bp.get("/2")
def other_door() -> ResponseReturnValue:
    """It is about the very person who helps: nobody should have to say it through them."""
    here = PATHS[DOORS[g.mode]]
    return render_template("portal/helping/other.html", path=here, words=here.words["other_door"])


@bp.post("/2")
def alone() -> ResponseReturnValue:
    """On their own from here; what was said before stays, and so does the name: that person is not to open it."""
    kept = drafting.load(g.db, g.visit, YOURS.journey)
    if kept is not None:
        name = kept.answers.get("helping", {}).get("name") or kept.answers.get("helped", {}).get("name", "")
        drafting.keep_answer(g.db, g.visit, "helped", {"name": name}, now=g.now)
        drafting.keep_answer(g.db, g.visit, "helping", {}, now=g.now)
        g.db.commit()
    return redirect(url_for("question.show", door=YOURS.door, number=1), 303)
