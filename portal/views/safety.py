"""Not safe now: who can help at this hour, and a few words to the safety team, before any case exists."""

import logging
import uuid
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.audit import Actor
from models.cases import returning
from models.cases.alert_again import promised_before
from models.cases.alerting import raise_alert
from models.cases.duty_rota import number_code, sending_works, when_code
from models.procedure.terms import Journey, Safe
from models.web.logging import log, problem
from models.web.once import made_now, one_record
from models.words import HELPER, PARENT, deck
from portal import modes
from portal.forms.following import AlertForm, ChildAlertForm
from portal.journeys import carry_on
from portal.modes import DOORS, PICTURES
from portal.person import me_now, spoken_to
from portal.safety_now import duty_here

CALLED: dict[str, str] = {PARENT: "say", HELPER: "theirs", Journey.PARENT: "say", Journey.ADVOCATE: "theirs"}
CHILD = {"no": "child", "not_sure": "child_not_sure"}  # what an adult is shown instead: it is about a child

bp = Blueprint("safety", __name__, url_prefix="/now")


@bp.get("/1")
def no() -> ResponseReturnValue:
    return _page("no", form=_form()())


@bp.get("/2")
def not_sure() -> ResponseReturnValue:
    return _page("not_sure")


@bp.post("/1")
def send() -> ResponseReturnValue:
    """Kept at once, under its own lock. What cannot be kept or promised is never shown as done."""
    if (to := request.form.get("go", "")) in DOORS:
        modes.switch(to)
        return _page("no", form=_form()(request.form))
    form = _form()(request.form)
    if request.form.get("go") == "on":
        return _page("no", form=form, asks=True) if form.begun else redirect(_on()[0], 303)
    if not form.told():
        return _page("no", 422, form=form)
    try:
        promised = _kept(form)
    except Exception as error:  # whatever it was, the numbers are shown and the words stay on the page
        log("alert_not_kept", logging.ERROR, **problem(error))
        g.db.rollback()
        return _page("failed", 503, form=form)
    nameless = form.is_worker and not form.worker.data
    return redirect(url_for(".sent", soon=1 if promised else None, n=1 if nameless else None), 303)


@bp.get("/3")
def sent() -> ResponseReturnValue:
    """What was true when it was sent must still be true now, or the numbers are shown instead."""
    duty = duty_here()
    soon = bool(request.args.get("soon") and duty and duty.on and sending_works(g.db, now=g.now))
    return _page("sent" if soon else "kept", nameless="n" in request.args)


def _kept(form: AlertForm) -> bool:
    """Whether it may be promised. Sent twice it is one alert, as it was the first time (T22)."""
    made, council = made_now(g.visit.holder_id if g.visit else ""), current_app.config["HEARD"].council
    return one_record(lambda: promised_before(g.db, council, made, now=g.now), lambda: _raise(form, made))


def _raise(form: AlertForm, made: uuid.UUID) -> bool:
    holder_id = g.visit.holder_id if g.visit else None
    raised = raise_alert(
        g.db,
        council=current_app.config["HEARD"].council,
        kind=Safe.NO,
        said=form.said.data or "",
        reach=form.reach.data or "",
        about_worker=form.is_worker,
        worker=form.worker.data or "",
        holder_id=holder_id,
        case=returning.case_of(g.db, holder_id) if holder_id else None,
        keys=g.keys,
        actor=Actor(kind="person", id=holder_id),
        now=g.now,
        made=made,
    )
    g.db.commit()
    return raised.promised


def _page(entry: str, status: int = 200, **facts: Any) -> ResponseReturnValue:
    words = deck("safety")
    about = _about_a_child() if status != 503 else isinstance(facts.get("form"), ChildAlertForm)
    duty = duty_here() if status != 503 else None
    on = _on() if status != 503 else (url_for("start.show"), "start")
    facts |= {
        "entry": words[CHILD.get(entry, entry) if about else entry],
        "about": about,
        "service": deck("common")["layout"].said(g.get("grown_up") or "voice"),
        "say": words,
        "duty": duty,
        "wrong": status == 422,
        "on": on,
    }
    sending = status != 503 and sending_works(g.db, now=g.now)
    facts |= {"when": when_code(duty, sending=sending), "number": number_code(duty)}
    return render_template(f"portal/safety/{entry}.html", **facts), status


def _form() -> type[AlertForm]:
    return ChildAlertForm if _about_a_child() else AlertForm


def _about_a_child() -> bool:
    """Whether an adult asks, in their questions or on their page."""
    if "grown_up" not in g:
        g.grown_up = _grown_up()
    return bool(g.grown_up)


def _grown_up() -> str:
    """What their pages are called, nothing for a child: by whose words these are, not by who sent the case. A child
    whose advocate sent it is the child."""
    if g.visit is None:
        return ""
    whose = spoken_to(me_now()) if g.visit.tracking else returning.draft_journey(g.db, g.visit.holder_id)
    return CALLED.get(whose or "", "")


def _on() -> tuple[str, str]:
    """Where "Carry on" leads, and its words: the questions, the person's page, or the start."""
    if g.visit is None:
        return url_for("start.show"), "start"
    if g.visit.tracking:
        return url_for("tracking.show"), "your_page"
    journey = returning.draft_journey(g.db, g.visit.holder_id)
    if journey is None:
        return url_for("start.show"), "start"
    door, number = carry_on(journey, in_pictures=g.mode == PICTURES)
    return url_for("question.show", door=door, number=number), "carry_on"
