"""Registering a complaint that somebody told one of us (K-01, E-07). Words made for them are shown once, here."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.register import RegisterForm
from models import credentials
from models.cases.opening import Opened
from models.cases.registering import register
from models.cases.sending import FreshWords, lock_words
from models.procedure.terms import Journey
from models.procedure.working_days import local_day

bp = Blueprint("register", __name__, url_prefix="/register")
PAGE = "admin/register/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(
        PAGE, form=RegisterForm(now=g.now, data={"on": local_day(g.now), "ask_first": "", "advocate": ""})
    )


@bp.post("")
def keep() -> ResponseReturnValue:
    """Words are stretched before anything is written, for it takes long."""
    form = RegisterForm(request.form, now=g.now)
    if not form.validate():
        return render_template(PAGE, form=form), 422
    g.db.rollback()
    fresh = _fresh(Journey(form.journey.data)) if form.give_words.data else None
    made = register(
        g.db,
        form.told(),
        reference=credentials.new_reference(),
        council=current_app.config["HEARD"].council,
        fresh=fresh,
        keys=g.keys,
        actor=g.staff,
        now=g.now,
    )
    g.db.commit()
    if isinstance(made, Opened) and fresh is not None:
        address = f"{current_app.config['HEARD'].portal_url}/come-back"
        facts = {"reference": made.case.reference, "words": fresh.words, "address": address}
        return render_template("admin/register/words.html", **facts, young=made.case.young_person)
    reference = made.case.reference if isinstance(made, Opened) else made.reference
    flash("Registered." if isinstance(made, Opened) else "This form was registered before. This is the case it made.")
    return redirect(url_for("case.show", reference=reference), 303)


def _fresh(journey: Journey) -> FreshWords:
    """A reference and words: pictured ones for young people, more of them for adults."""
    keys = current_app.extensions["keys"]
    return lock_words(
        credentials.new_reference(),
        credentials.young_words() if journey is Journey.YOUNG_PERSON else credentials.adult_words(),
        credentials.new_salt(),
        stretch=credentials.stretch,
        pepper=(keys.words_version, keys.words_pepper),
    )
