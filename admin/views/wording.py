"""The council's own words in its letters: written, seen as it is received, dated, and put back (INP-04, G-05)."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, back_first
from admin.forms.wording import WordingForm
from admin.parts import beside
from models.cases import dated_choices, letter_wording
from models.cases.letter_wording import TOPIC, cleaned, too_hard, wordings
from models.cases.policies import in_force
from models.post.catalogue import CATALOGUE
from models.post.examples import example
from models.post.form import MARKS
from models.post.kinds import Kind
from models.post.rewriting import whole_text
from models.post.wording import OPENING, PLACES, may_reword, shipped_opening
from models.procedure.working_days import local_day
from models.reading import child_ready

bp = Blueprint("wording", __name__, url_prefix="/settings/letters/words")
PARTS = {"opening": "First lines", "ours": "Our own"}
SHIPPED = {"opening": "The shipped wording", "ours": ""}
FOR = {"adult": "", "child": "_child"}


@bp.get("")
def show() -> ResponseReturnValue:
    today = local_day(g.now)
    ahead = {row.name for row in dated_choices.ahead_of(g.db, TOPIC, today)}
    return render_template(
        "admin/wording/show.html", kinds=CATALOGUE.values(), worded=wordings(g.db, today), ahead=ahead
    )


@bp.get("/<kind>/<reader>")
def one(kind: str, reader: str) -> ResponseReturnValue:
    row, template = _asked(kind, reader)
    words = wordings(g.db, local_day(g.now)).get(template, {})
    form = WordingForm(data={"opening": shipped_opening(template), **words, "since": local_day(g.now)})
    return _page(row, reader, form, words)


@bp.post("/<kind>/<reader>")
def keep(kind: str, reader: str) -> ResponseReturnValue:
    """Seeing it keeps nothing; keeping it is the second step, from the page that shows it."""
    row, template = _asked(kind, reader)
    form = WordingForm(request.form)
    words = _words(template, form)
    if not form.validate() or form.since.data is None:
        return _page(row, reader, form, words), 422
    if problem := too_hard(words, child=reader == "child"):
        _blame(form, words, problem)
        return _page(row, reader, form, words, seen=True), 422
    if "keep" not in request.form:
        return _page(row, reader, form, words, seen=True)
    given = {"child": reader == "child", "since": form.since.data, "by": g.staff, "now": g.now}
    with beside(form.since):
        letter_wording.keep(g.db, template, words, **given)
    if form.errors:
        return _page(row, reader, form, words, seen=True), 422
    return _done(kind, reader, "Kept. Letters that are written from that day on have it.")


@bp.post("/<kind>/<reader>/put-back/<uuid:choice_id>")
def put_back(kind: str, reader: str, choice_id: uuid.UUID) -> ResponseReturnValue:
    _asked(kind, reader)
    row, before = dated_choices.instead(g.db, TOPIC, choice_id)
    changes = [Change(PARTS[one], row.value.get(one, SHIPPED[one]), before.get(one, SHIPPED[one])) for one in PARTS]
    changes = [one for one in changes if one.was != one.to] or changes
    if page := back_first(row, changes, back=url_for(".one", kind=kind, reader=reader)):
        return page
    dated_choices.put_back(g.db, TOPIC, choice_id, by=g.staff, now=g.now)
    return _done(kind, reader, "Put back.")


def _asked(kind: str, reader: str) -> tuple[Kind, str]:
    row = CATALOGUE.get(kind)
    if row is None or reader not in FOR or (reader == "child" and not row.child):
        abort(404)
    return row, row.template + FOR[reader]


def _words(template: str, form: WordingForm) -> dict[str, str]:
    """What was typed, cleaned; first lines that are the shipped ones are no choice of the council's."""
    words = cleaned(template, {part: form[part].data or "" for part in may_reword(template)})
    return {part: text for part, text in words.items() if part != OPENING or text != shipped_opening(template)}


def _blame(form: WordingForm, words: dict[str, str], problem: str) -> None:
    hard = [part for part, text in words.items() if too_hard({part: text}, child=True)] or list(words)[:1]
    for part in hard:
        form[part].errors = [problem]


def _page(row: Kind, reader: str, form: WordingForm, words: Mapping[str, str], *, seen: bool = False) -> str:
    template, today = row.template + FOR[reader], local_day(g.now)
    policy = in_force(g.db, current_app.config["HEARD"].council, today)
    shown = example(
        row.code, policy, {template: words}, young_person=reader == "child", today=today, how_it_works="our website"
    )
    typed = "\n".join(words.values())
    facts: dict[str, Any] = {
        "shown": shown.content(), "whole": whole_text(shown.content()), "parts": may_reword(template),
        "jargon": [one for one in child_ready(typed, 6) if one.kind == "jargon"] if reader == "child" else [],
        "shipped": shipped_opening(template), "places": PLACES, "marks": MARKS, "seen": seen,
        "kept": dated_choices.history(g.db, TOPIC, now=g.now, name=template), "words": words,
    }  # fmt: skip
    return render_template("admin/wording/one.html", kind=row, reader=reader, form=form, **facts)


def _done(kind: str, reader: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".one", kind=kind, reader=reader), 303)
