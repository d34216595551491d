"""What somebody of ours says of an entry of the timeline: at the top, or about somebody else (experience 6.4)."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.opened import opened
from models.cases import entry_marks
from models.cases.entry_marks import OTHERS, PIN

bp = Blueprint("entry_marks", __name__, url_prefix="/cases/<reference>/timeline/<int:number>")
OFF = "_off"
SAID = {
    PIN: "It stands at the top.",
    PIN + OFF: "It stands in its place again.",
    OTHERS: "Kept. Whoever answers a request for records is told that it is about somebody else.",
    OTHERS + OFF: "Kept. It is not about somebody else.",
}


@bp.post("")
def keep(reference: str, number: int) -> ResponseReturnValue:
    case, _ = opened(reference)
    do = request.form.get("do", "")
    change = entry_marks.take_away if do.endswith(OFF) else entry_marks.put
    change(g.db, case, number, do.removesuffix(OFF), actor=g.staff, now=g.now)
    g.db.commit()
    flash(SAID[do])
    sort, typed = request.form.get("sort") or None, request.form.get("q") or None
    to = url_for("case.timeline", reference=reference, sort=sort, q=typed, _anchor=f"event-{number}")
    return redirect(to, 303)
