"""Unreasonable behaviour on one case, step by step, and the register of all measures (rules 3.7, X-17)."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.behaviour import AgainForm, DecideForm, DropForm, MeetForm, WarnForm
from admin.opened import opened
from admin.parts import beside
from models.audit import note
from models.cases import behaving
from models.fields import StrippedForm
from models.procedure.behaviour import INDICATORS, MEASURES
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("behaviour", __name__)
PAGE = "admin/behaviour/show.html"
FORMS: dict[str, type[StrippedForm]] = {
    "warn": WarnForm, "meet": MeetForm, "decide": DecideForm, "again": AgainForm, "drop": DropForm,
}  # fmt: skip
SAID = {
    "warn": "Warned in writing. The complaint goes on as before.",
    "meet": "The meeting is written down. A manager can now decide.",
    "decide": "Decided. They are told in writing what it means, until when, and when it is looked at again.",
    "again": "Written down, and they are told in writing.",
    "drop": "No measure follows.",
}


@bp.get("/behaviour")
def everyone() -> ResponseReturnValue:
    note(g.db, g.staff, "behaviour_register", now=g.now)
    rows = behaving.register(g.db, g.staff)
    return render_template("admin/behaviour/everyone.html", rows=rows, measures=MEASURES, today=local_day(g.now))


@bp.get("/cases/<reference>/behaviour")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _page(case, keys)


@bp.post("/cases/<reference>/behaviour/warn")
def warn(reference: str) -> ResponseReturnValue:
    def step(case: Case, form: Any, **by: Any) -> None:
        behaving.warn(g.db, case, indicators=form.indicators.data, why=form.why.data, ask=form.ask.data, **by)

    return _step(reference, "warn", step)


@bp.post("/cases/<reference>/behaviour/meeting")
def meet(reference: str) -> ResponseReturnValue:
    def step(case: Case, form: Any, **by: Any) -> None:
        said = {name: form[name].data for name in ("on", "who", "noted", "helps")}
        behaving.meet(g.db, case, **said, **by)

    return _step(reference, "meet", step)


@bp.post("/cases/<reference>/behaviour/decide")
def decide(reference: str) -> ResponseReturnValue:
    def step(case: Case, form: Any, **by: Any) -> None:
        said = {name: form[name].data for name in ("measures", "why", "how", "ends", "review")}
        behaving.decide(g.db, case, **said, **by)

    return _step(reference, "decide", step)


@bp.post("/cases/<reference>/behaviour/again")
def again(reference: str) -> ResponseReturnValue:
    def step(case: Case, form: Any, **by: Any) -> None:
        said = {name: form[name].data for name in ("why", "ends", "review")}
        behaving.look_again(g.db, case, go_on=form.what.data == "go_on", **said, **by)

    return _step(reference, "again", step)


@bp.post("/cases/<reference>/behaviour/drop")
def drop(reference: str) -> ResponseReturnValue:
    def step(case: Case, form: Any, **by: Any) -> None:
        behaving.drop(g.db, case, why=form.why.data, **by)

    return _step(reference, "drop", step)


def _step(reference: str, name: str, step: Callable[..., None]) -> ResponseReturnValue:
    """Do it, or say beside the form why not, with everything typed still there."""
    case, keys = opened(reference)
    form = FORMS[name](request.form, prefix=f"{name}-")
    if form.validate():
        with beside(next(iter(form))):
            step(case, form, actor=g.staff, now=g.now, keys=keys)
    if form.errors:
        return _page(case, keys, **{name: form}), 422
    g.db.commit()
    flash(SAID[name])
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, keys: Keyring, **typed: StrippedForm) -> str:
    matters = behaving.matters(g.db, case, keys)
    now = matters[0] if matters and matters[0].step != "over" else None
    forms = {name: typed.get(name) or form(prefix=f"{name}-") for name, form in FORMS.items()}
    facts = {
        "matter": now, "past": [one for one in matters if one is not now], "forms": forms, "indicators": INDICATORS,
        "may_decide": bool(g.staff.roles & behaving.DECIDERS), "last": behaving.longest(g.db, case, local_day(g.now)),
        "wrong": next(iter(typed.values()), None), "today": local_day(g.now),
    }  # fmt: skip
    return render_template(PAGE, **bar(case, keys, **facts))
