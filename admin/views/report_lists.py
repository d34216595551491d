"""Lists for managers: what is late, duty work, points upheld, the ombudsman, what is missing (Q-07, S-14)."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.reporting import Asked, asked
from admin.views.reports import done
from models.audit import note
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.reports import managing, overdue
from models.reports.chasing import ask_for_it

bp = Blueprint("report_lists", __name__, url_prefix="/reports/lists")
LISTS = {
    "late": "Over their time",
    "upheld": "Points upheld",
    "ombudsman": "The ombudsman",
    "duty": "Duty work",
    "missing": "What is missing",
}
READ: dict[str, Callable[[Asked], list[Any]]] = {
    "late": lambda one: overdue.over_timescale(g.db, g.staff, one.scope, today=local_day(g.now)),
    "upheld": lambda one: managing.upheld_points(g.db, g.keys, g.staff, one.scope),
    "ombudsman": lambda one: managing.tracker(g.db, g.keys, g.staff, one.scope),
    "duty": lambda one: managing.duty_detail(g.db, g.staff, one.scope),
    "missing": lambda one: managing.chase(g.db, g.staff, one.scope, mine=_mine()),
}


def _mine() -> bool:
    """An officer comes to their own, by the mail that asked for it; a manager to everybody's."""
    return request.args.get("whose", "all" if Role.MANAGER in g.staff.roles else "mine") == "mine"


@bp.get("")
def show() -> ResponseReturnValue:
    one, chosen = asked(request.args), request.args.get("list", "late")
    chosen = chosen if chosen in LISTS else "late"
    found = READ[chosen](one)
    period = one.scope.period
    note(
        g.db, g.staff, "report_lists", now=g.now, object_kind="report", reason=f"{chosen} {period.first} {period.last}"
    )
    page = {"one": one, "chosen": chosen, "lists": LISTS, "rows": found, "mine": _mine()}
    return render_template("admin/report_lists/show.html", **page)


@bp.post("/chase")
def chase() -> ResponseReturnValue:
    one = asked(request.args)
    missing = managing.chase(g.db, g.staff, one.scope)
    people = ask_for_it(g.db, g.keys, missing, by=g.staff, now=g.now)
    said = f"{people} {'person is' if people == 1 else 'people are'} asked by email, once today."
    return done(
        ".show",
        said if people else "They were asked today already." if missing else "Nothing is missing.",
        list="missing",
        **one.args,
    )
