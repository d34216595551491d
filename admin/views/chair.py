"""The panel's report in a room: the chair writes it and hands it in, the members read it (K-56)."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_case import with_it
from admin.forms.panel import ChairsReport
from admin.forms.papered import judged
from admin.in_room import before_talking, in_room
from admin.parts import beside
from models.cases import attaching, chairing, panel_report, report_again
from models.cases.panel_rows import SavedMeanwhile, newest, recommendations
from models.cases.stage_points import stage_points
from models.files.kinds import ANYTHING
from models.procedure.documents import Document
from models.procedure.independence import PANEL, Part
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Appointment, Case

bp = Blueprint("chair", __name__, url_prefix="/room/<reference>/panel-report")
PAGE = "admin/chair/show.html"
HAND_IN = "hand_in"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, part, keys = in_room(reference)
    if part.part not in PANEL:
        return redirect(url_for("room.show", reference=reference), 303)
    written, seen = chairing.draft(g.db, case, keys)
    points = stage_points(g.db, case, keys)
    form = ChairsReport.about(points, ChairsReport.typed(written, seen))
    return render_template(PAGE, begun=seen > 0, **_context(case, part, keys, form, points))


@bp.post("")
def write(reference: str) -> ResponseReturnValue:
    paper = judged()
    case, part, keys = in_room(reference)
    if part.part is not Part.CHAIR:
        abort(404)
    points, do = stage_points(g.db, case, keys), request.form.get("do", "save")
    form = ChairsReport.about(points, request.form).took(paper)
    form = form if do == HAND_IN else form.as_draft()
    status = 422
    if do == HAND_IN and form.bare:
        return _alone(case, part, keys, form)
    if do != "more" and form.validate():
        try:
            with beside(form.summary):
                return _kept(case, part, keys, form, points, hand_in=do == HAND_IN)
        except SavedMeanwhile as problem:
            g.db.rollback()
            mark = chairing.draft(g.db, case, keys)[1]
            form.seen.data, status = str(mark), 409
            form.summary.errors = [f"{problem} What you typed is here; saving again keeps yours."]
    drawn = render_template(PAGE, begun=False, **_context(case, part, keys, form, points))
    return drawn, 200 if do == "more" else status


def _alone(case: Case, part: Appointment, keys: Keyring, form: ChairsReport) -> ResponseReturnValue:
    """The report is a document: it is handed in, and the complaints team writes down what it says."""
    chairing.alone(g.db, case, part, keys=keys, actor=g.staff, now=g.now)
    with_it(form, case, Document.PANEL_REPORT, local_day(g.now), keys)
    g.db.commit()
    flash("Handed in. The complaints team has your document, and writes down what it says.")
    return redirect(url_for(".show", reference=case.reference), 303)


def _kept(
    case: Case, part: Appointment, keys: Keyring, form: ChairsReport, points: Any, *, hand_in: bool
) -> ResponseReturnValue:
    do, to = chairing.hand_in if hand_in else chairing.save, url_for(".show", reference=case.reference)
    if hand_in:
        with_it(form, case, Document.PANEL_REPORT, local_day(g.now), keys)
    do(g.db, case, part, form.written(points), seen=form.mark, keys=keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash("Handed in. The complaints team has it, and it goes to the person as a letter." if hand_in else "Saved.")
    return redirect(to, 303)


def _context(case: Case, part: Appointment, keys: Keyring, form: ChairsReport, points: Any) -> dict[str, Any]:
    panel, document = newest(g.db, case), chairing.document(g.db, case)
    papers = [document] if document else report_again.papers(g.db, case, keys)
    handed = panel is not None and panel.report_on is not None
    return {
        "case": case, "part": part, "form": form, "points": points,
        "writes": chairing.may_write(case, part), "accept": ANYTHING, "panel": panel, "handed": handed,
        "summary": panel_report.report_of(g.db, panel, keys).get("summary", "") if panel and handed else "",
        "findings": panel_report.findings(g.db, case, panel, keys) if panel and handed else [],
        "recommended": [text for _, text in recommendations(g.db, panel, keys)] if panel and handed else [],
        "document": document, "left": chairing.left(g.db, case, keys),
        "file": attaching.one_of_case(g.db, case.id, papers[-1].id, keys) if papers else None,
    } | before_talking(case, keys)  # fmt: skip
