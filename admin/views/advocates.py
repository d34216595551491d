"""Advocacy: every request and what is late, the figures, and what one case needs."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.advocates import AgainForm, AskForm, ConsiderForm
from admin.opened import opened
from models.audit import note
from models.cases import advocacy_figures, advocacy_work, choosing, referrals
from models.procedure.advocacy import STAFF_CANNOT
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("advocates", __name__)
PAGE = "admin/advocates/one.html"


@bp.get("/advocates")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "advocates_list", now=g.now)
    today = local_day(g.now)
    since = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    rates = advocacy_figures.rates(g.db, g.staff, since=since, today=today)
    rows = advocacy_work.lines(g.db, g.staff)
    work = advocacy_work.by_provider(rows, since=since, today=today)
    facts = {"rows": rows, "rates": rates, "work": work, "since": since, "today": today, "why": STAFF_CANNOT}
    return render_template("admin/advocates/show.html", **facts)


@bp.get("/cases/<reference>/advocate")
def one(reference: str) -> ResponseReturnValue:
    case, ring = _young(reference)
    return _page(case, ring)


@bp.post("/cases/<reference>/advocate")
def ask(reference: str) -> ResponseReturnValue:
    case, ring = _young(reference)
    form = AskForm(request.form)
    if not form.validate():
        return _page(case, ring, ask=form)
    choosing.want_advocate(
        g.db, case, shares=form.shares.data or [], wishes=form.wishes.data or "", wait=case.wait_for_advocate,
        keys=ring, actor=g.staff, now=g.now,
    )  # fmt: skip
    return _done(reference, "The provider is told within a minute.")


@bp.post("/cases/<reference>/advocate/<uuid:referral_id>")
def again(reference: str, referral_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = _young(reference)
    form = _again(case, request.form)
    if not form.validate():
        return _page(case, ring, again=form)
    provider = uuid.UUID(form.provider.data)
    advocacy_work.give_again(g.db, case, referral_id, provider, actor=g.staff, keys=g.keys, now=g.now)
    return _done(reference, "Their mail goes within a minute.")


@bp.post("/cases/<reference>/advocate/considered")
def consider(reference: str) -> ResponseReturnValue:
    case, ring = _young(reference)
    form = ConsiderForm(request.form)
    if not form.validate():
        return _page(case, ring, consider=form)
    advocacy_work.consider(
        g.db, case, form.decision.data or "", form.why.data or "", actor=g.staff, keys=ring, now=g.now
    )
    return _done(reference, "Recorded.")


def _young(reference: str) -> tuple[Case, Keyring]:
    case, ring = opened(reference)
    if not case.young_person:
        if request.method == "GET":
            abort(redirect(url_for("case.show", reference=reference), 303))
        raise NotAllowed("Only children and young people are entitled to an advocate (E-25).")
    return case, ring


def _again(case: Case, given: Any = None) -> AgainForm:
    form = AgainForm(given)
    form.provider.choices = [(str(one.id), one.name) for one in advocacy_work.providers(g.db, case)]
    return form


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".one", reference=reference), 303)


def _page(case: Case, ring: Keyring, **given: Any) -> ResponseReturnValue:
    rows = [
        (row, referrals.contact_by(g.db, case, row), referrals.named(ring, row), referrals.organisation_of(g.db, row))
        for row in referrals.of_case(g.db, case)
    ]
    forms = {"ask": AskForm(), "again": _again(case), "consider": ConsiderForm()} | given
    page = render_template(PAGE, **bar(case, ring, rows=rows, today=local_day(g.now), why=STAFF_CANNOT, **forms))
    return page, 422 if given else 200
