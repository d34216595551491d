"""A link that begins an account, or gives a password or an authenticator anew. It signs nobody in (AUTH-10)."""

import segno
from flask import Blueprint, abort, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.forms.sign_in import ConfirmForm, FactorForm, NewPasswordForm
from admin.views.sign_in import WRONG_CODE, claim, waiting
from models.audit import Actor
from models.cases import accounts, signing_in, throttling
from models.credentials import hash_password, totp_address
from models.tables import Account, Invitation
from models.web.council import council

WRONG_PASSWORD = "That is not your password"  # noqa: S105

bp = Blueprint("invitation", __name__, url_prefix="/invitation/<token>")


@bp.get("")
def show(token: str) -> ResponseReturnValue:
    invitation, account = _link(token)
    return _page(token, account, FactorForm() if invitation.purpose == "factor" else NewPasswordForm())


@bp.post("")
def choose(token: str) -> ResponseReturnValue:
    invitation, account = _link(token)
    if invitation.purpose == "factor":
        return _factor(token)
    form = NewPasswordForm(request.form)
    form.local = (account.staff.name, account.email, council().name)
    if not form.validate():
        return _page(token, account, form)
    g.db.rollback()
    made = hash_password(form.password.data or "", current_app.extensions["keys"].password_peppers)
    invitation, account = _link(token)
    actor = Actor(kind="staff", id=account.staff_id, name=account.staff.name, account_id=account.id)
    accounts.set_password(g.db, account, made, by=actor, now=g.now)
    if invitation.purpose == "password":
        accounts.use_link(g.db, invitation, now=g.now)
        g.db.commit()
        return render_template("admin/invitation/done.html", codes=[])
    return _offer(token, account)


@bp.post("/confirm")
def confirm(token: str) -> ResponseReturnValue:
    """The authenticator works: the account is open. Its recovery codes are shown here, and never again."""
    invitation, account = _link(token)
    if invitation.purpose == "password" or account.totp is None or account.password_hash is None:
        abort(404)
    form = ConfirmForm(request.form)
    actor = Actor(kind="staff", id=account.staff_id, name=account.staff.name, account_id=account.id)
    secret = g.keys.open(type(account).totp, account)
    right = form.validate() and accounts.confirm_factor(
        g.db, account, form.code.data or "", g.keys, by=actor, now=g.now
    )
    if not right:
        form.code.errors = form.code.errors or [WRONG_CODE]
        return _picture(token, account, secret, form), 422
    codes = accounts.renew_codes(g.db, account.id, by=actor, now=g.now)
    accounts.use_link(g.db, invitation, now=g.now)
    g.db.commit()
    return render_template("admin/invitation/done.html", codes=codes)


def _factor(token: str) -> ResponseReturnValue:
    """Two people agreed to a new authenticator. Its owner still has to know the password."""
    form = FactorForm(request.form)
    _, account = _link(token)
    account_id, stored = account.id, signing_in.Stored(account.id, account.password_hash)
    g.db.rollback()
    if not form.validate():
        return _page(token, _link(token)[1], form)
    if wait := claim(throttling.code_buckets(account_id)):
        form.password.errors = [waiting(wait)]
        return _page(token, _link(token)[1], form)
    peppers = current_app.extensions["keys"].password_peppers
    right, _ = signing_in.password_is_right(stored, form.password.data or "", peppers)
    _, account = _link(token)
    if not right:
        form.password.errors = [WRONG_PASSWORD]
        return _page(token, account, form)
    return _offer(token, account)


def _offer(token: str, account: Account) -> ResponseReturnValue:
    secret = accounts.offer_factor(g.db, account, g.keys)
    g.db.commit()
    return _picture(token, _link(token)[1], secret, ConfirmForm())


def _picture(token: str, account: Account, secret: str, form: ConfirmForm) -> str:
    """The square is drawn in the page itself: it may hold no style, and no picture made of data."""
    square = segno.make(totp_address(secret, account.email), micro=False)
    rows = ["".join("1" if dark else "0" for dark in row) for row in square.matrix_iter(border=4)]
    return render_template("admin/invitation/factor.html", token=token, secret=secret, rows=rows, form=form)


def _page(token: str, account: Account, form: NewPasswordForm | FactorForm) -> ResponseReturnValue:
    for field in form:
        field.data = ""
    name = "password" if isinstance(form, NewPasswordForm) else "prove"
    page = render_template(f"admin/invitation/{name}.html", token=token, name=account.staff.name, form=form)
    return page, 422 if form.errors else 200


def _link(token: str) -> tuple[Invitation, Account]:
    found = accounts.of_link(g.db, token, now=g.now)
    if found is None:
        abort(404)
    return found
