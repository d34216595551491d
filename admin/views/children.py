"""An advocate's cases: initials and numbers, the next day, what is unread; and filing for another child (A0 to A8)."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.filed_files import kept_with, taken_first, waiting
from admin.forms.children import FileBase, file_form
from models import credentials
from models.audit import note
from models.cases import advocates, filing
from models.cases.drafting import SAVED
from models.cases.finding import by_reference
from models.cases.policies import holidays
from models.cases.promising import if_sent
from models.files.kinds import ANYTHING, LIMITS
from models.files.places import OUT
from models.procedure.lifecycle import PUBLIC
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.tables import AdvocateDraft, Case
from models.web import files
from models.words import deck

bp = Blueprint("children", __name__, url_prefix="/children")
WAITING = {"us": "the complaints team", "person": "the child", "service": "a manager"}


@bp.get("")
def show() -> ResponseReturnValue:
    which = request.args.get("show", "")
    note(g.db, g.staff, "children", now=g.now)
    rows = advocates.mine(g.db, g.staff, g.keys, closed=which == "closed") if which != "team" else []
    today, free = local_day(g.now), holidays(g.db)
    return render_template(
        "admin/children/show.html",
        rows=[(r, *r.when(today, free), PUBLIC[r.case.state], _waits(r.case.waiting_on)) for r in rows],
        which=which, lead=Role.ADVOCATE_LEAD in g.staff.roles, team=_team() if which == "team" else [],
        drafts=filing.drafts(g.db, g.staff), saved=SAVED,
    )  # fmt: skip


def _waits(on: str) -> str:
    """For whom; what waits for a second one of us waits for us."""
    return WAITING.get(on, WAITING["us"])


@bp.get("/dates.ics")
def dates() -> ResponseReturnValue:
    """Every next day as a calendar: the number of the case and nothing else, for calendars are shared."""
    note(g.db, g.staff, "children_dates", now=g.now)
    rows = [row for row in advocates.mine(g.db, g.staff, g.keys) if row.due_on]
    stamp = f"{g.now:%Y%m%dT%H%M%SZ}"
    body = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Heard//Dates//EN"]
    for row in rows:
        body += ["BEGIN:VEVENT", f"UID:{row.access.id}@heard", f"DTSTAMP:{stamp}"]
        body += [f"DTSTART;VALUE=DATE:{row.due_on:%Y%m%d}", f"SUMMARY:Date {row.case.reference}"]
        body.append("END:VEVENT")
    text = "\r\n".join([*body, "END:VCALENDAR", ""])
    as_file = {"Content-Disposition": 'attachment; filename="dates.ics"'}
    return text, 200, {"Content-Type": "text/calendar; charset=utf-8", **as_file}


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Empty, from a draft, or for a brother or sister of a child they help already."""
    draft_id = request.args.get("draft", "")
    row = filing.draft(g.db, g.staff, _id(draft_id)) if draft_id else None
    sibling = _sibling(filing.like(g.db, g.staff, row) if row else request.args.get("like", ""))
    given = filing.opened(row, g.keys) if row else filing.begin(g.db, g.staff, g.keys, sibling)
    form = file_form(None, _facts(), given, today=local_day(g.now))
    form.instance.data = str(row.form_instance if row else uuid.uuid4())
    form.sibling.data = sibling.reference if sibling else ""
    return _page(form, sibling, row=row)


@bp.post("/new")
def send() -> ResponseReturnValue:
    """Send it, with what the child drew, said or has on paper (A3), or keep it for later. Files are taken in first, so
    that an error does not cost them; the second of a double click brings none (R2)."""
    good, bad = files.judged(LIMITS["adult"], place=OUT)
    form = file_form(request.form, _facts(), today=local_day(g.now))
    sibling, do = _sibling(form.sibling.data or ""), request.form.get("do")
    if (made := filing.sent_before(g.db, g.staff, form.form_instance)) is not None:
        return _sent(form, made)
    row, wrong = taken_first(form.form_instance, form.answers(), good, bad, from_case=sibling, always=do == "later")
    if do == "later":
        return _kept(form, wrong)
    if not form.complete(with_files=bool(kept_with(row))) or wrong:
        g.db.commit()
        return _page(form, sibling, wrong, row=row), 422
    made = filing.send(
        g.db, form.answers(), form.form_instance, reference=credentials.new_reference(),
        council=current_app.config["HEARD"].council, sibling=sibling, keys=g.keys, actor=g.staff, now=g.now,
    )  # fmt: skip
    return _sent(form, made)


def _kept(form: FileBase, wrong: Sequence[str]) -> ResponseReturnValue:
    g.db.commit()
    flash(" ".join(["Saved. It is not sent. It is under “Not sent yet”.", *wrong]))
    return redirect(url_for("worried.show" if form.worried else ".show"), 303)


def _sent(form: FileBase, made: Case) -> ResponseReturnValue:
    g.db.commit()
    if form.worried:  # nothing of it is the child's yet: first who to ring, and duty's own box (A1, E-41)
        flash("Sent. The complaints team talks to you about it.")
        return redirect(url_for("worried.show", about=made.reference), 303)
    flash("Sent. We check with the child, in a safe way, that you help them. Then you read our letters here.")
    return redirect(url_for("child.show", reference=made.reference), 303)


def _id(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        abort(404)


def _sibling(reference: str) -> Case | None:
    return by_reference(g.db, g.staff, reference) if reference else None


def _team() -> Any:
    return advocates.team(g.db, advocates.organisation_of(g.db, g.staff)) if Role.ADVOCATE_LEAD in g.staff.roles else []


def _facts() -> dict[str, object]:
    dates = if_sent(g.db, current_app.config["HEARD"].council, g.now)
    day = dates.answer_by
    today = local_day(g.now)
    return {"if_now": f"{day:%A} {day.day} {day:%B}", "today": f"{today:%A} {today.day} {today:%B}"}


def _page(form: FileBase, sibling: Case | None, wrong: Sequence[str] = (), *, row: AdvocateDraft | None = None) -> str:
    """`wrong`: why files were not taken. `row`: what is kept of this form, with the others."""
    problems = [(f"#{one.id}", one.errors[0]) for one in form if one.errors] + [("#files", said) for said in wrong]
    return render_template(
        "admin/children/new.html", form=form, sibling=sibling, words=deck("advocate"), problems=problems, wrong=wrong,
        accept=ANYTHING, limits=LIMITS["adult"], **waiting(row),
    )  # fmt: skip
