"""Signing in and out, and what was being written when the time ran out."""

import math
import uuid
from datetime import timedelta

from flask import Blueprint, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from admin.forms.sign_in import CodeForm, SignInForm
from models.cases import desk_sessions, signing_in, throttling
from models.web import staff_sessions
from models.web.errors import written as sorted_out

WRONG = "The email address or the password is not right"
WRONG_CODE = "That code is not right, or it was used before. Wait for the next one"
FORGET = '"cache", "cookies", "storage"'

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
def show() -> ResponseReturnValue:
    form = SignInForm(next=_ours(request.args.get("next")))
    return redirect("/", 303) if g.staff else render_template("admin/sign_in/show.html", form=form)


@bp.post("/sign-in")
def enter() -> ResponseReturnValue:
    form = SignInForm(request.form)
    email, password = form.email.data or "", form.password.data or ""
    if not form.validate():
        return _again(form)
    buckets = throttling.staff_buckets(email, request.remote_addr)
    if wait := claim(buckets):
        return _again(form, waiting(wait), 429)
    account_id, newer = _proven(email, password)
    if account_id is None:
        return _again(form, WRONG)
    give_back(buckets)
    signing_in.keep_hash(g.db, account_id, newer)
    staff_sessions.begin(account_id, whole=False)
    g.db.commit()
    return redirect(url_for("sign_in.code", next=_ours(form.next.data)), 303)


@bp.get("/sign-in/code")
def code() -> ResponseReturnValue:
    return render_template("admin/sign_in/code.html", form=CodeForm(next=_ours(request.args.get("next"))))


@bp.post("/sign-in/code")
def prove() -> ResponseReturnValue:
    form = CodeForm(request.form)
    if not form.validate():
        return _once_more(form)
    account_id = g.half.actor.account_id
    buckets = throttling.code_buckets(account_id)
    if wait := claim(buckets):
        return _once_more(form, waiting(wait), 429)
    how = signing_in.second_proof(g.db, account_id, form.code.data or "", g.keys, now=g.now)
    if how is None:
        signing_in.failed(g.db, account_id, "code", now=g.now)
        g.db.commit()
        return _once_more(form, WRONG_CODE)
    held = staff_sessions.begin(account_id, whole=True)
    signing_in.signed_in(g.db, account_id, how, now=g.now)
    g.db.commit()
    give_back(buckets)
    if how == "recovery code":
        flash("You used a recovery code. It will not work again.")
    return redirect(url_for("sign_in.written") if held else _ours(form.next.data) or "/", 303)


@bp.post("/sign-out")
def out() -> ResponseReturnValue:
    if g.staff is not None:
        signing_in.signed_out(g.db, g.staff, now=g.now)
    staff_sessions.leave()
    g.db.commit()
    answer = make_response(redirect(url_for("sign_in.show"), 303))
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


@bp.get("/what-you-wrote")
def written() -> ResponseReturnValue:
    """Shown once they are back, to look at before it is sent: much may have changed meanwhile (SES-03)."""
    form = desk_sessions.held(g.db, staff_sessions.token(), g.staff.account_id, now=g.now)
    if form is None:
        return redirect("/", 303)
    texts, others = sorted_out([(name, value) for name, value in form["fields"]])
    return render_template("admin/sign_in/written.html", to=form["to"], texts=texts, others=others)


def claim(buckets: tuple[throttling.Bucket, ...]) -> timedelta | None:
    sessions, runtime = current_app.extensions["sessions"], current_app.config["HEARD"].runtime
    return throttling.claim(sessions, runtime, buckets, now=g.now)


def give_back(buckets: tuple[throttling.Bucket, ...]) -> None:
    sessions, runtime = current_app.extensions["sessions"], current_app.config["HEARD"].runtime
    throttling.give_back(sessions, runtime, buckets, now=g.now)


def waiting(wait: timedelta) -> str:
    minutes = math.ceil(wait.total_seconds() / 60)
    return f"There were several wrong tries. Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again"


def _proven(email: str, password: str) -> tuple[uuid.UUID | None, str | None]:
    """Whose password this is. The same work for an address that nobody has (AUTH-09)."""
    stored = signing_in.stored_for(g.db, email)
    g.db.rollback()  # nobody waits for the lock while we compute
    right, newer = signing_in.password_is_right(stored, password, current_app.extensions["keys"].password_peppers)
    if right:
        return stored.account_id, newer
    signing_in.failed(g.db, stored.account_id, "password", now=g.now)
    g.db.commit()
    return None, None


def _again(form: SignInForm, problem: str = "", status: int = 422) -> ResponseReturnValue:
    form.password.data = ""
    form.form_errors += [problem] if problem else []
    return render_template("admin/sign_in/show.html", form=form), status


def _once_more(form: CodeForm, problem: str = "", status: int = 422) -> ResponseReturnValue:
    form.code.errors = [problem] if problem else form.code.errors
    form.code.data = ""
    return render_template("admin/sign_in/code.html", form=form), status


def _ours(to: str | None) -> str | None:
    """Only a page of this site that can be opened: nobody is led elsewhere by a link to sign in (INP-11)."""
    path = (to or "").partition("?")[0]
    if not path.startswith("/") or path.startswith("//") or "\\" in path or "%" in path:
        return None
    adapter = current_app.create_url_adapter(request)
    try:
        return to if adapter and adapter.match(path, method="GET") else None
    except HTTPException:
        return None
