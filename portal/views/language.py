"""Pick a language: by its own name in its own script. What was being read comes back in it."""

from collections.abc import Mapping

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases.languages_here import reads
from models.cases.returning import holder_of
from models.web import languages
from models.web.errors import page_of
from models.words import deck

bp = Blueprint("language", __name__)
NOT_BACK_TO = ("/leave", "/language")


@bp.get("/language")
def show() -> ResponseReturnValue:
    return render_template("portal/language/show.html", words=deck("common")["languages"], to=_to(request.args))


@bp.post("/language")
def choose() -> ResponseReturnValue:
    code = request.form.get("language", "")
    if code not in {language.code for language in languages.spoken()}:
        return redirect(url_for(".show", to=_to(request.form)), 303)
    languages.chose(code)
    if g.visit is not None:
        reads(g.db, holder_of(g.db, g.visit.holder_id), code)
        g.db.commit()
    return redirect(_to(request.form), 303)


def _to(asked: Mapping[str, str]) -> str:
    """A page of this site, or the start: nobody is led elsewhere, or out."""
    wanted = asked.get("to", "/")
    found = page_of(wanted) if wanted.startswith("/") else "/"
    return "/" if found.startswith(NOT_BACK_TO) else found
