"""Dates for a meeting or a panel, as the person sees them: all that work, or one that they can not come to."""

import uuid

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import meeting
from models.cases.returning import Theirs
from models.tables.history import CaseEvent
from portal.forms.signing import DatesForm
from portal.once import once
from portal.person import done, mine, page, ring
from portal.unsent import begun, sent

bp = Blueprint("meeting", __name__, url_prefix="/your-page/13")


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    offered, fixed = meeting.waiting(g.db, me.case, now=g.now), meeting.fixed(g.db, me.case, now=g.now)
    typed = begun(me, url_for(".cancel", date_id=fixed[0].id)) if fixed else None
    return page("meeting/show", "dates", offered=offered, fixed=fixed, form=DatesForm(typed))


@bp.post("")
@mine
@once(CaseEvent, "dates")
def answer(me: Theirs) -> ResponseReturnValue:
    """Every date that works, or none of them: both are answers."""
    chosen = set(request.form.getlist("works"))
    offered = meeting.waiting(g.db, me.case, now=g.now)
    if not offered:
        return done("")
    works = {row.id for row in offered if str(row.id) in chosen}
    meeting.answer(g.db, me.case, works, actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("dates")


@bp.post("/<uuid:date_id>")
@mine
@once(CaseEvent, "date_off")
def cancel(me: Theirs, date_id: uuid.UUID) -> ResponseReturnValue:
    form = DatesForm(request.form)
    why = str(form.why.data or "") if form.validate() else ""
    meeting.cancel(g.db, me.case, date_id, by="person", why=why, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    sent(me)
    g.db.commit()
    return done("date_off")
