"""Giving several cases that nobody has to one colleague; each is asked for by itself (AZ-04, K-04)."""

from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.giving_out import GiveOutForm
from admin.results import results
from models.audit import note
from models.cases import giving_out, queue
from models.cases.finding import by_reference
from models.cases.queue_lines import Line, lines
from models.web.one_by_one import Thing, one_by_one

bp = Blueprint("giving_out", __name__, url_prefix="/give-out")
PAGE = "admin/giving_out/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "queue", now=g.now, reason="give out")
    rows = _lines()
    return render_template(PAGE, lines=rows, form=_form(rows, None))


@bp.post("")
def give() -> ResponseReturnValue:
    """What somebody else gave meanwhile is not on offer any more, and is said in the list all the same."""
    form = GiveOutForm(request.form)
    form.offer(giving_out.takers(g.db), form.case.given())
    if not form.validate():
        rows = _lines()
        return render_template(PAGE, lines=rows, form=form), 422
    things = [(Thing(one, url_for("case.show", reference=one)), one) for one in _seen(form.case.given())]
    rows_done = one_by_one(g.db, things, lambda one: _give(one, form.to.data))
    return results("Cases given out", rows_done, back="Cases that nobody has", back_to=url_for(".show"))


def _give(reference: str, to: str) -> str:
    case = by_reference(g.db, g.staff, reference)
    return giving_out.give_one(g.db, case, to, actor=g.staff, now=g.now, keys=g.keys.with_case(case))


def _seen(references: list[str]) -> list[str]:
    """Those that they may see: the others are not even named (AZ-02)."""
    return queue.among(g.db, g.staff, references)


def _form(rows: list[Line], typed: Any) -> GiveOutForm:
    return GiveOutForm(typed).offer(giving_out.takers(g.db), [row.reference for row in rows])


def _lines() -> list[Line]:
    ids = giving_out.nobodys(g.db, g.staff)
    found = queue.matching(g.db, g.staff, ids, size=giving_out.MOST).rows
    order = {case_id: place for place, case_id in enumerate(ids)}
    return lines(g.db, sorted(found, key=lambda row: order[row.case.id]), g.keys, now=g.now)
