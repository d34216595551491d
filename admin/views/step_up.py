"""A fresh code before what reaches far: asked for on a page that carries the action with it (AUTH-13)."""

from datetime import timedelta

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from admin.forms.sign_in import StepUpForm
from admin.views.sign_in import WRONG_CODE, claim, give_back, waiting
from models.cases import signing_in, throttling
from models.web import staff_sessions

FRESH = timedelta(minutes=5)
OURS = frozenset({"csrf_token", "fresh_code"})


REACHES = "This step reaches far."


def asked_for_code(why: str = REACHES) -> ResponseReturnValue | None:
    """None: the code was given less than five minutes ago, or just now. Otherwise the page that asks for it.

    `why` says, on that page, what is about to be done.

    Call it before the view writes anything. A code that is right counts from now on, under a new cookie (SES-02).
    """
    if g.desk.factor_at is not None and g.now - g.desk.factor_at <= FRESH:
        return None
    g.db.rollback()
    form = StepUpForm(request.form)
    if "fresh_code" not in request.form:
        return _page(form, 200, why)
    problem = _refused(form)
    if problem:
        form.fresh_code.errors = [problem]
    return _page(form, 422, why) if form.fresh_code.errors else None


def _refused(form: StepUpForm) -> str:
    if not form.validate():
        return ""
    buckets = throttling.code_buckets(g.staff.account_id)
    if wait := claim(buckets):
        return waiting(wait)
    how = signing_in.second_proof(g.db, g.staff.account_id, form.fresh_code.data or "", g.keys, now=g.now)
    if how != "code":
        signing_in.failed(g.db, g.staff.account_id, "code", now=g.now)
        g.db.commit()
        return WRONG_CODE
    staff_sessions.begin(g.staff.account_id, whole=True, since=g.desk.created_at)
    g.db.commit()
    give_back(buckets)
    return ""


def _page(form: StepUpForm, status: int, why: str) -> ResponseReturnValue:
    form.fresh_code.data = ""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in OURS]
    return render_template("admin/step_up/show.html", form=form, to=request.path, fields=fields, why=why), status
