"""An advocacy provider's own small area: what was referred to them, only what was ticked, and their three answers."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.referrals import AcceptForm, CannotForm, ContactForm, forms
from admin.parts import beside
from models.audit import note
from models.cases import referrals
from models.cases.caring_details import seen
from models.procedure.working_days import local_day
from models.tables import Case, Referral

bp = Blueprint("provider", __name__, url_prefix="/referrals")


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "referrals", now=g.now)
    rows, today = referrals.mine(g.db, g.staff), local_day(g.now)
    return render_template("admin/provider/show.html", rows=rows, today=today)


@bp.get("/<uuid:referral_id>")
def one(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral, case = referrals.one(g.db, g.staff, referral_id)
    return _page(referral, case)


@bp.post("/<uuid:referral_id>/accept")
def accept(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral, case = referrals.one(g.db, g.staff, referral_id)
    form = AcceptForm(request.form)
    if not form.fits(referral.kind):
        return _page(referral, case, accept=form)
    name, line = form.name.data or "", form.line.data or ""
    referrals.accept(g.db, case, referral, name, line, keys=g.keys, actor=g.staff, now=g.now)
    return _done(referral, "Kept. The young person can read it on their page.")


@bp.post("/<uuid:referral_id>/contact")
def contact(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral, case = referrals.one(g.db, g.staff, referral_id)
    form = ContactForm(request.form)
    if not form.validate() or form.on.data is None:
        return _page(referral, case, contact=form)
    with beside(form.on):
        referrals.in_touch(g.db, case, referral, form.on.data, actor=g.staff, now=g.now)
    if form.errors:
        return _page(referral, case, contact=form)
    return _done(referral, "Recorded. Thank you.")


@bp.post("/<uuid:referral_id>/cannot")
def cannot(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral, case = referrals.one(g.db, g.staff, referral_id)
    form = CannotForm(request.form)
    if not form.validate():
        return _page(referral, case, cannot=form)
    referrals.turn_down(g.db, case, referral, form.why.data or "", keys=g.keys, actor=g.staff, now=g.now)
    return _done(referral, "The council knows, and will find somebody else.")


def _done(referral: Referral, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".one", referral_id=referral.id), 303)


def _page(referral: Referral, case: Case, **given: Any) -> ResponseReturnValue:
    """One row in the audit for each look; the young person's own page says that the provider looked."""
    seen(g.db, case.id, g.staff, now=g.now, what="provider.one")
    ring = g.keys.with_case(case)
    by, today = referrals.contact_by(g.db, case, referral), local_day(g.now)
    page = render_template(
        "admin/provider/one.html", referral=referral, case=case, shared=referrals.shared(g.db, case, referral, g.keys),
        named=referrals.named(ring, referral), by=by, today=today, **forms(today, **given),
    )  # fmt: skip
    return page, 422 if given else 200
