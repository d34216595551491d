"""A letter read out by one of us: its recording, put beside it and heard there, or taken away before it leaves."""

import uuid
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_message import fitting
from admin.case_bar import bar
from admin.forms.files import VoiceForm
from admin.opened import opened
from admin.parts import beside
from models.cases import holding, voicing
from models.files.kinds import LIMITS, RECORDINGS
from models.post.catalogue import CATALOGUE
from models.sealing import Keyring
from models.tables import Case, Letter
from models.web import files

bp = Blueprint("voiced", __name__, url_prefix="/cases/<reference>/letters/<uuid:letter_id>/recording")


@bp.get("")
def show(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    return _page(case, ring, holding.one_of(g.db, case, letter_id), VoiceForm())


@bp.post("")
def keep(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    came = files.judged(LIMITS["voice"])
    case, ring = opened(reference)
    letter = holding.one_of(g.db, case, letter_id)
    form = VoiceForm(request.form).took(fitting(*came, case.id))
    if form.validate():
        scan, taken = bool(current_app.config["HEARD"].scanner), form.good[0].taken
        with beside(form.paper):
            voicing.record_it(g.db, case, letter, taken, f"{_name(letter)}, read out", scan=scan, **_by(ring))
            return _done(reference, letter_id, "Kept. They can hear it beside the letter.")
    return _page(case, ring, letter, form), 422


@bp.post("/away")
def drop(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    gone = voicing.take_away(g.db, holding.one_of(g.db, case, letter_id), **_by(ring))
    answer = _done(reference, letter_id, "The recording is gone." if gone else "There was none.")
    if gone:
        files.files().remove(gone)
    return answer


def _by(ring: Keyring) -> dict[str, Any]:
    return {"actor": g.staff, "now": g.now, "keys": ring}


def _name(letter: Letter) -> str:
    return CATALOGUE[letter.kind].label if letter.kind in CATALOGUE else "A letter"


def _done(reference: str, letter_id: uuid.UUID, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference, letter_id=letter_id), 303)


def _page(case: Case, ring: Keyring, letter: Letter, form: VoiceForm) -> str:
    facts = {"letter_row": letter, "name": _name(letter), "accept": RECORDINGS, "form": form}
    facts["spoken"] = voicing.of_letter(g.db, letter, ring)
    return render_template("admin/voiced/show.html", **bar(case, ring, **facts))
