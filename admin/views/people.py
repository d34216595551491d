"""The directory and its accounts, for a system administrator: who is here, who may sign in, and as what."""

import uuid
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, between, labels, seen_first
from admin.forms.people import ROLES, InviteForm, PersonForm, RolesForm
from admin.views.step_up import asked_for_code
from models.audit import note
from models.cases import account_requests, accounts, advocates, desk_sessions, directory, newcomers, nobody_left
from models.cases.setting_history import changes_of
from models.procedure.terms import Role
from models.tables import Account, Staff
from models.tables.account import Purpose

bp = Blueprint("people", __name__, url_prefix="/people")
LONGEST, SHOWN = 200, 20
OF_PEOPLE = (
    "staff_added",
    "staff_changed",
    "staff_left",
    "staff_back",
    "account_invited",
    "roles_set",
    "account_disabled",
    "account_enabled",
    "sessions_ended",
)
KEPT_FROM = "Who is kept out of a complaint, and who is told of it, goes by it at once."
OPEN, CLOSED = "Open: they can sign in", "Closed: they cannot sign in"
SHUT = "They are signed out everywhere at once. What is theirs stays theirs until somebody hands it over."
OPENED = "They sign in with the password and the authenticator that they had."
TWO = "A different administrator has to agree first. Then they are signed out, and have it when they sign in again."
ASKED = "Asked. A different administrator has to agree on this page."


@bp.get("")
def show() -> ResponseReturnValue:
    return _everybody(_form())


@bp.post("")
def add() -> ResponseReturnValue:
    form = _form(request.form)
    if not form.validate():
        return _everybody(form), 422
    if page := seen_first(between(_form(), form), KEPT_FROM, lambda: _everybody(form), back=url_for(".show")):
        return page
    staff = directory.add(g.db, **form.person(), by=g.staff, now=g.now)
    newcomers.look_for(g.db, staff, keys=g.keys, by=g.staff, now=g.now)
    g.db.commit()
    flash(f"{form.name.data} is in the directory now.")
    return redirect(url_for("people.person", staff_id=staff.id), 303)


@bp.get("/<uuid:staff_id>")
def person(staff_id: uuid.UUID) -> ResponseReturnValue:
    return _person(staff_id)


@bp.post("/<uuid:staff_id>")
def change(staff_id: uuid.UUID) -> ResponseReturnValue:
    staff = directory.one(g.db, staff_id)
    form = _form(request.form, staff)
    if not form.validate():
        return _person(staff_id, form=form)
    account, wanted = accounts.of_staff_or_none(g.db, staff_id), form.person()
    if account is not None and wanted["organisation_id"] != staff.organisation_id:
        form.organisation.errors = ["They have an account already. Somebody else’s people need one of their own"]
        return _person(staff_id, form=form)
    changes, back = between(_as_they_are(staff), form), url_for(".person", staff_id=staff_id)
    if page := seen_first(changes, KEPT_FROM, lambda: _person(staff_id, form=form), back=back):
        return page
    renamed = staff.name != wanted["name"]
    directory.change(g.db, staff, **wanted, what=labels(changes), by=g.staff, now=g.now)
    if renamed:
        newcomers.look_for(g.db, staff, keys=g.keys, by=g.staff, now=g.now)
    return _done(staff_id, "Saved.")


@bp.post("/<uuid:staff_id>/invite")
def invite(staff_id: uuid.UUID) -> ResponseReturnValue:
    form = InviteForm(request.form)
    if not form.validate() or not _free(form) or not _allowed(form, staff_id):
        return _person(staff_id, invitation=form)
    roles = [Role(role) for role in form.roles.data]
    if asked := asked_for_code():
        return asked
    account_requests.ask(g.db, staff_id, roles, email=form.email.data or "", keys=g.keys, by=g.staff, now=g.now)
    return _done(staff_id, ASKED)


@bp.post("/<uuid:staff_id>/roles")
def roles(staff_id: uuid.UUID) -> ResponseReturnValue:
    form = RolesForm(request.form)
    _theirs(staff_id)
    if not form.validate() or not _allowed(form, staff_id):
        return _person(staff_id, roles=form)
    changes, back = between(_roles_of(staff_id), form), url_for(".person", staff_id=staff_id)
    if page := seen_first(changes, TWO, lambda: _person(staff_id, roles=form), back=back, press="Ask for it"):
        return page
    if asked := asked_for_code():
        return asked
    account_requests.ask(g.db, staff_id, [Role(role) for role in form.roles.data], keys=g.keys, by=g.staff, now=g.now)
    return _done(staff_id, ASKED)


@bp.post("/<uuid:staff_id>/requests/<uuid:request_id>/agree")
def agree(staff_id: uuid.UUID, request_id: uuid.UUID) -> ResponseReturnValue:
    """The second administrator: only now is there a link, or are the roles other ones (AZ-10)."""
    account_requests.one(g.db, staff_id, request_id)
    if asked := asked_for_code():
        return asked
    wanted = account_requests.one(g.db, staff_id, request_id)
    try:
        account, token = account_requests.agree(g.db, wanted, keys=g.keys, by=g.staff, now=g.now)
    except accounts.NotTwoPeople as problem:
        return _person(staff_id, problem=str(problem), place="#account-title")
    if token is None:
        return _done(staff_id, "Agreed. They were signed out, and have the new roles when they sign in.")
    _send(account, token)
    return _done(staff_id, f"Agreed. An invitation is on its way to {account.email}. It works for 7 days.")


@bp.post("/<uuid:staff_id>/requests/<uuid:request_id>/refuse")
def refuse(staff_id: uuid.UUID, request_id: uuid.UUID) -> ResponseReturnValue:
    account_requests.refuse(g.db, account_requests.one(g.db, staff_id, request_id), by=g.staff, now=g.now)
    return _done(staff_id, "Refused. Nothing has changed.")


@bp.post("/<uuid:staff_id>/disable")
def disable(staff_id: uuid.UUID) -> ResponseReturnValue:
    account = _theirs(staff_id)
    if page := _seen_first(account, staff_id, CLOSED, SHUT):
        return page
    accounts.disable(g.db, account, by=g.staff, now=g.now)
    advocates.left(g.db, staff_id, keys=g.keys, actor=g.staff, now=g.now)
    return _done(staff_id, "The account is closed. They are signed out everywhere.")


@bp.post("/<uuid:staff_id>/enable")
def enable(staff_id: uuid.UUID) -> ResponseReturnValue:
    account = _theirs(staff_id)
    if page := _seen_first(account, staff_id, OPEN, OPENED):
        return page
    accounts.enable(g.db, account, by=g.staff, now=g.now)
    return _done(staff_id, "The account is open again.")


@bp.post("/<uuid:staff_id>/sessions")
def sessions(staff_id: uuid.UUID) -> ResponseReturnValue:
    account = _theirs(staff_id)
    desk_sessions.end_all(g.db, account.id)
    note(g.db, g.staff, "sessions_ended", now=g.now, object_kind="account", object_id=account.id)
    return _done(staff_id, "They are signed out everywhere.")


@bp.post("/<uuid:staff_id>/password")
def password(staff_id: uuid.UUID) -> ResponseReturnValue:
    """An administrator starts it and never sees the link: it goes to the person (AUTH-10)."""
    account = _theirs(staff_id)
    if account.state != "active":
        return _done(staff_id, "Their account is not open. Send the invitation again instead.")
    _send(account, accounts.make_link(g.db, account.id, Purpose.PASSWORD, by=g.staff, now=g.now))
    return _done(
        staff_id, f"A link to choose a new password is on its way to {account.email}. It works for 30 minutes."
    )


@bp.post("/<uuid:staff_id>/again")
def again(staff_id: uuid.UUID) -> ResponseReturnValue:
    account = _theirs(staff_id)
    if account.state != "invited":
        return _done(staff_id, "Their account is not waiting for a beginning.")
    purpose = Purpose.FACTOR if account.password_hash and account.signed_in_at else Purpose.INVITATION
    _send(account, accounts.make_link(g.db, account.id, purpose, by=g.staff, now=g.now))
    return _done(staff_id, f"A new link is on its way to {account.email}. The old one no longer works.")


@bp.post("/<uuid:staff_id>/factor")
def factor(staff_id: uuid.UUID) -> ResponseReturnValue:
    """One administrator asks, a different one agrees (decisions 18)."""
    _theirs(staff_id)
    if asked := asked_for_code():
        return asked
    account = _theirs(staff_id)
    waiting = accounts.waiting_reset(g.db, account.id)
    try:
        if waiting is None:
            accounts.ask_factor_reset(g.db, account.id, keys=g.keys, by=g.staff, now=g.now)
            return _done(staff_id, "Asked. A different administrator has to agree on this page.")
        _send(account, accounts.approve_factor_reset(g.db, waiting, by=g.staff, now=g.now))
    except accounts.NotTwoPeople as problem:
        return _person(staff_id, problem=str(problem))
    return _done(staff_id, f"Agreed. A link to set up a new authenticator is on its way to {account.email}.")


def _seen_first(account: Account, staff_id: uuid.UUID, to: str, effect: str) -> ResponseReturnValue | None:
    """What closing or opening an account does to it, before it is done."""
    was = CLOSED if account.state == "disabled" else OPEN
    changes = [Change(f"The account of {directory.one(g.db, staff_id).name}", was, to)] if was != to else []
    return seen_first(changes, effect, lambda: _person(staff_id), back=url_for(".person", staff_id=staff_id))


def _theirs(staff_id: uuid.UUID) -> Account:
    """Somebody else's account: nobody gives a role, a factor or a closed door to themselves (AUTH-07)."""
    account = accounts.of_staff(g.db, staff_id)
    if account.id == g.staff.account_id:
        abort(404)
    return account


def _form(given: Any = None, staff: Staff | None = None) -> PersonForm:
    form = PersonForm(given)
    form.team.choices = [("", "No team"), *directory.choices_of_team(g.db, staff)]
    form.manager.choices = [("", "Nobody"), *directory.choices_of_manager(g.db, staff)]
    theirs = ((str(one.id), one.name) for one in directory.organisations(g.db))
    form.organisation.choices = [("", "No: they work for us"), *theirs]
    return form


def _as_they_are(staff: Staff) -> PersonForm:
    form = _form(staff=staff)
    form.process(
        name=staff.name, job=staff.job, team=str(staff.team_id or ""), manager=str(staff.manager_id or ""),
        organisation=str(staff.organisation_id or ""), senior="yes" if staff.senior else "",
    )  # fmt: skip
    return form


def _person(
    staff_id: uuid.UUID, *, problem: str = "", place: str = "#reset-factor", **forms: object
) -> ResponseReturnValue:
    staff = directory.one(g.db, staff_id)
    account = accounts.of_staff_or_none(g.db, staff_id)
    form = forms.get("form") or _as_they_are(staff)
    wrong = bool(problem or any(one.errors for one in forms.values()))  # type: ignore[attr-defined]
    facts = {
        "staff": staff,
        "account": account,
        "form": form,
        "invitation": forms.get("invitation") or InviteForm(),
        "roles": forms.get("roles") or _roles_of(staff_id),
        "waiting": accounts.waiting_reset(g.db, account.id) if account else None,
        "asked": account_requests.waiting(g.db, staff_id, now=g.now),
        "role_names": dict(ROLES),
        "problem": problem,
        "place": place,
        "wrong": wrong,
        "changed": changes_of(g.db, *OF_PEOPLE, about=[staff_id, *([account.id] if account else [])]),
    }
    return render_template("admin/people/person.html", **facts), 422 if wrong else 200


def _everybody(form: PersonForm) -> str:
    typed, asked = request.args.get("q", "")[:LONGEST], request.args.get("page", "1")
    found = directory.matching(accounts.everybody(g.db), typed)
    last = max(1, -(-len(found) // SHOWN))
    at = min(int(asked), last) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1
    some = found[(at - 1) * SHOWN : at * SHOWN]
    facts = {"people": some, "many": len(found), "typed": typed, "at": at, "last": last}
    asks = {"waiting": account_requests.everything_waiting(g.db, by=g.staff, now=g.now)}
    return render_template("admin/people/show.html", **facts, **asks, left=nobody_left.left(g.db, g.staff), form=form)


def _roles_of(staff_id: uuid.UUID) -> RolesForm:
    account = accounts.of_staff_or_none(g.db, staff_id)
    return RolesForm(roles=[str(given.role) for given in account.roles] if account else [])


def _free(form: InviteForm) -> bool:
    if accounts.with_email(g.db, form.email.data or "") is None:
        return True
    form.email.errors = ["Somebody has an account with this address already"]
    return False


def _allowed(form: InviteForm | RolesForm, staff_id: uuid.UUID) -> bool:
    try:
        given = accounts.check_roles(Role(role) for role in form.roles.data)
        accounts.check_place(directory.one(g.db, staff_id), given)
    except accounts.RoleConflict as problem:
        form.roles.errors = [str(problem)]
        return False
    return True


def _send(account: Account, token: str) -> None:
    """The link is built from the settings, never from the Host header."""
    link = current_app.config["HEARD"].admin_url.rstrip("/") + url_for("invitation.show", token=token)
    accounts.post_link(g.db, g.keys, account, link, now=g.now)


def _done(staff_id: uuid.UUID, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for("people.person", staff_id=staff_id), 303)
