"""What an answer promised: by when, who does it, and marking it as done (X-15)."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_message import beside_promise, wrong_files
from admin.case_bar import bar
from admin.forms.promises import DoneForm, TellForm
from admin.opened import opened
from admin.parts import beside
from models.cases import afterwards, attaching, promises
from models.cases.finding import only_theirs
from models.files.kinds import LIMITS
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case
from models.web import files

bp = Blueprint("promises", __name__, url_prefix="/cases/<reference>/promises")
PAGE = "admin/promises/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference, whole=False)
    return render_template(PAGE, **_context(case, keys))


@bp.get("/<uuid:action_id>")
def one(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference, whole=False)
    return render_template(PAGE, **_context(case, keys, action_id), form=DoneForm())


@bp.post("/<uuid:action_id>")
def done(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    good, bad = files.judged(LIMITS["adult"])
    case, keys = opened(reference, whole=False)
    form, wrong = DoneForm(request.form), wrong_files(bad)
    if form.validate() and not wrong and form.on.data is not None:
        on, note = form.on.data, form.note.data or ""
        with beside(form.on):
            promises.mark_done(g.db, case, action_id, on=on, note=note, actor=g.staff, now=g.now, keys=keys)
            for judged in good[:1]:
                beside_promise(judged, case.id, action_id, keys)
    if wrong:
        form.note.errors = [*form.note.errors, *(one.words for one in wrong)]
    if form.errors:
        return render_template(PAGE, **_context(case, keys, action_id), form=form), 422
    g.db.commit()
    flash("Marked as done.")
    return redirect(url_for(".show", reference=reference), 303)


@bp.post("")
def tell(reference: str) -> ResponseReturnValue:
    """ "Because of you": one thing that changed, as the person will read it."""
    case, keys = opened(reference)
    form = TellForm(request.form, prefix="tell-")
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "tell_form": form, "form": form}), 422
    afterwards.tell_back(g.db, case, form.text.data or "", action_id=None, keys=keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash("It is on their page, under “Because of you”.")
    return redirect(url_for(".show", reference=reference), 303)


def _context(case: Case, keys: Keyring, chosen: uuid.UUID | None = None) -> dict[str, Any]:
    """Someone with only a part of the case reads what they promised themselves, and not whose case it is."""
    part = only_theirs(g.staff)
    mine = g.staff.id if part else None
    rows = promises.promised(g.db, case, keys, today=local_day(g.now), only=mine)
    if chosen is not None and all(one.row.id != chosen for one in rows):
        abort(404)
    whole = {"case": case} if part else bar(case, keys)
    proofs = {one.row.question: one for one in attaching.read(keys, attaching.rows_of_case(g.db, case.id))}
    shown = {one.row.id: proofs.get(promises.proof_of(one.row.id)) for one in rows}
    more = {} if part else {"said": afterwards.said(g.db, case, keys), "tell_form": TellForm(prefix="tell-")}
    return {**whole, "rows": rows, "proofs": shown, "chosen": chosen, "part": part, **more}
