"""How we can reach the person: ways and yes or no, never a number or an address back (sealing.md 2.5)."""

from collections.abc import Sequence

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import choosing, contacting, own_number
from models.cases.returning import Theirs
from models.procedure.terms import Way
from models.tables.history import CaseEvent
from models.tables.words import SafeWay
from portal.forms.following import ReachForm
from portal.once import once
from portal.person import done, main_only, number_of, page, ring

bp = Blueprint("contact", __name__, url_prefix="/your-page/reach")


@bp.get("")
@main_only
def show(me: Theirs) -> ResponseReturnValue:
    """What is in use is ticked. Its number or address only staff can open: left empty, it stays (sealing.md 2.5)."""
    return _page(me, ReachForm(data={"ways": [way.way.value for way in _in_use(me)]}))


@bp.post("")
@main_only
@once(CaseEvent, lambda: _changed(ReachForm(request.form)))
def change(me: Theirs) -> ResponseReturnValue:
    form, known = ReachForm(request.form), {way.way for way in _in_use(me)} - {Way.HERE}
    kept, gone = form.only_keeps(known), sorted(known - form.ticked)
    if not kept and not form.agreed():
        return _page(me, form, 422)
    if gone and "sure" not in request.form:  # nothing is thrown away by one press
        return _page(me, form, gone=gone)
    if kept:
        for way in gone:
            contacting.still_safe(g.db, me.case, me.holder, way, False, actor=me.actor, now=g.now, equal=me.equal)
    else:
        told = {"actor": me.actor, "now": g.now, "another": me.to_id, "made": g.made}
        contacting.change(g.db, me.case, me.holder, form.card(), keys=ring(me), **told)
    g.db.commit()
    return done("reach_kept" if kept and known and not gone else _changed(form))


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
    return "reach" if form.ticked - {Way.HERE} else "reach_none"


def _in_use(me: Theirs) -> list[SafeWay]:
    return [way for way in contacting.ways_of(g.db, me.case.id, me.holder.id) if way.allowed]


def _page(me: Theirs, form: ReachForm, status: int = 200, *, gone: Sequence[Way] = ()) -> ResponseReturnValue:
    ways = _in_use(me)
    beside = () if me.helper or me.equal else choosing.advocates_of(g.db, me.case)
    may_text = own_number.may_be_texted(g.db, me.case.id, me.holder.id)
    facts = {
        "gone": gone,
        "may_text": may_text,
        "ways": ways,
        "advocates": beside,
        "named_unaware": me.case.named_unaware,
    }
    return page("contact/show", "reach", status, form=form, **facts)
