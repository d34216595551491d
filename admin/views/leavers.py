"""Somebody of the directory has left, or is back: seen before it is done, like everything an administrator sets."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, seen_first
from admin.forms.people import LeftForm
from models.cases import accounts, directory, leavers
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.tables import Staff
from models.tables.account import AccountState

bp = Blueprint("leavers", __name__, url_prefix="/people/<uuid:staff_id>")
HERE = "Works here"
AT_ONCE = (
    "Nobody can choose them for anything any more. A complaint about them stays kept from their line and their team."
)
AGAIN = "They can be chosen again. Their account stays closed until you open it on their page."


@bp.get("/left")
def show(staff_id: uuid.UUID) -> ResponseReturnValue:
    return _page(directory.one(g.db, staff_id), _form())


@bp.post("/left")
def leave(staff_id: uuid.UUID) -> ResponseReturnValue:
    staff, form = directory.one(g.db, staff_id), _form(request.form)
    if not form.validate() or form.day.data is None:
        return _page(staff, form), 422
    left = Change("Directory", HERE, f"Left on {short_date(form.day.data)}")
    changes = [left, *_account(staff), *_stands_in(staff)] if staff.active else []
    effect = " ".join([AT_ONCE, *_open_ends(staff)])
    back = url_for("people.person", staff_id=staff_id)
    if page := seen_first(changes, effect, lambda: _page(staff, form), back=back, press="They have left"):
        return page
    leavers.leave(g.db, staff, form.day.data, keys=g.keys, by=g.staff, now=g.now)
    return _done(staff_id, f"{staff.name} has left. Nobody can choose them any more.")


@bp.post("/back")
def back(staff_id: uuid.UUID) -> ResponseReturnValue:
    staff, to = directory.one(g.db, staff_id), url_for("people.person", staff_id=staff_id)
    team = leavers.closed_team(g.db, staff)
    changes = [] if staff.active else [Change("Directory", _gone(staff), HERE)]
    changes += [Change("Team", f"{team.name} (closed)", "No team")] if changes and team else []
    if page := seen_first(changes, AGAIN, lambda: redirect(to, 303), back=to, press="They are back"):
        return page
    leavers.come_back(g.db, staff, by=g.staff, now=g.now)
    return _done(staff_id, f"{staff.name} is back.")


def _account(staff: Staff) -> list[Change]:
    account = accounts.of_staff_or_none(g.db, staff.id)
    if account is None or account.state is AccountState.DISABLED:
        return []
    return [Change("Account", "Open or invited", "Closed: they are signed out everywhere")]


def _stands_in(staff: Staff) -> list[Change]:
    names = leavers.holding(g.db, staff).stands_in
    return [Change("Stands in for", ", ".join(names), "Nobody")] if names else []


def _open_ends(staff: Staff) -> list[str]:
    """What somebody has to see to afterwards."""
    found, said = leavers.holding(g.db, staff), []
    if found.complaints:
        said.append("They have open complaints: a complaints manager is told to hand them over.")
    if found.manages:
        said.append(f"Choose another manager, on their own pages, for {', '.join(found.manages)}.")
    return said


def _gone(staff: Staff) -> str:
    return f"Left on {short_date(staff.left_on)}" if staff.left_on else "Left"


def _form(typed: Any = None) -> LeftForm:
    return LeftForm(typed).until(local_day(g.now))


def _page(staff: Staff, form: LeftForm) -> str:
    if not staff.active:
        raise NotAllowed("They have left already.")
    return render_template("admin/leavers/show.html", staff=staff, form=form, pool=leavers.in_pool(g.db, staff))


def _done(staff_id: uuid.UUID, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for("people.person", staff_id=staff_id), 303)
