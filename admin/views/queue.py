"""The queue and finding a case (experience 6.2)."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.nav import at_a_glance
from models.audit import note
from models.cases import indexing, queue
from models.cases.duty_rota import duty_now
from models.cases.queue_lines import lines
from models.cases.queue_parts import Show
from models.credentials import read_reference

bp = Blueprint("queue", __name__, url_prefix="/queue")
PAGE = "admin/queue/show.html"
LONGEST = 200


@bp.get("")
def show() -> ResponseReturnValue:
    chosen = request.args.get("show", Show.ALL)
    show = Show(chosen) if chosen in set(Show) else Show.ALL
    after = queue.read_after(request.args.get("after"))
    page = queue.page(g.db, g.staff, now=g.now, show=show, after=after)
    note(g.db, g.staff, "queue", now=g.now, reason=show.value)
    return render_template(
        PAGE,
        lines=lines(g.db, page.rows, g.keys, now=g.now),
        show=show,
        filters=_filters(show),
        next=url_for(".show", show=show.value, after=page.next) if page.next else None,
        first=after is None,
        **_alert(),
    )


@bp.get("/search")
def search() -> ResponseReturnValue:
    """By reference, e-mail, phone or name, whole and exact; what was typed is not kept, nor who was not found."""
    wanted = " ".join(request.args.get("q", "").split())[:LONGEST]
    ways = {read_reference(wanted) or wanted, wanted.upper(), wanted}  # an earlier register spells as it likes
    reference = queue.spelled(g.db, g.staff, ways) if wanted else None
    if reference:
        note(g.db, g.staff, "search", now=g.now, reason="reference")
        return redirect(url_for("case.show", reference=reference), 303)
    found = queue.Page([], None)
    if wanted:
        found = queue.matching(g.db, g.staff, indexing.having(current_app.extensions["keys"].index, wanted))
        note(g.db, g.staff, "search", now=g.now, reason=f"{len(found.rows)} found")
    if not wanted:
        flash("Type a reference, an e-mail address, a phone number or a name.")
    return render_template("admin/queue/search.html", lines=lines(g.db, found.rows, g.keys, now=g.now), wanted=wanted)


def _alert() -> dict[str, object]:
    """An alert that belongs to no case would be seen by nobody here: that there is one, and whom to ring."""
    known = at_a_glance()
    if not known.unheld:
        return {"alert": None}
    phone = duty_now(g.db, current_app.config["HEARD"].council, now=g.now).phone
    return {"alert": known, "minutes": known.minutes(g.now), "phone": phone}


def _filters(chosen: Show) -> list[dict[str, object]]:
    counts = queue.counts(g.db, g.staff, now=g.now)
    counts[Show.SAFETY] += at_a_glance().unheld
    return [
        {
            "href": url_for(".show", show=show.value),
            "text": queue.LABELS[show],
            "count": queue.counted(counts[show]) if show in counts else "",
            "current": show is chosen,
        }
        for show in Show
    ]
