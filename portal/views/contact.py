"""How we can reach the person: ways and yes or no, never a number or an address back (sealing.md 2.5)."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import choosing, contacting, own_number
from models.cases.returning import Theirs
from models.procedure.terms import Way
from models.tables.history import CaseEvent
from portal.forms.following import ReachForm
from portal.once import once
from portal.person import done, main_only, number_of, page, ring

bp = Blueprint("contact", __name__, url_prefix="/your-page/reach")


@bp.get("")
@main_only
def show(me: Theirs) -> ResponseReturnValue:
    return _page(me, ReachForm())


@bp.post("")
@main_only
@once(CaseEvent, lambda: _changed(ReachForm(request.form)))
def change(me: Theirs) -> ResponseReturnValue:
    form = ReachForm(request.form)
    if not form.agreed():
        return _page(me, form, 422)
    contacting.change(
        g.db, me.case, me.holder, form.card(), keys=ring(me), actor=me.actor, now=g.now, another=me.to_id,
        made=g.made,
    )  # fmt: skip
    g.db.commit()
    return done(_changed(form))


@bp.post("/still")
@main_only
def still_safe(me: Theirs) -> ResponseReturnValue:
    """Asked at each visit, in one line, one way after another; a no holds from this moment."""
    way, answer = request.form.get("way", ""), request.form.get("answer", "")
    if way in {found.value for found in contacting.ASKED} and answer in ("yes", "no"):
        contacting.still_safe(
            g.db, me.case, me.holder, Way(way), answer == "yes", actor=me.actor, now=g.now, equal=me.equal
        )
        g.db.commit()
        return redirect(url_for("tracking.show", s=number_of("safe"), w=contacting.ASKED.index(Way(way)) + 1), 303)
    return done("")


def _changed(form: ReachForm) -> str:
    given = form.card().choices
    return "reach" if any(choice.allowed for choice in given if choice.way is not Way.HERE) else "reach_none"


def _page(me: Theirs, form: ReachForm, status: int = 200) -> ResponseReturnValue:
    ways = [way for way in contacting.ways_of(g.db, me.case.id, me.holder.id) if way.allowed]
    beside = () if me.helper or me.equal else choosing.advocates_of(g.db, me.case)
    may_text = own_number.may_be_texted(g.db, me.case.id, me.holder.id)
    facts = {"may_text": may_text, "ways": ways, "advocates": beside, "named_unaware": me.case.named_unaware}
    return page("contact/show", "reach", status, form=form, **facts)
