"""After sending: how it was to use this, and who we hear from. Counted, and kept apart from what was sent."""

from dataclasses import replace

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import tallying
from models.cases.sending import Receipt
from models.cases.visiting import keep_receipt
from models.words import deck
from portal.forms.apart import AboutYouForm, FaceForm
from portal.journeys import PATHS
from portal.views.gone import receipt_here
from portal.views.question import DOOR

bp = Blueprint("apart", __name__)


@bp.post(f"/{DOOR}/face")
def face(door: str) -> ResponseReturnValue:
    """One press on a face is enough; words beside it are read by the complaints manager."""
    receipt, form = receipt_here(), FaceForm(request.form)
    if receipt is not None and "face" not in receipt.said and form.validate():
        given = form.answer()
        tallying.count(g.db, _council(), receipt.journey, {tallying.FACE: given["face"]}, now=g.now)
        if given["words"]:
            tallying.remark(g.db, _council(), given["words"], keys=g.keys, now=g.now)
        if any(given.values()):
            _said(receipt, "face")
    return redirect(url_for("receipt.show", door=door, _anchor="face"), 303)


@bp.get(f"/{DOOR}/about-you")
def about_you(door: str) -> ResponseReturnValue:
    receipt = receipt_here()
    if receipt is None or "about_you" in receipt.said:
        return redirect(url_for("receipt.show", door=door), 303)
    return render_template(
        "portal/apart/about_you.html", path=PATHS[door], words=deck("common")["about_you"], form=AboutYouForm()
    )


@bp.post(f"/{DOOR}/about-you")
def count(door: str) -> ResponseReturnValue:
    receipt, form = receipt_here(), AboutYouForm(request.form)
    if receipt is not None and "about_you" not in receipt.said and form.validate():
        tallying.count(g.db, _council(), receipt.journey, form.answer(), now=g.now)
        _said(receipt, "about_you")
    return redirect(url_for("receipt.show", door=door, _anchor="about"), 303)


def _said(receipt: Receipt, what: str) -> None:
    keep_receipt(g.db, g.visit, replace(receipt, said=(*receipt.said, what)).text())
    g.db.commit()


def _council() -> str:
    council: str = current_app.config["HEARD"].council
    return council
