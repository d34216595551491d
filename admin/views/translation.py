"""Their words in English, beside the original: who looks after the case adds it, and the person reads both."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.translation import TranslationForm
from admin.kept import kept_here, sent, typed_before
from admin.opened import opened
from models.cases.caring_details import words_of
from models.cases.translating import sending_of, translate, translations_of
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("translation", __name__, url_prefix="/cases/<reference>/translation/<uuid:words_id>")


@bp.get("")
def show(reference: str, words_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    sending_of(g.db, case, words_id)
    before = translations_of(g.db, case.id, ring).get(words_id)
    data = {"language": before.language, "text": before.text} if before else None
    form = TranslationForm(typed_before(case, ring, _place(words_id)), data=data)
    return _page(case, ring, words_id, form)


@bp.post("")
def keep(reference: str, words_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    words, form = sending_of(g.db, case, words_id), TranslationForm(request.form)
    if not form.validate():
        return _page(case, ring, words_id, form), 422
    language, text = form.language.data or "", form.text.data or ""
    translate(g.db, case, words, language, text, keys=ring, actor=g.staff, now=g.now)
    sent(case, ring, _place(words_id))
    g.db.commit()
    flash("Kept beside their words. They can read both.")
    return redirect(url_for("case.show", reference=reference), 303)


def _page(case: Case, ring: Keyring, words_id: uuid.UUID, form: TranslationForm) -> str:
    theirs = next(one for one in words_of(g.db, case, ring) if one.id == words_id)
    draft = kept_here(case, ring, _place(words_id))
    return render_template("admin/translation/show.html", **bar(case, ring, one=theirs, form=form, draft=draft))


def _place(words_id: uuid.UUID) -> str:
    return f"translation.{words_id}"
