"""The figures: how many and how quickly. A director sees them and no case; a manager may go on to the queue."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.forms.reports import periods
from admin.leading import said_of
from admin.reporting import asked, link_to_cases, written_for
from models.audit import note
from models.cases.figures import figures
from models.procedure.lateness import ANY, LATE
from models.procedure.lifecycle import STAFF
from models.procedure.terms import Clock, Role, State
from models.procedure.working_days import local_day
from models.reports.publishing import fewest_shown
from models.reports.scope import authorities
from models.reports.writers.values import said
from models.words import deck

bp = Blueprint("figures", __name__, url_prefix="/figures")
LAYOUT = "director"
STATES = STAFF | {State.RECEIVED: "Received: not decided, or waiting for a manager to agree"}  # both count as received
PAGE, PART = "admin/figures/show.html", "admin/figures/_figures.html"
ANSWERED = {Clock.S1_RESPONSE: "Statutory complaints, stage 1", Clock.C1_RESPONSE: "Corporate complaints, stage 1"}


@bp.get("")
def show() -> ResponseReturnValue:
    found = figures(g.db, g.staff, now=g.now)
    note(g.db, g.staff, "figures", now=g.now)
    opens, fewest = Role.MANAGER in g.staff.roles, fewest_shown(g.db)
    return render_template(
        PART if request.htmx.fragment else PAGE,  # type: ignore[attr-defined]
        figures=found,
        states=STATES,
        named=ANSWERED,
        any_way=ANY,
        late_named=LATE,
        opens=opens,
        fewest=fewest,
        **said_of(found, opens=opens, fewest=fewest),
    )


@bp.get("/quarter")
def quarter() -> ResponseReturnValue:
    """The director's quarter, on two sides (experience 6.6): no small number for a director, links for a manager."""
    known = authorities(g.db)
    if not known:
        return render_template("admin/figures/quarter.html", known=known)
    offered = [one for one in periods(local_day(g.now)) if one[1].startswith("Quarter")]
    chosen = request.args.get("quarter", "")
    chosen = chosen if chosen in dict(offered) else offered[1][0]
    council = request.args.get("authority", "")
    council = council if council in known else known[0]
    first, _, last = chosen.partition("_")
    one = asked({"layout": LAYOUT, "authority": council, "from": first, "to": last})
    note(g.db, g.staff, "report", now=g.now, object_kind="report", reason=f"{LAYOUT} {first} {last}")
    drawn = {"spelled": said, "words": deck("report", "en"), "link": link_to_cases(one)}
    return render_template(
        "admin/figures/quarter.html", known=known, offered=offered, chosen=chosen, authority=council, one=one,
        document=written_for(one), **drawn,
    )  # fmt: skip
