"""Who stands beside a child: the authority is the child's, so each step says how the child told us (A2, AZ-14)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.beside import ConfirmForm, GiveForm
from admin.opened import opened
from admin.parts import beside
from models.cases import advocates
from models.cases.caring_details import called, details_of
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("beside", __name__, url_prefix="/cases/<reference>/beside")
PAGE = "admin/beside/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("")
def give(reference: str) -> ResponseReturnValue:
    """The child told us that this advocate helps them."""
    case, keys = opened(reference)
    form = _give_form(request.form)
    if form.validate():
        who, details = uuid.UUID(form.advocate.data), details_of(g.db, case, keys) or {}
        name = called(details)
        how, copies = form.how.data or "", form.copies.data or []
        with beside(form.advocate):
            advocates.give(g.db, case, who, how=how, name=name, copies=copies, keys=keys, actor=g.staff, now=g.now)
    if form.errors:
        return render_template(PAGE, **{**_context(case, keys), "form": form, "give": form}), 422
    return _done(reference, "They may open it from now on. The child can end it on their own page.")


@bp.post("/<uuid:access_id>")
def confirm(reference: str, access_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form, access = ConfirmForm(request.form), advocates.one_of(g.db, case, access_id)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "confirm": form}), 422
    how, copies = form.how.data or "", form.copies.data or []
    advocates.confirm(g.db, case, access, copies, how=how, actor=g.staff, now=g.now)
    return _done(reference, "Kept as the child said it.")


@bp.post("/<uuid:access_id>/end")
def end(reference: str, access_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    access = advocates.one_of(g.db, case, access_id)
    advocates.end(g.db, case, access, by="staff", keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "Ended. Offer the child a new advocate.")


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _give_form(typed: Any = None) -> GiveForm:
    return GiveForm(typed).offer((str(staff.id), f"{staff.name}, {place}") for staff, place in advocates.people(g.db))


def _context(case: Case, keys: Keyring) -> dict[str, Any]:
    return bar(
        case, keys, people=advocates.beside(g.db, case, ended=True), how=advocates.HOW, copies=advocates.COPIES,
        ended=advocates.ENDED, give=_give_form(), confirm=ConfirmForm(),
    )  # fmt: skip
