"""Save and come back: words for answers that are not sent yet."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting, visiting
from models.cases.sending import Receipt
from models.formats import near_date
from models.procedure.working_days import local_day
from models.words import deck
from portal.journeys import PATHS, Path
from portal.journeys.going_on import CHECK, comes_back_to
from portal.views.gone import sent_elsewhere
from portal.views.handing_in import fresh_words
from portal.views.question import DOOR

bp = Blueprint("later", __name__)


@bp.get(f"/{DOOR}/later")
def show(door: str) -> ResponseReturnValue:
    path = PATHS[door]
    kept = drafting.load(g.db, g.visit, path.journey)
    if kept is None:
        return sent_elsewhere(path) or redirect(url_for("start.show"), 303)
    text = visiting.receipt_of(g.db, g.visit)
    until = kept.expires_at if kept.saved else g.now + drafting.SAVED
    return render_template(
        "portal/later/show.html",
        path=path,
        words=deck("common")["later"],
        kept=deck("common")["kept"],
        saved=kept.saved,
        receipt=Receipt.of(text) if text else None,
        on=comes_back_to(path, _at(path) or kept.at),
        checked=bool(_at(path)),
        keep_until=near_date(local_day(until)),
    )


@bp.post(f"/{DOOR}/later")
def save(door: str) -> ResponseReturnValue:
    """A second click changes nothing: the words of the first are shown again by the page that follows."""
    path = PATHS[door]
    kept = drafting.load(g.db, g.visit, path.journey)
    if kept is None or kept.saved:
        return redirect(url_for(".show", door=door), 303)
    g.db.rollback()
    fresh = fresh_words(path)
    new = drafting.save_for_later(
        g.db, g.visit, reference=fresh.reference, salt=fresh.salt, words=fresh.lock, now=g.now, at=_at(path)
    )
    if new is not None:
        receipt = Receipt(journey=path.journey, reference=fresh.reference, words=fresh.words, sent=False)
        visiting.keep_receipt(g.db, g.visit, receipt.text())
        g.db.commit()
    return redirect(url_for(".show", door=door), 303)


def _at(path: Path) -> str:
    """Saved from the check page, they come back to it; else to the question they stopped at, which the draft knows."""
    return f"{path.door}/{CHECK}" if request.args.get("c") else ""
