"""Dates for a meeting or a panel: offered, answered, fixed, and who cancelled which (S-04)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.meeting import CancelForm, OfferForm, WithoutForm
from admin.opened import opened
from admin.parts import beside
from models.cases import meeting
from models.procedure.terms import State
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("meeting", __name__, url_prefix="/cases/<reference>/dates")
PAGE = "admin/meeting/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("")
def offer(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = OfferForm(request.form).about(panel=case.state is State.S3_REQUESTED)
    if form.validate() and form.to_come(g.now):
        kind, place = form.kind.data or "", form.place.data or ""
        with beside(form.first):
            meeting.offer(g.db, case, kind, place, form.moments(), actor=g.staff, now=g.now)
    if form.errors:
        return render_template(PAGE, **{**_context(case, keys), "form": form, "offering": form}), 422
    return _done(reference, "Offered. They say on their page which work for them.")


@bp.post("/<uuid:date_id>/told")
def told(reference: str, date_id: uuid.UUID) -> ResponseReturnValue:
    """They rang or wrote: whether this date works, for who has no page or does not use it."""
    case, _ = opened(reference)
    works = request.form.get("works") == "yes"
    meeting.told(g.db, case, date_id, works=works, actor=g.staff, now=g.now)
    return _done(reference, "Kept: it works for them." if works else "Kept: it does not work for them.")


@bp.post("/<uuid:date_id>/fix")
def fix(reference: str, date_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = opened(reference)
    meeting.fix(g.db, case, date_id, actor=g.staff, now=g.now)
    return _done(reference, "Fixed. Their page shows it.")


@bp.post("/<uuid:date_id>/fix-without")
def fix_without(reference: str, date_id: uuid.UUID) -> ResponseReturnValue:
    """A panel meets within its days though they have not said yes: what was tried is kept (K-54, S-04)."""
    case, keys = opened(reference)
    form = WithoutForm(request.form)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "without": form}), 422
    meeting.fix(g.db, case, date_id, tried=form.tried.data or "", keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "Fixed without their yes. Their page shows it. Write to them about the day.")


@bp.post("/<uuid:date_id>/cancel")
def cancel(reference: str, date_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = CancelForm(request.form)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "cancelling": form}), 422
    by, why = form.by.data or "", form.why.data or ""
    meeting.cancel(g.db, case, date_id, by=by, why=why, keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "Cancelled. Who did, and why, is kept. Our days run on.")


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _context(case: Case, keys: Keyring) -> dict[str, Any]:
    rows = [(row, meeting.why_of(row, keys)) for row in meeting.dates_of(g.db, case)]
    offering = OfferForm().about(panel=case.state is State.S3_REQUESTED)
    words = {"kinds": meeting.KINDS, "places": meeting.PLACES, "by": meeting.BY}
    by = {"panel_by": meeting.panel_by(g.db, case), "papers_from": meeting.papers_from(g.db, case, now=g.now)}
    return bar(case, keys, rows=rows, offering=offering, cancelling=CancelForm(), without=WithoutForm(), **words, **by)
