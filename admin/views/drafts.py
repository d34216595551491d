"""Keeping what somebody types on a case before it is sent, and throwing it away."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.kept import FORMS, keeping, seen, turn, typed_in
from admin.opened import opened
from models.cases import desk_drafts
from models.cases.desk_drafts import ChangedMeanwhile

bp = Blueprint("drafts", __name__, url_prefix="/cases/<reference>/draft/<place>")
PART, BOTH = "admin/drafts/_draft.html", "admin/drafts/twice.html"


@bp.post("")
def keep(reference: str, place: str) -> ResponseReturnValue:
    """By itself while they type, or by the button."""
    _known(place)
    case, ring = opened(reference, look=False)
    typed, now = typed_in(place), {"turn": turn(), "actor": g.staff, "now": g.now, "keys": ring}
    by_itself = request.htmx.fragment  # type: ignore[attr-defined]
    try:
        kept = desk_drafts.keep(g.db, case, place, typed, seen=seen(), **now)
    except ChangedMeanwhile as problem:
        facts = {"draft": keeping(case, place, problem.kept), "theirs": problem.kept, "case": case, "typed": typed}
        return render_template(PART if by_itself else BOTH, **facts), 409
    g.db.commit()
    if by_itself:
        return render_template(PART, draft=keeping(case, place, kept), case=case)
    flash("Draft saved. Only you see it.")
    return redirect(url_for(FORMS[place].endpoint, reference=reference), 303)


@bp.post("/drop")
def drop(reference: str, place: str) -> ResponseReturnValue:
    _known(place)
    case, ring = opened(reference, look=False)
    desk_drafts.drop(g.db, case, place, turn=turn(), actor=g.staff, now=g.now, keys=ring)
    g.db.commit()
    flash("Thrown away.")
    return redirect(url_for(FORMS[place].endpoint, reference=reference), 303)


def _known(place: str) -> None:
    if place not in FORMS:
        abort(404)
