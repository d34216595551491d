"""Registering a complaint that somebody told one of us (K-01, E-07). Words made for them are shown once, here."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from admin.forms.register import RegisterForm
from admin.kept import REGISTER, sent, typed_before
from admin.registering import authorities, form_page, fresh_words, registered, told_of
from models.procedure.working_days import local_day

bp = Blueprint("register", __name__, url_prefix="/register")


@bp.get("")
def show() -> ResponseReturnValue:
    """Empty, or as they left it."""
    begun = {"on": local_day(g.now), "ask_first": "", "advocate": ""}
    return form_page(authorities(RegisterForm(typed_before(None, g.keys, REGISTER), now=g.now, data=begun)))


@bp.post("")
def keep() -> ResponseReturnValue:
    """Words are stretched before anything is written, for it takes long."""
    form = authorities(RegisterForm(request.form, now=g.now))
    if not form.validate():
        return form_page(form), 422
    fresh = fresh_words(form)
    made = registered(form, fresh)
    sent(None, g.keys, REGISTER)
    g.db.commit()
    return told_of(made, fresh, form)
