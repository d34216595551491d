"""Asking to have their number texted to them, from the receipt and from how we can reach them (2.8)."""

from dataclasses import replace

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from models.cases import own_number
from models.cases.returning import Theirs
from models.cases.visiting import keep_receipt
from portal.journeys import DOORS
from portal.person import done, main_only, ring, words
from portal.views.gone import receipt_here

bp = Blueprint("own_number", __name__)


@bp.post("/your-page/number")
@main_only
def ask(me: Theirs) -> ResponseReturnValue:
    """The gate is asked again here: what was safe when the page was drawn may not be any more (PRV-10)."""
    if not own_number.may_be_texted(g.db, me.case.id, me.holder.id):
        return done("", "contact.show")
    text = words()["reach"].said("number_message")
    own_number.ask(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now)
    receipt = receipt_here()
    here = receipt is not None and bool(receipt.words)  # their words still stand there, to be kept first
    if receipt is not None and here:
        keep_receipt(g.db, g.visit, replace(receipt, said=(*receipt.said, "number")).text())
    g.db.commit()
    if receipt is not None and here:
        return redirect(url_for("receipt.show", door=DOORS[receipt.journey], _anchor="number-asked"), 303)
    return done("number", "contact.show")
