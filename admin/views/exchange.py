"""A whole register in and out: handed in and read, looked at, then written by the worker; or taken away as a .zip."""

import uuid
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.exchange import HandInForm
from admin.views.step_up import asked_for_code
from models.audit import note
from models.db import Sessions
from models.jobs.taking_away import pieces
from models.register import handing_in, leaving, taking_up
from models.tables import RegisterJob

TAKES = "You are about to take every complaint that you may see away in one file. The file comes when you go on."
AGREES = "You are about to let a colleague take every complaint that they may see away in one file."
bp = Blueprint("exchange", __name__, url_prefix="/whole-register")


@bp.get("")
def show() -> ResponseReturnValue:
    return _page(HandInForm())


@bp.post("")
def hand_in() -> ResponseReturnValue:
    form = HandInForm(request.form)
    packed = form.packed(request.files.get("file"))
    if not packed:
        return _page(form), 422
    job = handing_in.hand_in(
        g.db, g.keys, packed, add_labels=bool(form.add_labels.data), good_lines=bool(form.good_lines.data),
        actor=g.staff, now=g.now, name=form.name,
    )  # fmt: skip
    to = url_for(".job", job_id=job.id)
    g.db.commit()
    return redirect(to, 303)


@bp.get("/<uuid:job_id>")
def job(job_id: uuid.UUID) -> ResponseReturnValue:
    """How far it is. With JavaScript the page asks again by itself; without, a link does."""
    found = handing_in.find(g.db, job_id)
    note(g.db, g.staff, "view_register_job", now=g.now, object_kind="register", object_id=job_id)
    part = "admin/exchange/_job.html" if request.htmx.fragment else "admin/exchange/job.html"  # type: ignore[attr-defined]
    return render_template(part, **_facts(found))


@bp.post("/<uuid:job_id>/confirm")
def confirm(job_id: uuid.UUID) -> ResponseReturnValue:
    handing_in.confirm(g.db, job_id, actor=g.staff, now=g.now)
    g.db.commit()
    flash("It is being brought in. Nothing is sent to anybody.")
    return redirect(url_for(".job", job_id=job_id), 303)


@bp.post("/<uuid:job_id>/stop")
def stop(job_id: uuid.UUID) -> ResponseReturnValue:
    handing_in.stop(g.db, job_id, actor=g.staff, now=g.now)
    g.db.commit()
    flash("Nothing was written, and the file is forgotten.")
    return redirect(url_for(".show"), 303)


@bp.post("/take-away")
def take_away() -> ResponseReturnValue:
    """Everybody's complaints in one file: a second manager where they are many, a fresh code, and only the cases that
    the reader may see (AZ-04, AZ-10)."""
    two = leaving.needs_two(g.db, g.staff)
    if two and leaving.agreed(g.db, g.staff, now=g.now) is None:
        leaving.ask(g.db, g.keys, actor=g.staff, now=g.now)
        return _done("Asked. You may take it once another manager has agreed: they have a mail.")
    if asked := asked_for_code(TAKES, file_from=url_for(".show")):
        return asked
    if job := leaving.agreed(g.db, g.staff, now=g.now):
        leaving.taken(job, now=g.now)
    note(g.db, g.staff, "register_taken_away", now=g.now, object_kind="register")
    g.db.commit()
    sessions: Sessions = current_app.extensions["sessions"]
    parts: Iterator[bytes] = pieces(sessions, g.keys, g.staff, now=g.now)
    name = f"register-{g.now:%Y-%m-%d}.zip"
    return Response(parts, mimetype="application/zip", headers={"Content-Disposition": f"attachment; filename={name}"})


@bp.post("/take-away/<uuid:job_id>/agree")
def agree(job_id: uuid.UUID) -> ResponseReturnValue:
    """The second manager (AZ-10)."""
    if asked := asked_for_code(AGREES):
        return asked
    leaving.agree(g.db, g.keys, job_id, actor=g.staff, now=g.now)
    return _done("Agreed. They have a mail, and a day to take it.")


@bp.post("/take-away/<uuid:job_id>/refuse")
def refuse(job_id: uuid.UUID) -> ResponseReturnValue:
    leaving.refuse(g.db, job_id, actor=g.staff, now=g.now)
    return _done("It is not taken away.")


def _done(said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show"), 303)


def _page(form: HandInForm) -> str:
    return render_template(
        "admin/exchange/show.html", form=form, jobs=_jobs(),
        to_check=taking_up.how_many(g.db, g.staff), waits=leaving.waiting(g.db, now=g.now),
        may=leaving.agreed(g.db, g.staff, now=g.now), two=leaving.needs_two(g.db, g.staff), alone=leaving.ALONE,
    )  # fmt: skip


def _jobs() -> list[tuple[RegisterJob, str, str, str]]:
    """Each with the name of its file, by whom, and how it stands."""
    found = handing_in.jobs(g.db)
    return [(job, handing_in.named(job, g.keys), who, handing_in.standing(job)) for job, who in found]


def _facts(job: RegisterJob) -> dict[str, object]:
    said = handing_in.said(job, g.keys)
    return {
        "job": job,
        "state": handing_in.standing(job),
        "name": handing_in.named(job, g.keys),
        "working": job.state in handing_in.AT_WORK,
        "percent": min(100, job.done * 100 // job.whole) if job.whole else 0,
        "said": said,
        "more": sum(counts["faults"] + counts["warnings"] for counts in job.counts.values()) - len(said),
        "faults": handing_in.faults_in(job),
        "may_be_written": handing_in.may_be_written(job),
    }
