"""What was built for who asked, read page by page on the screen, by the second person before they agree (SAR-05)."""

import uuid
from typing import Any

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from admin.views.access_case import opened_file
from models.access import cases, going_out
from models.access.pages import page_of
from models.access.redacting import words_of
from models.audit import note
from models.procedure import access
from models.web import files

bp = Blueprint("access_built", __name__, url_prefix="/records/requests/<uuid:row_id>/<uuid:file_id>/built")


@bp.get("")
def show(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """The whole of it on one page; that somebody opened it is kept, and lets them agree."""
    asked, file = opened_file(row_id, file_id)
    if file.bundle is None:
        abort(404)
    note(g.db, g.staff, going_out.READ, now=g.now, **file.place, reason=asked.row.number)
    facts: dict[str, Any] = {
        "asked": asked, "file": file, "pages": words_of(going_out.content_of(file, g.keys)),
        "beside": going_out.beside_of(file), "mind": going_out.to_mind(g.db, file, g.keys),
        "mine": going_out.went_through(g.db, file, g.staff, g.keys), "codes": access,
        "names": cases.names(g.db, [file.row.asked_by]), "ids": {"row_id": asked.row.id, "file_id": file.row.id},
    }  # fmt: skip
    return render_template("admin/access_built/show.html", **facts)


@bp.get("/<int:page>")
def page(row_id: uuid.UUID, file_id: uuid.UUID, page: int) -> ResponseReturnValue:
    """One page as it leaves, in pixels."""
    _, file = opened_file(row_id, file_id)
    if file.bundle is None:
        abort(404)
    return files.small(page_of(going_out.content_of(file, g.keys), page) or abort(404), "image/jpeg")
