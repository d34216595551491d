"""The panel's report, and the director's response to it: written, seen as they will read it, let go."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_case import with_it
from admin.case_bar import bar
from admin.forms.panel import ReportForm, WholeResponse
from admin.forms.papered import judged
from admin.kept import draft_of, kept_here, sent, typed_before
from admin.opened import instead
from admin.parts import beside
from admin.views.panel import asked, done
from models.cases import chairing, panel_report, panel_response
from models.cases.panel_response import Desk, TooEarly
from models.cases.panel_rows import SavedMeanwhile
from models.cases.promises import owners
from models.cases.stage_points import stage_points
from models.files.kinds import ANYTHING
from models.post.letters import Incomplete
from models.procedure.documents import Document
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("panel_report", __name__, url_prefix="/cases/<reference>/stage-3")
REPORT, RESPONSE = "admin/panel_report/show.html", "admin/panel_report/response.html"


@bp.get("/report")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _at(reference, State.S3_HELD)
    points = stage_points(g.db, case, keys)
    form = ReportForm.about(points, typed_before(case, keys, "panel-report"))
    return render_template(REPORT, **_report(case, keys, points, form))


@bp.post("/report")
def receive(reference: str) -> ResponseReturnValue:
    paper = judged()
    case, keys = _at(reference, State.S3_HELD)
    points = stage_points(g.db, case, keys)
    form = ReportForm.about(points, request.form).until(local_day(g.now)).took(paper)
    if "more" not in request.form and form.validate():
        with beside(form.on):
            with_it(form, case, Document.PANEL_REPORT, form.on.data, keys)
            panel_report.receive(
                g.db, case, on=form.on.data, summary=form.summary.data, found=form.found(points),
                recommended=form.recommended(), actor=g.staff, now=g.now, keys=keys,
            )  # fmt: skip
            chairing.leave_draft(g.db, case, actor=g.staff, now=g.now)
            sent(case, keys, "panel-report")
            return done(reference, "Kept. They have the report, and the director's response is due.")
    status = 200 if "more" in request.form else 422
    return render_template(REPORT, **_report(case, keys, points, form)), status


@bp.get("/response")
def response(reference: str) -> ResponseReturnValue:
    case, keys = _at(reference, State.S3_REPORTED)
    return render_template(RESPONSE, **_context(case, keys))


@bp.post("/response")
def save(reference: str) -> ResponseReturnValue:
    case, keys = _at(reference, State.S3_REPORTED)
    desk = panel_response.desk(g.db, case, keys)
    form, status = _form(case, desk, request.form), 422
    if form.validate():
        seen = int(request.form.get("seen", "0")) if request.form.get("seen", "").isdecimal() else 0
        try:
            panel_response.save(g.db, case, form.response(), seen=seen, actor=g.staff, now=g.now, keys=keys)
            sent(case, keys, "response")
            return _said(reference, "Saved.")
        except SavedMeanwhile as problem:
            form.around.opening.errors, status = [f"{problem} Theirs is below; saving again keeps yours."], 409
        except TooEarly as problem:
            (form.points if problem.point else form.decisions)[problem.number].due.errors = [str(problem)]
        except NotAllowed as problem:
            form.around.agreed.errors = [str(problem)]
        g.db.rollback()
        case, keys = _at(reference, State.S3_REPORTED)
    return render_template(RESPONSE, **_context(case, keys, form, theirs=status == 409)), status


@bp.get("/response/preview")
def preview(reference: str) -> ResponseReturnValue:
    case, keys = _at(reference, State.S3_REPORTED)
    letter, lacking = None, ""
    try:
        letter = panel_response.preview(g.db, case, keys, now=g.now)
    except Incomplete as problem:
        lacking = str(problem)
    facts = {"letter": letter, "lacking": lacking, "unsaved": draft_of(case, keys, "response")}
    return render_template("admin/panel_report/preview.html", **bar(case, keys, **facts))


@bp.post("/response/release")
def let_go(reference: str) -> ResponseReturnValue:
    case, keys = _at(reference, State.S3_REPORTED)
    if draft_of(case, keys, "response"):
        return _said(reference, "Not released. What you changed last is only a draft: save it for the letter first.")
    panel_response.let_go(g.db, case, actor=g.staff, now=g.now, keys=keys)
    return done(reference, "The response is released. What was accepted is now a promise with an owner and a day.")


def _at(reference: str, state: State) -> tuple[Case, Keyring]:
    case, keys = asked(reference)
    if case.state is not state:
        instead(case)
    return case, keys


def _said(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".response", reference=reference), 303)


def _form(case: Case, desk: Desk, typed: Any = None) -> WholeResponse:
    people = [("", "Choose"), *((str(one.id), f"{one.name}, {one.job}".rstrip(", ")) for one in owners(g.db, case))]
    return WholeResponse(desk.response, [row.number for row, _ in desk.recommended], desk.upheld, people, typed)


def _report(case: Case, keys: Keyring, points: Any, form: Any) -> dict[str, Any]:
    came, typed = chairing.document(g.db, case), chairing.draft(g.db, case, keys)[1] > 0
    draft = kept_here(case, keys, "panel-report")
    return bar(case, keys, points=points, form=form, accept=ANYTHING, draft=draft, came=came, typed=typed)


def _context(case: Case, keys: Keyring, form: WholeResponse | None = None, *, theirs: bool = False) -> dict[str, Any]:
    desk = panel_response.desk(g.db, case, keys)
    found, texts = panel_report.findings(g.db, case, desk.panel, keys), dict(stage_points(g.db, case, keys))
    summary = panel_report.report_of(g.db, desk.panel, keys).get("summary", "")
    draft, before = kept_here(case, keys, "response"), typed_before(case, keys, "response")
    shown = form or _form(case, desk, before)
    seen = before.get("seen", "") if before and not form else desk.seen  # what was left is of what its writer saw
    about = {"findings": found, "summary_of": summary, "texts": texts, "theirs": theirs, "draft": draft, "seen": seen}
    return bar(case, keys, desk=desk, form=shown, **about)
