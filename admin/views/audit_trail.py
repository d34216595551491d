"""The record of who did what, for the auditor: ids, codes and times, never what anybody wrote (AUD-01, AUD-08)."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.audit_trail import AuditForm
from models.cases import audit_reading
from models.cases.audit_words import CHAINS
from models.jobs.anchoring import latest

bp = Blueprint("audit_trail", __name__, url_prefix="/audit")
PAGE = "admin/audit_trail/show.html"
LATE = timedelta(hours=2)  # AUD-05


@bp.get("")
def show() -> ResponseReturnValue:
    form = AuditForm(request.args)
    form.offer(audit_reading.people(g.db))
    case_id = _case(form) if form.validate() else None
    if form.errors:
        return render_template(PAGE, form=form, page=None, asked=True, chains=_chains()), 422
    wanted = form.wanted(case_id)
    after = audit_reading.read_after(request.args.get("after"))
    page = audit_reading.page(g.db, g.staff, wanted, after=after)
    audit_reading.note_reading(g.db, g.staff, wanted, now=g.now)
    return render_template(
        PAGE,
        form=form,
        page=page,
        asked=bool(_kept()),
        chains=_chains(),
        first=None if after is None else url_for(".show", **_kept()),
        next=url_for(".show", **_kept(), after=page.next) if page.next else None,
    )


def _case(form: AuditForm) -> uuid.UUID | None:
    found = audit_reading.case_of(g.db, g.staff, form.reference) if form.reference else None
    if form.reference and found is None:
        form.case.errors = ["No case has this reference"]
    return found


def _kept() -> dict[str, Any]:
    """What was asked for, to be asked for again on the next page."""
    return {name: value for name, value in request.args.items() if value and name != "after"}


def _chains() -> list[dict[str, Any]]:
    """How long each chain is, and when its end was last written outside the database (AUD-05)."""
    anchored = latest(current_app.config["HEARD"].anchors)
    return [
        {"name": CHAINS[chain], "rows": rows, **_anchor(anchored.get(chain), rows)}
        for chain, rows in audit_reading.lengths(g.db).items()
    ]


def _anchor(anchor: dict[str, Any] | None, rows: int) -> dict[str, Any]:
    if anchor is None:
        return {"at": None, "state": "No anchor", "bad": True}
    at = datetime.fromisoformat(anchor["at"])
    if anchor["number"] > rows:
        return {"at": at, "state": "Shorter than its anchor: the end was cut off", "bad": True}
    late = g.now - at > LATE
    return {"at": at, "state": "The anchor is late" if late else "As it should be", "bad": late}
