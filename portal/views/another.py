"""Another for a brother or sister, straight after the first: what is the same is there, the rest is asked anew (A8)."""

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting
from models.tables.session import VisitKind
from models.web import visits
from portal.journeys import PATHS
from portal.views.gone import receipt_here
from portal.views.question import DOOR

bp = Blueprint("another", __name__)


@bp.post(f"/{DOOR}/another")
def begin(door: str) -> ResponseReturnValue:
    """A new form under a new cookie. A second click finds that form begun, and begins none."""
    path, receipt = PATHS[door], receipt_here()
    if receipt is None or receipt.journey is not path.journey or not receipt.same:
        begun = drafting.load(g.db, g.visit, path.journey) is not None
        return redirect(url_for("question.show", door=door, number=2) if begun else url_for("start.show"), 303)
    holder_id, lock = drafting.start_draft(g.db, path.journey, now=g.now)
    visit = visits.begin(holder_id, lock, VisitKind.DRAFTING)
    for question, answer in receipt.same.items():
        drafting.keep_answer(g.db, visit, question, answer, now=g.now)
    g.db.commit()
    return redirect(url_for("question.show", door=door, number=2), 303)
