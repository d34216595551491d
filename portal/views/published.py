"""Published reports: a list, each as a page, and each as a file to take away. Nothing here needs a key."""

import uuid

from flask import Blueprint, Response, abort, g, render_template
from flask.typing import ResponseReturnValue

from models.languages import ENGLISH
from models.reports.publishing import file_of, one, published
from models.reports.writers import FORMATS
from models.reports.writers.values import said
from models.words import deck

bp = Blueprint("published", __name__, url_prefix="/reports")
TAKEN = ("pdf", "docx", "xlsx", "csv", "html")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template("portal/published/show.html", rows=published(g.db))


@bp.get("/<uuid:publication_id>")
def report(publication_id: uuid.UUID) -> ResponseReturnValue:
    found = one(g.db, publication_id)
    if found is None:
        abort(404)
    row, document = found
    drawn = {
        "spelled": said,
        "words": deck("report"),
        "english": deck("report", ENGLISH),
        "link": None,
        "forms": [FORMATS[name] for name in TAKEN],
    }
    return render_template("portal/published/report.html", row=row, document=document, **drawn)


@bp.get("/<uuid:publication_id>/<form>")
def file(publication_id: uuid.UUID, form: str) -> ResponseReturnValue:
    content = file_of(g.db, publication_id, form) if form in FORMATS else None
    if content is None:
        abort(404)
    kind = FORMATS[form]
    name = f"report-{publication_id.hex[:8]}.{kind.ending}"
    return Response(content, mimetype=kind.type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
