"""Dates for a meeting or a panel, as the person sees them: all that work, or one that they can not come to."""

import uuid

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import meeting
from models.cases.returning import Theirs
from models.fields import ids_of
from models.tables.history import CaseEvent
from portal.forms.signing import DatesForm, DaysForm
from portal.once import once
from portal.person import done, mine, page, ring
from portal.unsent import begun, sent

bp = Blueprint("meeting", __name__, url_prefix="/your-page/13")


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    return _page(me)


@bp.post("")
@mine
@once(CaseEvent, "dates")
def answer(me: Theirs) -> ResponseReturnValue:
    """Every date that works, or none of them: both are answers. A day that is gone by now is neither."""
    offered = meeting.waiting(g.db, me.case, now=g.now)
    if not offered:
        return done("")
    days = DaysForm.of(offered, request.form)
    if not days.validate():
        return _page(me, days=days)
    works = ids_of(days.works.data)
    meeting.answer(g.db, me.case, works, actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("dates")


@bp.post("/<uuid:date_id>")
@mine
@once(CaseEvent, "date_off")
def cancel(me: Theirs, date_id: uuid.UUID) -> ResponseReturnValue:
    why = DatesForm(request.form)
    if not why.validate() and date_id in {row.id for row in meeting.fixed(g.db, me.case, now=g.now)}:
        return _page(me, why=why)
    said = str(why.why.data or "")
    meeting.cancel(g.db, me.case, date_id, by="person", why=said, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    sent(me)
    g.db.commit()
    return done("date_off")


def _page(me: Theirs, *, days: DaysForm | None = None, why: DatesForm | None = None) -> ResponseReturnValue:
    """As it stands, or with what could not be taken: `days` that were picked, `why` one can not come."""
    offered, fixed = meeting.waiting(g.db, me.case, now=g.now), meeting.fixed(g.db, me.case, now=g.now)
    typed = begun(me, url_for(".cancel", date_id=fixed[0].id)) if fixed and not why else None
    status, wrong = 422 if days or why else 200, days or why
    days, why = days or DaysForm.of(offered), why or DatesForm(typed)
    return page("meeting/show", "dates", status, offered=offered, fixed=fixed, form=wrong, days=days, why=why)
