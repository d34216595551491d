"""What people said thank you for, or suggested: for the colleague it is about, and nothing else of the case."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models.audit import note
from models.cases import passing_on

bp = Blueprint("for_me", __name__, url_prefix="/for-me")


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "for_me", now=g.now)
    return render_template("admin/for_me/show.html", rows=passing_on.for_me(g.db, g.staff, g.keys))


@bp.post("")
def read() -> ResponseReturnValue:
    """Having read it is said by pressing, so that opening the page writes nothing."""
    passing_on.read(g.db, g.staff, now=g.now)
    g.db.commit()
    flash("Thank you.")
    return redirect(url_for(".show"), 303)
