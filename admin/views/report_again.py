"""A panel's report that was wrong: the right one, why, and what it said before."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.beside_case import with_it
from admin.case_bar import bar
from admin.forms.panel import ReportAgainForm
from admin.forms.papered import judged
from admin.kept import kept_here, sent, typed_before
from admin.opened import instead
from admin.parts import beside
from admin.views.panel import asked, done
from models.cases import panel_rows, report_again
from models.cases.answer_gaps import FINDINGS
from models.cases.stage_points import stage_points
from models.files.kinds import ANYTHING
from models.procedure.documents import Document
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("report_again", __name__, url_prefix="/cases/<reference>/stage-3/report/again")
PAGE, PLACE = "admin/report_again/show.html", "panel-report-again"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _at(reference)
    points = stage_points(g.db, case, keys)
    typed = typed_before(case, keys, PLACE) or ReportAgainForm.typed(report_again.now_kept(g.db, case, keys))
    return render_template(PAGE, **_context(case, keys, points, ReportAgainForm.about(points, typed)))


@bp.post("")
def keep(reference: str) -> ResponseReturnValue:
    paper = judged()
    case, keys = _at(reference)
    points = stage_points(g.db, case, keys)
    form = ReportAgainForm.about(points, request.form).until(local_day(g.now)).took(paper)
    if "more" not in request.form and form.validate():
        with beside(form.on):
            with_it(form, case, Document.PANEL_REPORT, form.on.data, keys)
            report_again.put_right(
                g.db, case, form.written(points), why=form.wrong.data, on=form.on.data, others=form.others.data or "",
                actor=g.staff, now=g.now, keys=keys,
            )  # fmt: skip
            sent(case, keys, PLACE)
            return done(reference, "Put right. They get the right one. A task says who else is owed it.")
    return render_template(PAGE, **_context(case, keys, points, form)), 200 if "more" in request.form else 422


def _at(reference: str) -> tuple[Case, Keyring]:
    case, keys = asked(reference)
    if case.state is not State.S3_REPORTED:
        instead(case)
    return case, keys


def _context(case: Case, keys: Keyring, points: Any, form: ReportAgainForm) -> dict[str, Any]:
    earlier = report_again.before(g.db, panel_rows.current(g.db, case), keys)
    facts = {"points": points, "form": form, "accept": ANYTHING, "earlier": earlier, "found": FINDINGS}
    return bar(case, keys, draft=kept_here(case, keys, PLACE), why_not=report_again.may(g.db, case), **facts)
