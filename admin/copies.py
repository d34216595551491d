"""The copy of a file, sent to whoever may open it: with the look at it kept, and never what was put in (UPL-05)."""

from flask import abort, g
from flask.typing import ResponseReturnValue

from models.cases import file_care
from models.cases.attaching import Attached
from models.web import files


def sent_copy(found: Attached | None, *, look: bool = True) -> ResponseReturnValue:
    """Missing where there is none, or none that may be shown. `look`: no, for the rest of one that is kept already."""
    if found is None or not found.shown:
        abort(404)
    if look:
        file_care.looked_at(g.db, found, actor=g.staff, now=g.now)
    name = files.copy_name(found.row.sort, found.row.kind)
    return files.sent(found.id, found.key("copy"), "copy", code=found.row.kind, name=name)
