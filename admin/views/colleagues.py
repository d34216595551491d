"""Who leads an organisation's advocates adds and removes its people: access ends the day somebody leaves."""

import uuid

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.children import ColleagueForm
from models.cases import accounts, colleagues

bp = Blueprint("colleagues", __name__, url_prefix="/colleagues")
PAGE = "admin/colleagues/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(PAGE, people=colleagues.of(g.db, g.staff), form=ColleagueForm())


@bp.post("")
def add() -> ResponseReturnValue:
    """A new advocate sees no child: a case opens only by a child's word, or by sending one."""
    form = ColleagueForm(request.form)
    if form.validate() and accounts.with_email(g.db, form.email.data or "") is not None:
        form.email.errors = ["There is an account with this address already"]
    if form.errors:
        return render_template(PAGE, people=colleagues.of(g.db, g.staff), form=form), 422
    account, token = colleagues.add(g.db, form.name.data or "", form.email.data or "", by=g.staff, now=g.now)
    link = f"{current_app.config['HEARD'].admin_url}{url_for('invitation.show', token=token)}"
    accounts.post_link(g.db, g.keys, account, link, now=g.now)
    g.db.commit()
    flash(f"An invitation is on its way to {account.email}. It works for 7 days.")
    return redirect(url_for(".show"), 303)


@bp.post("/<uuid:staff_id>/remove")
def remove(staff_id: uuid.UUID) -> ResponseReturnValue:
    ended = colleagues.remove(g.db, staff_id, keys=g.keys, by=g.staff, now=g.now)
    g.db.commit()
    offered = f" {ended} child{'ren are' if ended != 1 else ' is'} offered a new advocate." if ended else ""
    flash(f"They can no longer sign in.{offered}")
    return redirect(url_for(".show"), 303)
