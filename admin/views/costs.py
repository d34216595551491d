"""What one case cost: every payment, hours and travel of people from outside, and the sum."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.costs import PaidForm
from admin.opened import opened
from admin.parts import beside
from models.cases import paying
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.register.labels import active
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("costs", __name__, url_prefix="/cases/<reference>/costs")
PAGE = "admin/costs/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(PAGE, **_context(case, keys, _form(case)))


@bp.post("")
def keep(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _form(case, typed=True)
    if form.validate():
        headings = [label for label, _ in form.heading.choices]
        with beside(form.on):
            paying.pay(g.db, case, form.bill(), headings=headings, actor=g.staff, now=g.now)
            return _done(reference, "Kept.")
    return render_template(PAGE, **_context(case, keys, form), form=form), 422


@bp.post("/<uuid:spend_id>/back")
def back(reference: str, spend_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = opened(reference)
    try:
        paying.take_back(g.db, case, spend_id, actor=g.staff, now=g.now)
    except NotAllowed as problem:  # two people at once
        return _done(reference, str(problem))
    return _done(reference, "Taken back. Both stay in the list, and the sum is right again.")


def _form(case: Case, *, typed: bool = False) -> PaidForm:
    today = local_day(g.now)
    form = PaidForm(request.form if typed else None)
    return form.offer(active(g.db, "spend", today), paying.appointments(g.db, case), today=today)


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _context(case: Case, keys: Keyring, form: PaidForm) -> dict[str, Any]:
    rows = paying.paid(g.db, case)
    years: dict[str, int] = {}
    for row in rows:
        year = paying.financial_year(row.paid_on).label
        years[year] = years.get(year, 0) + row.pence
    people = {one.id: one.outsider.name for one in form.people.values()}
    return bar(
        case, keys, rows=rows, years=years, total=sum(years.values()), people=people, paid=form,
        open_ones=paying.can_be_taken_back(rows),
    )  # fmt: skip
