"""Learning: meetings that are due, actions that are late, and what the public reads of what was done (K-65, X-15)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.learning import ActionForm, LineForm, MeetingForm
from admin.opened import opened
from admin.parts import beside
from models.audit import note
from models.cases import learning, promises, said_and_done
from models.fields import StrippedForm
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("learning", __name__)
PAGE = "admin/learning/show.html"


@bp.get("/learning")
def everything() -> ResponseReturnValue:
    note(g.db, g.staff, "learning_list", now=g.now)
    today = local_day(g.now)
    facts = {
        "owed": learning.owed(g.db, g.staff, today=today),
        "late": learning.late_by_case(g.db, g.staff, g.keys, today),
        "lines": said_and_done.lines(g.db, g.staff, g.keys),
        "may_release": bool(g.staff.roles & said_and_done.RELEASERS),
    }  # fmt: skip
    return render_template("admin/learning/everything.html", **facts)


@bp.post("/learning/<uuid:line_id>/release")
def release(line_id: uuid.UUID) -> ResponseReturnValue:
    said_and_done.release(g.db, line_id, actor=g.staff, now=g.now, keys=g.keys)
    return _done(url_for(".everything"), "Released. It is on the public site.")


@bp.post("/learning/<uuid:line_id>/take-back")
def take_back(line_id: uuid.UUID) -> ResponseReturnValue:
    said_and_done.take_back(g.db, line_id, actor=g.staff, now=g.now)
    return _done(url_for(".everything"), "Taken back. The public does not read it.")


@bp.get("/cases/<reference>/learning")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _page(case, keys)


@bp.post("/cases/<reference>/learning/meeting/<int:stage>")
def meet(reference: str, stage: int) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = MeetingForm(request.form, prefix="meeting-")
    if form.validate() and form.on.data is not None:
        said: dict[str, Any] = {"on": form.on.data, "who": form.who.data or "", "noted": form.noted.data or ""}
        with beside(form.on):
            learning.meet(g.db, case, stage, **said, actor=g.staff, now=g.now, keys=keys)
            return _done(url_for(".show", reference=reference), "The meeting is written down.")
    return _page(case, keys, meeting=form), 422


@bp.post("/cases/<reference>/learning/action")
def act(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = ActionForm(request.form, prefix="action-").offer(promises.owners(g.db, case))
    if form.validate() and form.due.data is not None:
        owner, stage = uuid.UUID(form.owner.data), int(form.stage.data or 1)
        said: dict[str, Any] = {"text": form.text.data or "", "owner": owner, "due": form.due.data, "stage": stage}
        with beside(form.due):
            learning.add_action(g.db, case, **said, actor=g.staff, now=g.now, keys=keys)
            return _done(url_for(".show", reference=reference), "Added. They read it on their page.")
    return _page(case, keys, action=form), 422


@bp.post("/cases/<reference>/learning/line/<uuid:action_id>")
def line(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    """For the public: one sentence each, and nobody can be known by it."""
    case, keys = opened(reference)
    form = LineForm(request.form, prefix=f"line-{action_id}-")
    if form.validate():
        said, did = form.said.data or "", form.did.data or ""
        with beside(form.said):
            said_and_done.offer(g.db, case, action_id, said, did, actor=g.staff, now=g.now, keys=keys)
            return _done(url_for(".show", reference=reference), "Kept. A manager who did not write it releases it.")
    return _page(case, keys, line=(action_id, form)), 422


def _done(to: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(to, 303)


def _page(case: Case, keys: Keyring, *, line: tuple[uuid.UUID, LineForm] | None = None, **typed: StrippedForm) -> str:
    rows = promises.promised(g.db, case, keys, today=local_day(g.now))
    lines = {one.row.action_id: one for one in said_and_done.lines_of(g.db, case, keys)}
    open_lines = [one.row.id for one in rows if one.row.done_on and not _has_line(lines.get(one.row.id))]
    forms: dict[str, Any] = {
        "meeting": typed.get("meeting") or MeetingForm(prefix="meeting-"),
        "action": typed.get("action") or ActionForm(prefix="action-").offer(promises.owners(g.db, case)),
        "lines": {one: LineForm(prefix=f"line-{one}-") for one in open_lines} | (dict([line]) if line else {}),
    }
    wrong = line[1] if line else next(iter(typed.values()), None)
    facts = {"rows": rows, "lines": lines, "forms": forms, "wrong": wrong, "held": learning.held(g.db, case, keys)}
    owed = learning.owed_here(g.db, case, today=local_day(g.now))
    return render_template(PAGE, **bar(case, keys, owed=owed, **facts))


def _has_line(one: said_and_done.Line | None) -> bool:
    return one is not None and one.stands != "withdrawn"
