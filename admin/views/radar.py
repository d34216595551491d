"""The fault radar: what the Ombudsman keeps finding, as live checks, each with its cases and the way out (rules 7)."""

from flask import Blueprint, abort, current_app, g, render_template
from flask.typing import ResponseReturnValue

from models.audit import note
from models.cases import access_waits, learning, mail_clock, queue, radar
from models.cases.queue_lines import lines
from models.procedure.faults import FAULTS
from models.procedure.working_days import local_day

bp = Blueprint("radar", __name__, url_prefix="/radar")
WAYS_OUT = {  # the page of a case on which it is put right
    "X-01": "changes.show",
    "X-02": "stage_two.show",
    "X-03": "clocks.show",
    "X-04": "early_referral.show",
    "X-05": "panel.show",
    "X-06": "checks.show",
    "X-07": "panel.show",
    "X-08": "statement.show",
    "X-09": "promises.show",
    "X-10": "checks.show",
    "X-11": "writing.show",
    "X-12": "messages.show",
    "X-13": "points.show",
    "X-14": "advocates.one",
    "X-15": "learning.show",
    "X-16": "case.people",
    "X-17": "behaviour.show",
}
MOST = 200


@bp.get("")
def show() -> ResponseReturnValue:
    today = local_day(g.now)
    found, late = radar.counts(g.db, g.staff, today=today), access_waits.late(g.db, g.staff, today=today)
    note(g.db, g.staff, "radar", now=g.now)
    mail = mail_clock.over(g.db, g.staff, current_app.config["HEARD"].council, now=g.now)
    owed = [one for one in learning.owed(g.db, g.staff, today=today) if one.late]
    more = {"counted": queue.counted, "late": late, "mail": mail, "owed": owed}
    return render_template("admin/radar/show.html", found=found, faults=FAULTS, **more)


@bp.get("/<fault>")
def one(fault: str) -> ResponseReturnValue:
    if fault not in WAYS_OUT:
        abort(404)
    page = queue.matching(g.db, g.staff, radar.behind(g.db, fault, today=local_day(g.now)), size=MOST)
    note(g.db, g.staff, "radar", now=g.now, reason=fault)
    rows = lines(g.db, page.rows, g.keys, now=g.now)
    return render_template(
        "admin/radar/one.html", lines=rows, name=fault, fault=FAULTS[fault], way=WAYS_OUT[fault], more=page.next
    )
