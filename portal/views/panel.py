"""The day of the panel, as the person wants it: whether they come, with whom, who speaks, what helps (REG 19(6))."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from models.cases import panel_day, panel_rows
from models.cases.returning import Theirs
from models.procedure.terms import State
from models.tables.history import CaseEvent
from portal.forms.signing import PanelForm
from portal.once import once
from portal.person import done, mine, page, ring
from portal.unsent import begun, sent

bp = Blueprint("panel", __name__, url_prefix="/your-page/16")


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    panel = panel_rows.newest(g.db, me.case)
    if panel is None or me.case.state is not State.S3_REQUESTED:
        return done("")
    return _page(me, PanelForm(begun(me), data=panel_day.wishes_for(g.db, panel, ring(me))))


@bp.post("")
@mine
@once(CaseEvent, "panel")
def choose(me: Theirs) -> ResponseReturnValue:
    """Every choice may be skipped, and changed until the day."""
    form = PanelForm(request.form)
    if not form.agreed():
        return _page(me, form, 422)
    panel = panel_rows.newest(g.db, me.case)
    if not any(form.answer().values()) and not (panel and panel_day.wishes_for(g.db, panel, ring(me))):
        return done("")  # nothing was chosen and nothing is taken back: there is nothing to thank for
    panel_day.choose(g.db, me.case, form.answer(), actor=me.actor, now=g.now, keys=ring(me), made=g.made)
    sent(me)
    g.db.commit()
    return done("panel")


def _page(me: Theirs, form: PanelForm, status: int = 200) -> ResponseReturnValue:
    return page("panel/show", "panel_day", status, form=form, fixed=panel_day.tried(g.db, me.case).fixed)
