"""Publishing a report: how it will look, what does not add up, and letting it go; below which number counts hide."""

import uuid

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import between, seen_first
from admin.forms.reports import FewestForm, PublishForm
from admin.reporting import Asked, asked
from admin.views.reports import done
from admin.views.step_up import asked_for_code
from models.cases.setting_history import changes_of
from models.procedure.working_days import local_day
from models.reports import publishing
from models.reports.building import build
from models.reports.publishing import ChecksFail, NotOver, Overlaps
from models.reports.report import Report
from models.reports.writers.values import said
from models.words import deck

bp = Blueprint("publishing", __name__, url_prefix="/reports/publish")
PAGE = "admin/publishing/show.html"
FROM_NOW = "It holds for what is published from then on, and for what directors see. What is published stays as it is."


@bp.get("")
def show() -> ResponseReturnValue:
    return _page(asked(request.args), PublishForm())


@bp.post("")
def publish() -> ResponseReturnValue:
    one, form = asked(request.args), PublishForm(request.form)
    if not form.validate():
        return _page(one, form), 422
    if page := asked_for_code("You are about to publish this report for everybody."):
        return page
    try:
        publishing.publish(g.db, g.keys, _whole(one), reason=form.reason.data or "", by=g.staff, now=g.now)
    except ChecksFail as problem:
        form.reason.errors = [str(problem)]
        return _page(one, form), 422
    except (Overlaps, NotOver) as problem:
        flash(str(problem))
        return redirect(url_for(".show", **one.values), 303)
    return done("reports.choose", "Published. It is on the public site now.")


@bp.get("/withdraw/<uuid:publication_id>")
def ask_withdraw(publication_id: uuid.UUID) -> ResponseReturnValue:
    """Asked first: somebody may have the address already."""
    found = publishing.one(g.db, publication_id)
    if found is None:
        abort(404)
    return render_template("admin/publishing/withdraw.html", row=found[0])


@bp.post("/withdraw/<uuid:publication_id>")
def withdraw(publication_id: uuid.UUID) -> ResponseReturnValue:
    try:
        publishing.withdraw(g.db, publication_id, by=g.staff, now=g.now)
    except LookupError:
        abort(404)
    return done("reports.choose", "Withdrawn. It is no longer on the public site.")


@bp.get("/smallest")
def smallest() -> ResponseReturnValue:
    return _smallest(_fewest())


@bp.post("/smallest")
def set_smallest() -> ResponseReturnValue:
    form = FewestForm(request.form)
    if not form.validate():
        return _smallest(form), 422
    if page := seen_first(between(_fewest(), form), FROM_NOW, lambda: _smallest(form), back=url_for(".smallest")):
        return page
    fewest = form.fewest.data or 0
    publishing.set_fewest(g.db, fewest, by=g.staff, now=g.now)
    return done("reports.choose", f"Counts below {fewest} are hidden in what is published from now on.")


def _fewest() -> FewestForm:
    return FewestForm(data={"fewest": publishing.fewest_shown(g.db)})


def _smallest(form: FewestForm) -> str:
    changed = [one for one in changes_of(g.db, "setting") if one.details.startswith(publishing.SETTING)]
    return render_template("admin/publishing/smallest.html", form=form, changed=changed)


def _whole(one: Asked) -> Report:
    """Everybody's cases, also those behind a wall of who publishes: a published number is true or hidden."""
    scope = one.scope.for_everybody()
    return build(g.db, g.keys, one.layout, scope, today=local_day(g.now))


def _page(one: Asked, form: PublishForm) -> str:
    try:
        ready, refused = publishing.prepare(g.db, g.keys, _whole(one), now=g.now), ""
    except (Overlaps, NotOver) as problem:
        ready, refused = None, str(problem)
    fewest = publishing.fewest_shown(g.db)
    return render_template(
        PAGE,
        one=one,
        form=form,
        ready=ready,
        refused=refused,
        fewest=fewest,
        spelled=said,
        words=deck("report", "en"),
        link=None,
    )
