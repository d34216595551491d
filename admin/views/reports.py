"""Reports: choose one, read it, go on to the cases behind a number, take it away as a file (Q-02, Q-06, Q-07)."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.reports import ChooseForm
from admin.reporting import Asked, asked, link_to_cases, opens_cases, written_for
from admin.views.step_up import asked_for_code
from models.audit import note
from models.formats import moment
from models.procedure.working_days import local_day
from models.reports.behind import behind
from models.reports.building import build
from models.reports.layout import faults, layouts
from models.reports.publishing import published
from models.reports.report import Table
from models.reports.scope import authorities, services
from models.reports.writers import FORMATS
from models.reports.writers.values import said
from models.words import deck

bp = Blueprint("reports", __name__, url_prefix="/reports")
MOST = 500


@bp.get("")
def choose() -> ResponseReturnValue:
    known = authorities(g.db)
    form = _form(known)
    if "go" in request.args and known and form.validate() and _fits(form) and (days := form.days()):
        directorate, _, team = (form.part.data or "").partition("|")
        young = "1" if form.young.data else None
        to = {"layout": form.layout.data, "authority": form.authority.data, "from": days[0], "to": days[1]}
        return redirect(url_for(".show", **to, directorate=directorate or None, team=team or None, young=young), 303)
    wrong = bool(form.errors)
    portal = current_app.config["HEARD"].portal_url.rstrip("/")
    public = {"published": published(g.db), "portal": portal, "faults": faults(current_app.config["HEARD"].data)}
    page = render_template("admin/reports/choose.html", form=form, known=known, wrong=wrong, **public)
    return page, 422 if wrong else 200


@bp.get("/show")
def show() -> ResponseReturnValue:
    one = asked(request.args)
    made = written_for(one)
    note(g.db, g.staff, "report", now=g.now, object_kind="report", reason=_reason(one))
    drawn = {"spelled": said, "words": deck("report", "en"), "link": link_to_cases(one)}
    return render_template("admin/reports/show.html", document=made, one=one, opens=opens_cases(), **drawn)


@bp.get("/cases")
def cases() -> ResponseReturnValue:
    """The cases that one number counts, as far as this person may see them (AZ-03, AZ-04)."""
    one = asked(request.args)
    table, row, column = _cell(one)
    cell = table.rows[row].cells[column]
    if not cell.cases:
        abort(404)
    found = behind(g.db, g.staff, one.scope, *cell.cases, today=local_day(g.now), most=MOST)
    note(g.db, g.staff, "report_cases", now=g.now, object_kind="report", reason=f"{_reason(one)} {table.id}")
    names = {"table": table, "label": table.rows[row].label, "column": table.columns[column]}
    names["said"] = said(table, column, cell.value)
    return render_template("admin/reports/cases.html", one=one, cases=found, cell=cell, most=MOST, **names)


@bp.post("/file")
def file() -> ResponseReturnValue:
    """To take away, under a fresh code, marked with who took it and when (AUTH-13, PRV-16, AUD-01)."""
    one, form = asked(request.form), FORMATS.get(request.form.get("format", ""))
    if form is None:
        abort(404)
    here: dict[str, Any] = {
        name: value for name, value in request.form.items() if name not in ("csrf_token", "format", "fresh_code")
    }
    if page := asked_for_code("You are about to take this report away.", file_from=url_for(".show", **here)):
        return page
    mark = f"Taken by {g.staff.name}, {moment(g.now)}. Not for publication."
    content = form.write(written_for(one, mark))
    note(g.db, g.staff, "report_file", now=g.now, object_kind="report", reason=f"{_reason(one)} {form.name}")
    g.db.commit()
    period = one.scope.period
    name = f"{one.layout.name}-{period.first}-{period.last}.{form.ending}"
    return Response(content, mimetype=form.type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _fits(form: ChooseForm) -> bool:
    """Whether the part is one of the council that was chosen: another's would be an empty report."""
    directorate, _, team = (form.part.data or "").partition("|")
    if not directorate or (directorate, team) in services(g.db, form.authority.data or ""):
        return True
    form.part.errors = ["This part is another council’s. Choose one of the council above, or the whole council"]
    return False


def _form(known: list[str]) -> ChooseForm:
    found = layouts(current_app.config["HEARD"].data)
    named = [(name, layout.title if layout.title != name else name) for name, layout in found.items()]
    parts = [
        (f"{directorate}|{team}", " / ".join(filter(None, (council if len(known) > 1 else "", directorate, team))))
        for council in known
        for directorate, team in services(g.db, council)
    ]
    form = ChooseForm(request.args if "go" in request.args else None)
    return form.offer(named, [(name, name) for name in known], parts, local_day(g.now), broad=not opens_cases())


def _cell(one: Asked) -> tuple[Table, int, int]:
    """The table worked out again by itself, and the place in it; an address that does not fit is not there."""
    try:
        row, column = int(request.args["row"]), int(request.args["column"])
        made = build(g.db, g.keys, one.layout, one.scope, today=local_day(g.now), only={request.args["table"]})
        table = made.table(request.args["table"])
        return (table, row, column) if row >= 0 <= column and table.rows[row].cells[column] else abort(404)
    except (KeyError, ValueError, IndexError, StopIteration):
        abort(404)


def _reason(one: Asked) -> str:
    period = one.scope.period
    return f"{one.layout.name} {period.first} {period.last}"


def done(endpoint: str, words: str, **values: Any) -> ResponseReturnValue:
    g.db.commit()
    flash(words)
    return redirect(url_for(endpoint, **values), 303)
