"""The words round a report's tables, box by box, and the quotes that may stand in it."""

import uuid
from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.forms.reports import QuoteForm, WordsForm
from admin.reporting import Asked, asked
from admin.views.reports import done
from models.reports import narrating
from models.reports.narrating import Box, NotForThem, WordsChanged

bp = Blueprint("report_words", __name__, url_prefix="/reports/words")
PAGE = "admin/report_words/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    return _page(asked(request.args))


@bp.post("")
def keep() -> ResponseReturnValue:
    one, form = asked(request.args), WordsForm(request.form)
    if form.section.data not in dict(one.sections):
        abort(404)
    section, seen = form.section.data or "", form.seen.data or 0
    if not form.validate():
        return _page(one, wrong=form), 422
    try:
        text = form.text.data or ""
        narrating.keep_words(g.db, g.keys, one.about, section, text, seen=seen, by=g.staff, now=g.now)
    except WordsChanged as problem:
        form.text.errors = ["Somebody else saved this box while you were writing. Both texts are here"]
        form.seen.data = problem.theirs.number
        return _page(one, wrong=form, theirs=problem.theirs), 409
    return done(".show", f"Saved: {section}.", **one.args)


@bp.post("/quotes")
def quote() -> ResponseReturnValue:
    one, form = asked(request.args), QuoteForm(request.form)
    if not form.validate():
        return _page(one, quote=form), 422
    about, text, said_by = one.about, form.quote.data or "", form.said_by.data or ""
    narrating.keep_quote(g.db, g.keys, about.authority, about.period, text, said_by, by=g.staff, now=g.now)
    return done(".show", "Kept. Somebody else has to release it before it is in a report.", **one.args)


@bp.post("/quotes/<uuid:quote_id>/release")
def release(quote_id: uuid.UUID) -> ResponseReturnValue:
    one = asked(request.args)
    try:
        narrating.release_quote(g.db, quote_id, by=g.staff, now=g.now)
    except LookupError:
        abort(404)
    except NotForThem as problem:
        return done(".show", str(problem), **one.args)
    return done(".show", "Released. The quote may stand in this report.", **one.args)


@bp.post("/quotes/<uuid:quote_id>/drop")
def drop(quote_id: uuid.UUID) -> ResponseReturnValue:
    one = asked(request.args)
    try:
        narrating.drop_quote(g.db, quote_id, by=g.staff, now=g.now)
    except LookupError:
        abort(404)
    return done(".show", "Taken back. The quote is in no report from now on.", **one.args)


def _page(
    one: Asked, *, wrong: WordsForm | None = None, theirs: Box | None = None, quote: QuoteForm | None = None
) -> str:
    found = narrating.boxes(g.db, g.keys, one.about)
    use = request.args.get("use", "")
    boxes: list[dict[str, Any]] = []
    for place, (title, prompt) in enumerate(one.sections):
        box = found.get(title, Box(title))
        mine = wrong if wrong is not None and wrong.section.data == title else None
        start = box.before if use == title and not box.text else box.text
        form = mine or WordsForm(data={"text": start, "section": title, "seen": box.number}, prefix="")
        form.text.id = f"words-{place}"
        form.text.label.field_id, form.text.label.text = form.text.id, f"Words for “{title}”"
        boxes.append({"box": box, "prompt": prompt, "form": form, "theirs": theirs if mine else None})
    kept = narrating.quotes(g.db, g.keys, one.scope.authority, one.scope.period)
    return render_template(PAGE, one=one, boxes=boxes, quotes=kept, quote=quote or QuoteForm(), wrong=wrong)
