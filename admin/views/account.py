"""One's own account: when it was used, where it is open, its password and its recovery codes (AUTH-14)."""

import uuid

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.sign_in import ChangePasswordForm, ProofForm
from admin.views.sign_in import WRONG_CODE, claim, give_back, waiting
from models.cases import accounts, desk_sessions, signing_in, throttling
from models.credentials import hash_password
from models.web import staff_sessions
from models.web.council import council

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
def show() -> ResponseReturnValue:
    return _page(ChangePasswordForm(), ProofForm())


@bp.post("/password")
def password() -> ResponseReturnValue:
    """The present password is asked again; every browser is signed out but this one."""
    form = ChangePasswordForm(request.form)
    account = accounts.one(g.db, g.staff.account_id)
    form.local = (account.staff.name, account.email, council().name)
    stored = signing_in.Stored(account.id, account.password_hash)
    g.db.rollback()
    if not form.validate():
        return _page(form, ProofForm())
    buckets = throttling.code_buckets(g.staff.account_id)
    if problem := _unproven(buckets, stored, form.present.data or ""):
        form.present.errors = [problem]
        return _page(form, ProofForm())
    made = hash_password(form.password.data or "", current_app.extensions["keys"].password_peppers)
    give_back(buckets)
    accounts.set_password(g.db, accounts.one(g.db, g.staff.account_id), made, by=g.staff, now=g.now)
    staff_sessions.begin(g.staff.account_id, whole=True)
    g.db.commit()
    flash("Your password is changed. Every other browser was signed out.")
    return redirect(url_for("account.show"), 303)


@bp.post("/codes")
def codes() -> ResponseReturnValue:
    """Ten new recovery codes, for who has the authenticator at hand (AUTH-13)."""
    form = ProofForm(request.form)
    if not form.validate():
        return _page(ChangePasswordForm(), form)
    buckets = throttling.code_buckets(g.staff.account_id)
    if wait := claim(buckets):
        form.code.errors = [waiting(wait)]
        return _page(ChangePasswordForm(), form)
    proven = signing_in.second_proof(g.db, g.staff.account_id, form.code.data or "", g.keys, now=g.now)
    if proven != "code":
        g.db.commit()
        form.code.errors = [WRONG_CODE]
        return _page(ChangePasswordForm(), form)
    made = accounts.renew_codes(g.db, g.staff.account_id, by=g.staff, now=g.now)
    g.db.commit()
    give_back(buckets)
    return render_template("admin/account/codes.html", codes=made)


@bp.post("/end")
def end() -> ResponseReturnValue:
    """Sign another browser out, or all of them."""
    which = request.form.get("session", "")
    if which == "others":
        desk_sessions.end_all(g.db, g.staff.account_id, but=g.desk.id)
    elif session_id := _uuid(which):
        desk_sessions.end_one(g.db, g.staff.account_id, session_id)
    g.db.commit()
    flash("Signed out there.")
    return redirect(url_for("account.show"), 303)


def _unproven(buckets: tuple[throttling.Bucket, ...], stored: signing_in.Stored, typed: str) -> str:
    if wait := claim(buckets):
        return waiting(wait)
    right, _ = signing_in.password_is_right(stored, typed, current_app.extensions["keys"].password_peppers)
    return "" if right else "That is not your present password"


def _page(password_form: ChangePasswordForm, proof: ProofForm) -> ResponseReturnValue:
    for field in (*password_form, *proof):
        field.data = ""
    page = render_template(
        "admin/account/show.html",
        account=accounts.one(g.db, g.staff.account_id),
        sessions=desk_sessions.open_ones(g.db, g.staff.account_id, now=g.now),
        codes_left=signing_in.codes_left(g.db, g.staff.account_id),
        form=password_form,
        proof=proof,
        wrong=bool(password_form.errors or proof.errors),
    )
    return page, 422 if password_form.errors or proof.errors else 200


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
