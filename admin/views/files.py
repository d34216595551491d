"""Files of a case: what was sent, covered until somebody means to look, copies only; and documents that staff add."""

import base64
import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_case import document
from admin.case_bar import bar
from admin.copies import sent_copy
from admin.forms.files import DocumentForm, OriginalForm, TypedForm, UnlockForm
from admin.forms.papered import judged
from admin.opened import opened
from admin.parts import beside
from models.cases import attaching, file_care
from models.cases.attaching import Attached
from models.files.kinds import ANYTHING
from models.procedure.documents import DOCUMENTS
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case
from models.web import files

bp = Blueprint("files", __name__, url_prefix="/cases/<reference>/files")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    g.plays = True
    found = attaching.read(ring, attaching.rows_of_case(g.db, case.id))
    typed = file_care.typed_up(g.db, case.id, ring)
    return render_template("admin/files/show.html", **bar(case, ring, files=found, typed=typed, documents=DOCUMENTS))


@bp.get("/add")
def new(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    return _adding(case, ring, DocumentForm())


@bp.post("/add")
def add(reference: str) -> ResponseReturnValue:
    """A paper that staff have, as in a scan: for the file, never on the person's page (issue 4)."""
    came = judged()
    case, ring = opened(reference)
    form = DocumentForm(request.form).until(local_day(g.now)).took(came)
    if form.validate():
        with beside(form.title):
            document(form, case, form.told, ring)
            return _done(reference, "Added. It is for the file: the person does not see it on their page.")
    return _adding(case, ring, form), 422


@bp.get("/<uuid:file_id>")
def one(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """The one page where a picture stands uncovered; the picture itself is asked for by its own address."""
    case, ring = opened(reference)
    return _page(case, ring, attaching.one_of_case(g.db, case.id, file_id, ring))


@bp.get("/<uuid:file_id>/copy")
def copy(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference, look=False)
    first = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")  # the rest of one look is the same look
    return sent_copy(attaching.one_of_case(g.db, case.id, file_id, ring), look=first)


@bp.get("/<uuid:file_id>/blurred")
def blurred(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """So few points of it that nothing can be made out."""
    case, ring = opened(reference, look=False)
    found = attaching.one_of_case(g.db, case.id, file_id, ring)
    if not found.shown or not found.said("blur"):
        abort(404)
    return files.small(base64.b64decode(found.said("blur")), "image/jpeg")


@bp.post("/<uuid:file_id>/original")
def original(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """Exactly what was sent, saved and never shown: place, time and all. Asking for it is kept with the reason."""
    case, ring = opened(reference)
    found = attaching.one_of_case(g.db, case.id, file_id, ring)
    form = OriginalForm(request.form)
    if not form.validate():
        return _page(case, ring, found, original=form), 422
    file_care.open_original(g.db, found, form.why.data or "", actor=g.staff, now=g.now)
    g.db.commit()
    return files.sent(found.id, found.key("original"), "original", code=found.row.kind, name=found.said("name"))


@bp.post("/<uuid:file_id>/give")
def give(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """Only what an officer gives them is seen by whoever answers (AZ-03)."""
    case, ring = opened(reference)
    found, yes = attaching.one_of_case(g.db, case.id, file_id, ring), request.form.get("give") == "yes"
    file_care.give(g.db, found, yes, actor=g.staff, now=g.now)
    return _done(reference, "Whoever answers can see it now." if yes else "Whoever answers no longer sees it.")


@bp.post("/<uuid:file_id>/lock")
def lock(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    found = attaching.one_of_case(g.db, case.id, file_id, ring)
    file_care.lock_away(g.db, case, found, keys=ring, actor=g.staff, now=g.now)
    return _done(reference, "Locked. The complaints managers and duty have been told. Tell your safeguarding lead now.")


@bp.post("/<uuid:file_id>/unlock")
def unlock(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    found = attaching.one_of_case(g.db, case.id, file_id, ring)
    form = UnlockForm(request.form)
    if not form.validate():
        return _page(case, ring, found, unlock=form), 422
    file_care.unlock(g.db, found, form.unlock.data or "", actor=g.staff, now=g.now)
    return _done(reference, "Unlocked.")


@bp.post("/<uuid:file_id>/typed")
def typed(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """What a recording says, for whoever cannot listen. The person may put it right on their own page."""
    case, ring = opened(reference)
    found = attaching.one_of_case(g.db, case.id, file_id, ring)
    form = TypedForm(request.form)
    if found.row.sort != "sound":
        raise NotAllowed("Only a recording can be typed up.")
    if not form.validate():
        return _page(case, ring, found, typing=form), 422
    file_care.type_up(g.db, case, found, form.text.data or "", keys=ring, actor=g.staff, now=g.now)
    return _done(reference, "Kept. The person can put it right on their own page.")


def _page(case: Case, ring: Keyring, found: Attached, **forms: Any) -> str:
    g.plays = True
    said = file_care.typed_up(g.db, case.id, ring).get(found.id)
    known = {
        "file": found,
        "documents": DOCUMENTS,
        "said": said,
        "original": OriginalForm(),
        "unlock": UnlockForm(),
        "typing": TypedForm(data={"text": (said and said.text) or ""}),
        "may_unlock": found.row.locked_by != g.staff.id,
    }
    return render_template("admin/files/one.html", **bar(case, ring, **{**known, **forms}))


def _adding(case: Case, ring: Keyring, form: DocumentForm) -> str:
    return render_template("admin/files/add.html", **bar(case, ring, form=form, accept=ANYTHING))


def _done(reference: str, words: str) -> ResponseReturnValue:
    g.db.commit()
    flash(words)
    return redirect(url_for(".show", reference=reference), 303)
