"""Forms that look like a machine's: read by a person, let in or left to go (INP-16, RET-06)."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models.audit import note
from models.cases import quarantining
from models.cases.caring_details import seen, words_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.machines import DAYS

bp = Blueprint("quarantine", __name__, url_prefix="/mail/machines")


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "quarantine_list", now=g.now)
    rows, gone = quarantining.held(g.db, g.staff), quarantining.gone(g.db)
    return render_template("admin/quarantine/show.html", rows=rows, gone=gone, days=DAYS, goes_on=quarantining.goes_on)


@bp.get("/<reference>")
def one(reference: str) -> ResponseReturnValue:
    case = quarantining.one(g.db, g.staff, reference)
    seen(g.db, case.id, g.staff, now=g.now, what="quarantine.one")
    sent = words_of(g.db, case, g.keys.with_case(case))
    return render_template(
        "admin/quarantine/one.html", case=case, sent=sent, days=DAYS, goes=quarantining.goes_on(case)
    )


@bp.post("/<reference>/let-in")
def let_in(reference: str) -> ResponseReturnValue:
    return _decided(reference, quarantining.let_in, "case.show", "Let in. Its days count from when it came.")


@bp.post("/<reference>/machine")
def machine(reference: str) -> ResponseReturnValue:
    return _decided(reference, quarantining.from_machine, "", "Kept. Until its day it can still be let in.")


def _decided(reference: str, do: Any, to: str, said: str) -> ResponseReturnValue:
    case = quarantining.one(g.db, g.staff, reference)
    try:
        do(g.db, case, actor=g.staff, now=g.now)
    except NotAllowed as problem:
        to, said = "", str(problem)
    g.db.commit()
    flash(said)
    return redirect(url_for(to, reference=reference) if to else url_for(".show"), 303)
