"""Rooms for the chair and the two members of a panel: who may come in, until when, and their papers (K-55, AZ-11)."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.investigation import PapersForm, RoomForm
from admin.letting_in import let_in, papers_form, room_form
from admin.parts import beside
from admin.views.panel import asked
from admin.views.step_up import asked_for_code
from models.cases import rooms, seating
from models.fields import StrippedForm
from models.procedure.independence import PARTS
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Appointment, Case

bp = Blueprint("panel_room", __name__, url_prefix="/cases/<reference>/stage-3/rooms")
PAGE = "admin/panel_room/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("/<uuid:appointment_id>")
def open_one(reference: str, appointment_id: uuid.UUID) -> ResponseReturnValue:
    """Let them in: the invitation goes to the address in the pool, and nobody here sees the link (AUTH-10)."""
    asked(reference)
    if code := asked_for_code():
        return code
    case, keys = asked(reference)
    _sits(case, appointment_id)
    form = RoomForm(request.form, prefix=(at := f"room-{appointment_id}-"))
    return _step(case, form, lambda: let_in(case, keys, appointment_id, form), form.until, at)


@bp.post("/<uuid:appointment_id>/close")
def close(reference: str, appointment_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = asked(reference)
    _sits(case, appointment_id)
    rooms.close_room(g.db, case, appointment_id, actor=g.staff, now=g.now)
    return _done(reference, "Closed. They see nothing of it from now on.")


@bp.post("/papers")
def papers(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    people = _people(case)
    form = papers_form(case, keys, people, typed=True)

    def given() -> str:
        wanted = {uuid.UUID(one) for one in form.papers.data or ()}
        rooms.give(g.db, case, wanted, people, keys=keys, actor=g.staff, now=g.now)
        return "All who sit on the panel have exactly these papers now."

    return _step(case, form, given, form.papers)


def _people(case: Case) -> Sequence[Appointment]:
    """Who sits on the panel that counts now: nobody of one before it."""
    return [seat.row for seat in seating.seats(g.db, case) if seat.row]


def _sits(case: Case, appointment_id: uuid.UUID) -> None:
    if all(one.id != appointment_id for one in _people(case)):
        raise NotAllowed("They do not sit on this panel now. Look again who does.")


def _step(
    case: Case, form: StrippedForm, step: Callable[[], str], field: Any, at: str = ""
) -> ResponseReturnValue:  # fmt: skip
    """Done, or the page again with what was typed and what is wrong."""
    reference = case.reference
    if form.validate():
        with beside(field):
            return _done(reference, step())
    case, keys = asked(reference)
    return render_template(PAGE, **_context(case, keys, form, at), form=form), 422


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _context(case: Case, keys: Keyring, wrong: StrippedForm | None = None, at: str = "") -> dict[str, Any]:
    people = _people(case)
    forms: dict[str, StrippedForm] = {f"room-{one.id}-": room_form(one, None) for one in people}
    if wrong is not None and at in forms:
        forms[at] = wrong
    kept = wrong if isinstance(wrong, PapersForm) else papers_form(case, keys, people)
    return bar(case, keys, people=people, parts=PARTS, forms=forms, papers=kept, today=local_day(g.now))
