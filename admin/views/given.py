"""Files that an officer has given to whoever writes the answer: copies alone, and each look is kept (AZ-03, UPL-04)."""

import uuid

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from admin.copies import sent_copy
from admin.views.answer import desk_of
from models.cases import file_care

bp = Blueprint("given", __name__, url_prefix="/cases/<reference>/answer/files")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    desk, ring = desk_of(reference)
    g.plays = True
    found = file_care.given(g.db, desk.case.id, ring)
    typed = file_care.typed_up(g.db, desk.case.id, ring)
    return render_template("admin/given/show.html", case=desk.case, files=found, typed=typed)


@bp.get("/<uuid:file_id>")
def copy(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    desk, ring = desk_of(reference)
    return sent_copy(next((one for one in file_care.given(g.db, desk.case.id, ring) if one.id == file_id), None))
