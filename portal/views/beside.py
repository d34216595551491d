"""Who helps the person: an advocate's authority is theirs to give, to limit and to end in one tap (A2, A6, AZ-14)."""

import uuid
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import advocates, copies, thread
from models.cases.returning import Theirs
from models.procedure.terms import Event
from models.tables.history import CaseEvent
from portal.forms.signing import CopiesForm
from portal.once import once
from portal.person import done, first_only, number_of, page, ring

bp = Blueprint("beside", __name__, url_prefix="/your-page/11")


@bp.get("")
@first_only
def show(me: Theirs) -> ResponseReturnValue:
    people = [
        (access, name, place, CopiesForm(data={"copies": access.copies.split()}))
        for access, name, place in advocates.beside(g.db, me.case)
    ]
    return page("beside/show", "helper_page", people=people)


@bp.post("/<uuid:access_id>")
@first_only
@once(CaseEvent, lambda: _said_before(), ".show")
def choose(me: Theirs, access_id: uuid.UUID) -> ResponseReturnValue:
    """Yes with what they may have; or no, from this moment."""
    access = _still(me, access_id)
    if access is None:
        return done("", ".show")
    first = access.confirmed_at is None
    if request.form.get("say") == "no":
        advocates.end(g.db, me.case, access, by="child", keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    else:
        chosen = CopiesForm(request.form).copies.data or []
        advocates.confirm(g.db, me.case, access, chosen, how="page", actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    said = "helper_no" if request.form.get("say") == "no" else "helper_yes" if first else "helper_changed"
    return done(said, ".show")


@bp.post("/letters/<uuid:letter_id>/<uuid:whose>")
@first_only
def one_letter(me: Theirs, letter_id: uuid.UUID, whose: uuid.UUID) -> ResponseReturnValue:
    """Who may read this one letter, whatever they said of its kind (experience 2.4b, "ask me each time")."""
    letter = thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id)
    found = next((one for one in copies.readers(g.db, me.case, ring(me), letter) if one.whose == whose), None)
    may = request.form.get("say") == "yes"
    if found is not None and found.may is not may:
        copies.say(g.db, me.case, letter, found, allowed=may, actor=me.actor, now=g.now)
        g.db.commit()
    to = url_for("tracking.letter", letter_id=letter_id, s=number_of("letter_yes" if may else "letter_no"))
    return redirect(to, 303)


def _said_before() -> str:
    """What a first press was answered with."""
    said = {Event.ADVOCATE_ENDED: "helper_no", Event.ADVOCATE_CONFIRMED: "helper_yes"}
    return said.get(g.db.get_one(CaseEvent, g.made).event, "helper_changed")


def _still(me: Theirs, access_id: uuid.UUID) -> Any:
    people = advocates.beside(g.db, me.case)
    return next((access for access, _, _ in people if access.id == access_id), None)
