"""Writing a letter that no step of the case writes by itself."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.outgoing import WriteForm
from admin.kept import draft_of, keeping, sent
from admin.leaving import leaving
from admin.opened import opened
from models.cases import writing_to
from models.cases.easy_words import TooHard, needs_easy_words
from models.post.catalogue import CATALOGUE
from models.post.form import MARKS, tidy
from models.post.letters import Incomplete
from models.post.readable import FREE_TEXT_GRADE
from models.reading import measure
from models.sealing import Keyring
from models.tables import Case, Letter

bp = Blueprint("writing", __name__, url_prefix="/cases/<reference>/letters/new")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    kept, about = draft_of(case, keys, "letter"), {"about": request.args.get("about", "")}
    return _page(case, keys, WriteForm(data={**(kept.once if kept else {}), **(about if about["about"] else {})}))


@bp.post("")
def send(reference: str) -> ResponseReturnValue:
    """Looking at it sends nothing."""
    case, keys = opened(reference)
    form = WriteForm(request.form)
    if not form.validate():
        return _page(case, keys, form), 422
    if "send" not in request.form:
        return _page(case, keys, form)
    words, because = form.words.data or "", form.because.data or ""
    try:
        letter = writing_to.send(
            g.db, case, words, because, about=_about(case, form), actor=g.staff, now=g.now, keys=keys
        )
    except TooHard as hard:
        g.db.rollback()
        form.because.errors = [str(hard)]
        return _page(case, keys, form), 422
    sent(case, keys, "letter")
    g.db.commit()
    flash(f"Let go. {leaving(case)}")
    return redirect(url_for("case.letter", reference=reference, letter_id=letter.id), 303)


def _about(case: Case, form: WriteForm) -> Letter | None:
    """The letter that this one sets right; once that is done, or for anything else, this is a letter like any other."""
    try:
        return writing_to.wrong_one(g.db, case, UUID(form.about.data or ""))
    except ValueError:
        return None


def _page(case: Case, keys: Keyring, form: WriteForm) -> str:
    words, about = form.words.data or "", _about(case, form)
    try:
        made = writing_to.composed(g.db, case, words, now=g.now, about=about).content() if words else None
    except Incomplete:
        made = None
    facts = {
        "form": form,
        "made": made,
        "about": about,
        "kinds": CATALOGUE,
        "marks": MARKS,
        "reading": measure(tidy(words)),
    }
    facts["draft"] = keeping(case, "letter", draft_of(case, keys, "letter"))
    easy = needs_easy_words(g.db, case, keys)
    return render_template("admin/writing/show.html", **bar(case, keys, easy=easy, limit=FREE_TEXT_GRADE, **facts))
