"""One's own deadlines in one's own calendar: making its address, taking it back, and what stands behind it."""

import uuid

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.views.step_up import asked_for_code
from models.audit import note
from models.cases import calendar, calendar_links
from models.cases.finding import only_theirs
from models.procedure.working_days import local_day

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
PAGE = "admin/calendar/show.html"
KIND = "text/calendar; charset=utf-8; component=VEVENT"


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(PAGE, since=calendar_links.made_at(g.db, g.staff.account_id), address=None)


@bp.post("")
def make() -> ResponseReturnValue:
    """Shown once: only its hash is kept."""
    if page := asked_for_code("Whoever has this address reads your days without signing in."):
        return page
    token = calendar_links.make_link(g.db, g.staff, now=g.now)
    g.db.commit()
    return render_template(PAGE, since=g.now, address=url_for(".feed", token=token, _external=True))


@bp.post("/withdraw")
def withdraw() -> ResponseReturnValue:
    calendar_links.withdraw(g.db, g.staff.account_id, by=g.staff, now=g.now)
    g.db.commit()
    flash("The address does not work any more. Take the calendar out of your phone or computer as well.")
    return redirect(url_for(".show"), 303)


@bp.get("/<string:token>.ics")
def feed(token: str) -> ResponseReturnValue:
    actor = calendar_links.whose(g.db, token) or abort(404)
    if calendar_links.too_often(g.db, actor, now=g.now):
        return Response(status=429, headers={"Retry-After": str(int(calendar_links.WITHIN.total_seconds()))})
    days = calendar.days_of(g.db, actor, local_day(g.now))
    note(g.db, actor, calendar_links.READ, now=g.now, object_kind="account", object_id=actor.account_id)
    links = [url_for(".go", clock_id=day.clock_id, _external=True) for day in days]
    content = b"" if request.method == "HEAD" else calendar.written(days, links, now=g.now)
    return Response(content, content_type=KIND)


@bp.get("/due/<uuid:clock_id>")
def go(clock_id: uuid.UUID) -> ResponseReturnValue:
    """From a day to its case, for who may see it now; otherwise as for one that does not exist (AZ-02)."""
    reference = calendar.reference_of(g.db, g.staff, clock_id) or abort(404)
    to = "answer.show" if only_theirs(g.staff) else "case.show"
    return redirect(url_for(to, reference=reference), 303)
