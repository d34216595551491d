"""Open cases that came in with a register: looked at one by one, then gone on with here, or closed as history."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.taking_up import FinishedForm
from admin.opened import opened
from admin.parts import beside
from models.audit import note
from models.register import taking_up
from models.register.layout import EQUALITY, FILES, REGISTER
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("taking_up", __name__)
PAGE = "admin/taking_up/one.html"


@bp.get("/to-check")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "to_check", now=g.now)
    found = taking_up.waiting(g.db, g.staff)
    return render_template("admin/taking_up/show.html", found=found, whole=taking_up.how_many(g.db, g.staff))


@bp.get("/cases/<reference>/earlier")
def one(reference: str) -> ResponseReturnValue:
    """What the earlier register says of this case."""
    case, ring = opened(reference)
    return _page(case, ring, FinishedForm())


@bp.post("/cases/<reference>/earlier/go-on")
def go_on(reference: str) -> ResponseReturnValue:
    case, _ = opened(reference)
    taking_up.go_on(g.db, case, actor=g.staff, now=g.now)
    g.db.commit()
    flash("It goes on here now, and its clocks run. Nothing was sent.")
    return redirect(url_for("clocks.show", reference=reference), 303)


@bp.post("/cases/<reference>/earlier/finished")
def finish(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = FinishedForm(request.form)
    if form.validate() and form.on.data is not None:
        with beside(form.on):
            taking_up.finish(g.db, case, form.on.data, actor=g.staff, now=g.now)
    if form.errors:
        return _page(case, ring, form), 422
    g.db.commit()
    flash("Closed, as history.")
    return redirect(url_for(".show"), 303)


def _page(case: Case, ring: Keyring, form: FinishedForm) -> str:
    line = taking_up.line_of_case(g.db, case)
    named = [column.name for column in FILES[REGISTER] if column.name not in EQUALITY]
    facts = {name: getattr(line, name, None) for name in named}
    said = [(name.replace("_", " ").capitalize(), value) for name, value in facts.items() if value is not None]
    return render_template(PAGE, **bar(case, ring, line=line, form=form, earlier=said))
