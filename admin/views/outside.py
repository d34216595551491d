"""Letters to those from outside, of stages 2 and 3: seen before they go, into a room or on paper (rules 3.3, 3.4)."""

import uuid
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.outside import OutsideForm
from admin.kept import kept_here, typed_before
from admin.kept import sent as gone
from admin.opened import instead, opened
from models.audit import note
from models.cases import rooms, writing_outside
from models.post.form import MARKS
from models.post.paper import write_docx, write_pdf
from models.procedure.independence import PARTS
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring
from models.tables import Appointment, Case

bp = Blueprint("outside", __name__, url_prefix="/cases/<reference>/outside-letters")
PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _case(reference)
    people = writing_outside.people(g.db, case)
    facts = {"people": people, "parts": PARTS, "kinds": writing_outside.KINDS}
    facts |= {"offered": {one.id: writing_outside.kinds_for(g.db, case, one) for one in people}}
    facts |= {"sent": writing_outside.sent(g.db, case, keys), "how": writing_outside.HOW}
    return render_template("admin/outside/show.html", **bar(case, keys, **facts))


@bp.get("/<uuid:appointment_id>/<kind>")
def write(reference: str, appointment_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    case, keys, to = _to(reference, appointment_id, kind)
    return _page(case, keys, to, kind, OutsideForm(typed_before(case, keys, _place(to, kind))).about(kind))


@bp.post("/<uuid:appointment_id>/<kind>")
def send(reference: str, appointment_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Looking at it sends nothing."""
    case, keys, to = _to(reference, appointment_id, kind)
    form = OutsideForm(request.form).about(kind)
    if not form.validate():
        return _page(case, keys, to, kind, form), 422
    if "send" not in request.form:
        return _page(case, keys, to, kind, form)
    words = form.words.data or ""
    if writing_outside.says_nothing(kind, words):
        form.words.errors = [writing_outside.SAY_HOW]
        return _page(case, keys, to, kind, form), 422
    row = writing_outside.send(g.db, case, to.id, kind, words, keys=keys, actor=g.staff, now=g.now)
    how = row.how
    gone(case, keys, _place(to, kind))
    g.db.commit()
    flash("Sent: it is in their room." if how == writing_outside.IN_ROOM else "Kept. Print it and post it.")
    return redirect(url_for(".show", reference=reference), 303)


@bp.get("/sent/<uuid:letter_id>")
def one(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, keys, found = _sent(reference, letter_id)
    facts = {"written": found, "kinds": writing_outside.KINDS, "how": writing_outside.HOW}
    return render_template("admin/outside/one.html", **bar(case, keys, **facts))


@bp.get("/sent/<uuid:letter_id>/pdf")
def pdf(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, _, found = _sent(reference, letter_id)
    made = writing_outside.paper(g.db, case, found) or abort(404)
    return _file(write_pdf([made], title=made.subject), f"letter-{case.reference}.pdf", PDF)


@bp.get("/sent/<uuid:letter_id>/word")
def word(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, _, found = _sent(reference, letter_id)
    made = writing_outside.paper(g.db, case, found) or abort(404)
    return _file(write_docx(made), f"letter-{case.reference}.docx", WORD)


def _case(reference: str) -> tuple[Case, Keyring]:
    """A case in which somebody from outside has or had a part."""
    case, keys = opened(reference)
    if not rooms.ever(g.db, case):
        instead(case)
    return case, keys


def _to(reference: str, appointment_id: uuid.UUID, kind: str) -> tuple[Case, Keyring, Appointment]:
    case, keys = _case(reference)
    if kind not in writing_outside.KINDS:
        abort(404)
    return case, keys, writing_outside.one(g.db, case, appointment_id)


def _sent(reference: str, letter_id: uuid.UUID) -> tuple[Case, Keyring, writing_outside.Written]:
    case, keys = _case(reference)
    found = next((one for one in writing_outside.sent(g.db, case, keys) if one.row.id == letter_id), None) or abort(404)
    note(g.db, g.staff, "view_outside_letter", now=g.now, object_kind="outsider_letter", object_id=letter_id)
    return case, keys, found


def _place(to: Appointment, kind: str) -> str:
    return f"outside-{kind}.{to.id}"


def _page(case: Case, keys: Keyring, to: Appointment, kind: str, form: OutsideForm) -> str:
    facts: dict[str, Any] = {
        "draft": kept_here(case, keys, _place(to, kind)),
        "to": to,
        "kind": kind,
        "kinds": writing_outside.KINDS,
        "parts": PARTS,
        "marks": MARKS,
    }
    try:
        words = form.words.data or ""
        facts["made"] = writing_outside.composed(g.db, case, to, kind, words, keys=keys, now=g.now)
    except NotAllowed as problem:
        facts |= {"made": None, "why_not": str(problem)}
    return render_template("admin/outside/write.html", **bar(case, keys, form=form, **facts))


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
