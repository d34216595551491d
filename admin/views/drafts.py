"""Keeping what somebody types on a case before it is sent, and throwing it away."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.in_room import in_room
from admin.kept import DESK, ROOM, Form, form_of, keeping, long_texts, seen, turn, typed_in
from admin.opened import opened
from models.cases import desk_drafts
from models.cases.desk_drafts import ChangedMeanwhile
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("drafts", __name__, url_prefix="/cases/<reference>/draft/<place>")
PART, BOTH = "admin/drafts/_draft.html", "admin/drafts/twice.html"


@bp.post("")
def keep(reference: str, place: str) -> ResponseReturnValue:
    """By itself while they type, or by the button."""
    form = form_of(place)
    case, ring = _opened(form, reference)
    return kept(case, ring, place, typed_in(form.fields), form.address(reference))


@bp.post("/drop")
def drop(reference: str, place: str) -> ResponseReturnValue:
    form = form_of(place)
    case, ring = _opened(form, reference)
    return dropped(case, ring, place, form.address(reference))


def _opened(form: Form, reference: str) -> tuple[Case, Keyring]:
    """As its own page opens the case: a room for who has one."""
    if form.whose == ROOM:
        case, _, ring = in_room(reference, look=False)
        return case, ring
    return opened(reference, whole=form.whose == DESK, look=False)


def kept(
    case: Case | None, ring: Keyring, place: str, typed: dict[str, list[str]], back: str
) -> ResponseReturnValue:  # fmt: skip
    now = {"turn": turn(), "actor": g.staff, "now": g.now, "keys": ring}
    by_itself = request.htmx.fragment  # type: ignore[attr-defined]
    try:
        found = desk_drafts.keep(g.db, case, place, typed, seen=seen(), **now)
    except ChangedMeanwhile as problem:
        facts = {"draft": keeping(case, place, problem.kept), "draft_theirs": long_texts(problem.kept.typed)}
        return render_template(PART if by_itself else BOTH, **facts, case=case, typed=typed), 409
    g.db.commit()
    if by_itself:
        return render_template(PART, draft=keeping(case, place, found), case=case)
    flash("Draft saved. Only you see it.")
    return redirect(back, 303)


def dropped(case: Case | None, ring: Keyring, place: str, back: str) -> ResponseReturnValue:
    desk_drafts.drop(g.db, case, place, turn=turn(), actor=g.staff, now=g.now, keys=ring)
    g.db.commit()
    flash("Thrown away.")
    return redirect(back, 303)
