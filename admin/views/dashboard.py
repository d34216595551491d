"""The manager's one page, kept up to date where it stands; each number leads to the list behind it (experience 6.5)."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.next_step import page_for
from models.audit import note
from models.cases import dashboard, lateness, mail_clock, queue, young_quarter
from models.cases.figures_behind import PREFIX
from models.cases.figures_behind import behind as figures_behind
from models.cases.queue_lines import lines
from models.cases.queue_parts import Show
from models.formats import short_date
from models.procedure.lateness import ANY, LATE
from models.procedure.shares import percents
from models.procedure.terms import Clock, State
from models.procedure.working_days import local_day

bp = Blueprint("dashboard", __name__, url_prefix="/today")
PAGE, PART = "admin/dashboard/show.html", "admin/dashboard/_board.html"
EXCEPTIONS = 10
ANSWERS = (Clock.S1_RESPONSE, Clock.C1_RESPONSE)
NAMED = {
    lateness.ANY: ANY,
    dashboard.FREEZE: "Freeze not decided",
    dashboard.RECEIVED: "Received this quarter",
    "young": "Young people this quarter",
    "young_wanted": "Young people who wanted an advocate, or have one",
    "young_met": "Young people an advocate is in touch with, or who have their own",
    "young_worse": "Young people who said that something got worse",
    "young_heard": "Young people we have spoken with or written to",
}


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "figures", now=g.now, reason="today")
    return render_template(PART if request.htmx.fragment else PAGE, **_context())  # type: ignore[attr-defined]


@bp.get("/cases/<of>")
def cases(of: str) -> ResponseReturnValue:
    today = local_day(g.now)
    of_figures = of.startswith(PREFIX)
    found = figures_behind(g.db, of, today=today) if of_figures else dashboard.behind(of, today=today)
    if found is None:
        abort(404)
    page = queue.matching(g.db, g.staff, found, size=200)
    note(g.db, g.staff, "queue", now=g.now, reason="today")
    found_lines = lines(g.db, page.rows, g.keys, now=g.now)
    title = _title(of, found_lines[0].officer if found_lines else "")
    shown = {"lines": found_lines, "more": page.next, "title": title, "of_figures": of_figures}
    return render_template("admin/dashboard/cases.html", **shown)


def _title(of: str, officer: str) -> str:
    """What the number was called that led here."""
    if of.startswith(PREFIX):
        return "Cases behind a figure"
    if of in LATE:
        return LATE[of].words
    if of in NAMED:
        return NAMED[of]
    first, _, then = of.partition("_")
    if first == dashboard.YOUNG:
        return f"Young people this quarter, {young_quarter.WAYS[then]}"  # type: ignore[index]
    whose = "nobody yet" if dashboard.NOBODY in (first, then) else officer or "this officer"
    if first == lateness.ANY:
        return f"Late, of {whose}"
    try:
        return f"Due {short_date(date.fromisoformat(first))}" + (f", of {whose}" if then else "")
    except ValueError:
        return f"Open cases of {whose}"


def _context() -> dict[str, Any]:
    found = dashboard.board(g.db, g.staff, now=g.now)
    late = queue.page(g.db, g.staff, now=g.now, show=Show.LATE, size=EXCEPTIONS)
    busiest = max((sum(due.values()) for _, due in found.days), default=0)
    share = percents([found.young.number, found.received - found.young.number])[0]
    rows = lines(g.db, late.rows, g.keys, now=g.now)
    return {
        "board": found,
        "mail": mail_clock.over(g.db, g.staff, current_app.config["HEARD"].council, now=g.now),
        "named": LATE,
        "any_way": ANY,
        "busiest": busiest,
        "late": [(line, _action(row.case)) for row, line in zip(late.rows, rows, strict=True)],
        "ways": young_quarter.WAYS,
        "share": share if found.received else None,
    }


def _action(case: Any) -> str:
    """Where the thing that is late is done: the one action of its line."""
    if case.state is State.RECEIVED:
        return url_for("triage.show", reference=case.reference)
    if case.next_clock in ANSWERS and case.responder_id is None:
        return url_for("allocation.show", reference=case.reference)
    if case.next_clock in ANSWERS:
        return url_for("answer.show", reference=case.reference)
    return url_for(page_for(case) or "clocks.show", reference=case.reference)
