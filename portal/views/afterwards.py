"""Some weeks after the answer: did they get it, did anything change; and what changed because of them."""

from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from models.cases import afterwards
from models.cases.returning import Theirs
from models.sealing import Unreadable
from models.tables.following import ToldBack
from models.tables.history import CaseEvent
from models.tables.words import Action
from portal.forms.following import after_form
from portal.once import once
from portal.person import done, main_only, mine, page, ring
from portal.unsent import begun, sent

bp = Blueprint("afterwards", __name__, url_prefix="/your-page")


@bp.get("/8")
@main_only
def show(me: Theirs) -> ResponseReturnValue:
    if not _asked(me):
        return done("")
    wishes = afterwards.asked_for(g.db, me.case, ring(me))
    return page("afterwards/show", "after", form=after_form(begun(me), wishes), wishes=wishes)


@bp.post("/8")
@main_only
@once(CaseEvent, "after")
def keep(me: Theirs) -> ResponseReturnValue:
    if not _asked(me):
        return done("")
    wishes = afterwards.asked_for(g.db, me.case, ring(me))
    form = after_form(request.form, wishes)
    if not form.chosen():
        return page("afterwards/show", "after", 422, form=form, wishes=wishes)
    got = {wish: form[f"got_{place}"].data or "" for place, wish in enumerate(wishes)}
    afterwards.keep(
        g.db, me.case, changed=form.changed.data, wishes=got, text=form.text.data or "",
        holder_id=me.holder.id, keys=ring(me), actor=me.actor, now=g.now, made=g.made,
    )  # fmt: skip
    sent(me)
    g.db.commit()
    return done("after")


@bp.get("/9")
@mine
def because(me: Theirs) -> ResponseReturnValue:
    told, kept = afterwards.told_back(g.db, me.case), afterwards.kept_promises(g.db, me.case)
    still = afterwards.promised(g.db, me.case)
    return page(
        "afterwards/because",
        "because",
        told=_texts(me, ToldBack.text, told),
        kept=_texts(me, Action.text, kept),
        still=_texts(me, Action.text, still),
    )


def _asked(me: Theirs) -> bool:
    return afterwards.may_ask(g.db, me.case, afterwards.answered_on(g.db, me.case), now=g.now)


def _texts(me: Theirs, column: Any, rows: Any) -> list[tuple[Any, str | None]]:
    opened = ring(me).open_each(column, rows)
    return [(row, None if isinstance(text, Unreadable) else text) for row, text in zip(rows, opened, strict=True)]
