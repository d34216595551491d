"""Registering a complaint that somebody told one of us (K-01, E-07). Words made for them are shown once, here."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.forms.register import RegisterForm
from admin.registering import authorities, fresh_words, registered, told_of
from models.procedure.working_days import local_day

bp = Blueprint("register", __name__, url_prefix="/register")
PAGE = "admin/register/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    form = RegisterForm(now=g.now, data={"on": local_day(g.now), "ask_first": "", "advocate": ""})
    return render_template(PAGE, form=authorities(form))


@bp.post("")
def keep() -> ResponseReturnValue:
    """Words are stretched before anything is written, for it takes long."""
    form = authorities(RegisterForm(request.form, now=g.now))
    if not form.validate():
        return render_template(PAGE, form=form), 422
    fresh = fresh_words(form)
    made = registered(form, fresh)
    g.db.commit()
    return told_of(made, fresh, form)
