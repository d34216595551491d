"""One file for the Ombudsman: choose what goes in, then take it away as a PDF or a folder, after a fresh code."""

from flask import Blueprint, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.case_file import FileForm
from admin.opened import opened
from admin.views.step_up import asked_for_code
from models.audit import note
from models.cases.attaching import Attached
from models.formats import moment
from models.reports.case_file import USUAL, gather
from models.reports.writers.case_file import write_pdf, write_zip
from models.web.files import copy_name, copy_of

bp = Blueprint("case_file", __name__, url_prefix="/cases/<reference>/file")
PAGE = "admin/case_file/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(PAGE, **bar(case, keys, form=FileForm(data={"parts": USUAL})))


@bp.post("")
def take(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = FileForm(request.form)
    if not form.validate():
        return render_template(PAGE, **bar(case, keys, form=form)), 422
    if asked := asked_for_code(file_from=url_for(".show", reference=reference)):
        return asked
    case, keys = opened(reference, look=False)
    mark = f"Taken by {g.staff.name}, {moment(g.now)}"
    file = gather(g.db, case, keys, form.parts.data or (), by=g.staff, now=g.now, mark=mark)
    content = write_pdf(file) if form.form.data == "pdf" else write_zip(file, _copy)
    why = f"{form.form.data} {' '.join(form.parts.data or ())}"
    note(g.db, g.staff, "ombudsman_file", now=g.now, object_kind="case", object_id=case.id, reason=why)
    g.db.commit()
    return _sent(content, f"{case.reference}.{form.form.data}")


def _copy(file: Attached) -> tuple[str, bytes]:
    return copy_name(file.row.sort, file.row.kind), copy_of(file)


def _sent(content: bytes, name: str) -> Response:
    kind = "application/pdf" if name.endswith(".pdf") else "application/zip"
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
