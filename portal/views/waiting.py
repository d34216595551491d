"""Waiting at the person's own wish: why, until when and what it does to our days; and going on with one tap."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from models.cases import pausing
from models.cases.returning import Theirs
from models.procedure.pausing import Why
from models.tables.history import CaseEvent
from portal.forms.following import PauseForm, pause_form
from portal.once import once
from portal.person import done, main_only, page, ring
from portal.unsent import begun, sent

bp = Blueprint("waiting", __name__, url_prefix="/your-page")


@bp.get("/7")
@main_only
def show(me: Theirs) -> ResponseReturnValue:
    offered = pausing.choices(g.db, me.case, now=g.now)
    if not offered or pausing.running(g.db, me.case):
        return done("")
    return _page(pause_form(begun(me), offered), offered)


@bp.post("/7")
@main_only
@once(CaseEvent, "pause")
def begin(me: Theirs) -> ResponseReturnValue:
    offered = pausing.choices(g.db, me.case, now=g.now)
    form = pause_form(request.form, offered)
    if not form.chosen():
        return _page(form, offered, 422)
    text = form.answer()["text"]
    pausing.begin(g.db, me.case, form.why.data, text, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    sent(me)
    g.db.commit()
    return done("pause")


@bp.post("/7/end")
@main_only
@once(CaseEvent, lambda: "pause" if _longer() else "resumed")
def go_on(me: Theirs) -> ResponseReturnValue:
    """Go on now, or once more: longer."""
    paused = pausing.running(g.db, me.case)
    if paused is None:
        return done("")
    why = Why.OTHER if paused.why == Why.NOT_REACHED else paused.why
    same = pausing.text_of(paused, ring(me))  # the request for records that it waits for stays with it
    pausing.end(g.db, me.case, actor=me.actor, now=g.now, made=g.made)
    if _longer():
        pausing.begin(g.db, me.case, why, same, keys=ring(me), actor=me.actor, now=g.now)
    g.db.commit()
    return done("pause" if _longer() else "resumed")


def _longer() -> bool:
    return request.form.get("then") == "longer"


def _page(form: PauseForm, offered: list[pausing.Choice], status: int = 200) -> ResponseReturnValue:
    return page("waiting/show", "pause", status, form=form, offered=offered)
