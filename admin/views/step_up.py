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


def asked_for_code(why: str = REACHES, *, file_from: str = "") -> ResponseReturnValue | None:
    """None: the code was given less than five minutes ago, or just now. Otherwise the page that asks for it.

    `why` says, on that page, what is about to be done. `file_from`, for a file: the page it was asked for on. A file
    that came at once would leave its reader on a code that is used up, so a page of its own gives it and leads back.

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
    if form.fresh_code.errors:
        return _page(form, 422, why)
    if file_from:
        return render_template("admin/step_up/file.html", to=request.path, fields=_carried(), back=file_from)
    return None


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
    return render_template("admin/step_up/show.html", form=form, to=request.path, fields=_carried(), why=why), status


def _carried() -> list[tuple[str, str]]:
    """What was filled in on the page before, so that nobody fills it in twice."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in OURS]
