"""The pool of investigating officers and independent persons: who is in it, and what is known of each."""

import uuid

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.pool import OutsiderForm
from models.audit import note
from models.cases import outsiders, paying
from models.procedure.working_days import local_day
from models.tables import Outsider

bp = Blueprint("pool", __name__, url_prefix="/pool")
ONE = "admin/pool/one.html"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "pool", now=g.now)
    today = local_day(g.now)
    year = paying.financial_year(today)
    paid = paying.of_people(g.db, g.staff, year)
    return render_template("admin/pool/show.html", people=outsiders.pool(g.db), today=today, year=year, paid=paid)


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _page(None, OutsiderForm.of(None, {}))


@bp.post("/new")
def add() -> ResponseReturnValue:
    return _keep(None)


@bp.get("/<uuid:outsider_id>")
def one(outsider_id: uuid.UUID) -> ResponseReturnValue:
    row = _one(outsider_id)
    note(g.db, g.staff, "view", now=g.now, object_kind="outsider", object_id=row.id)
    return _page(row, OutsiderForm.of(row, outsiders.details_of(row, g.keys)))


@bp.post("/<uuid:outsider_id>")
def change(outsider_id: uuid.UUID) -> ResponseReturnValue:
    return _keep(_one(outsider_id))


def _keep(row: Outsider | None) -> ResponseReturnValue:
    form = OutsiderForm(request.form)
    if not form.validate():
        return _page(row, form), 422
    outsiders.keep(g.db, form.given(), row=row, keys=g.keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash("Kept." if row else "Added to the pool.")
    return redirect(url_for(".show"), 303)


def _page(row: Outsider | None, form: OutsiderForm) -> str:
    paid = paying.of_person(g.db, g.staff, row.id) if row else []
    return render_template(ONE, row=row, form=form, paid=paid)


def _one(outsider_id: uuid.UUID) -> Outsider:
    return outsiders.one(g.db, outsider_id) or abort(404)
