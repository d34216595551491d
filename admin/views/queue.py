"""The queue and finding a case (experience 6.2)."""

import re
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.queue import NarrowForm
from admin.nav import at_a_glance
from models.audit import note
from models.cases import indexing, near_words, queue, searching
from models.cases.duty_rota import duty_now
from models.cases.queue_lines import lines
from models.cases.queue_parts import Show
from models.cases.queue_who import WHO
from models.credentials import read_reference
from models.procedure.terms import Journey

bp = Blueprint("queue", __name__, url_prefix="/queue")
PAGE = "admin/queue/show.html"
SEARCH = "admin/queue/search.html"
LONGEST = 200
EXACT, TEXTS = "x", "t"  # where a search goes on: with those of the blind index, or with the texts
INDEXED = (searching.Part.NAMES,)
ADDRESS = re.compile(r"@|^[\d\s+()-]+$")  # an e-mail address or a phone number: whole, by the blind index alone
PARTS = {
    searching.Part.NAMES: ("case.people", "who they are"),
    searching.Part.WORDS: ("case.show", "their words"),
    searching.Part.POINTS: ("points.show", "the points"),
    searching.Part.STATEMENT: ("statement.show", "the statement of complaint"),
    searching.Part.MESSAGES: ("messages.show", "the messages"),
    searching.Part.LETTERS: ("case.letters", "the letters"),
    searching.Part.OUTSIDE: ("outside.show", "the letters to people from outside"),
    searching.Part.ANSWER: ("answer.show", "the answer as it is written"),
    searching.Part.QUESTIONS: ("contributions.show", "the questions to managers"),
    searching.Part.PROMISES: ("promises.show", "what was promised"),
    searching.Part.REPORTS: ("investigation.show", "the reports of stage 2"),
    searching.Part.PANEL: ("panel.show", "the panel"),
    searching.Part.NOTES: ("messages.notes", "the notes"),
    searching.Part.TASKS: ("tasks.show", "the tasks"),
    searching.Part.HAPPENED: ("case.timeline", "what happened"),
}
STANDS = {searching.Stands.ANY: "Open and closed", searching.Stands.OPEN: "Open", searching.Stands.CLOSED: "Closed"}
Chosen = dict[str, tuple[str, dict[str, Any]]]  # what the queue is narrowed by: in words, and as parameters
CHOICES = {"parts": PARTS, "stands": STANDS, "people": WHO}


@dataclass(frozen=True, slots=True)
class _Result:
    """What the page of a search shows."""

    rows: list[queue.Row] = field(default_factory=list)
    parts: dict[str, searching.Found] = field(default_factory=dict)  # by reference: where it was found
    like: list[str] = field(default_factory=list)
    looked: int = 0
    older: str | None = None  # the address where it goes on
    goes_on: str = ""  # why it does: more were found | the texts were not opened | older cases were not looked through


@bp.get("")
def show() -> ResponseReturnValue:
    asked = request.args.get("show", Show.ALL)
    show = Show(asked) if asked in set(Show) else Show.ALL
    form, after = NarrowForm(request.args), queue.read_after(request.args.get("after"))
    good, narrow = form.good(), form.narrow()
    top = queue.top(g.db, g.staff, now=g.now, narrow=narrow)
    chosen = form.offer(top.officers, narrow).chosen()
    page = queue.page(g.db, g.staff, now=g.now, show=show, narrow=narrow, after=after) if good else queue.Page([], None)
    note(g.db, g.staff, "queue", now=g.now, reason=show.value)
    drawn = render_template(
        PAGE,
        lines=lines(g.db, page.rows, g.keys, now=g.now),
        show=show,
        form=form,
        filters=_filters(show, top.counts, chosen),
        tags=_tags(show, chosen),
        next=_queue(show, chosen, after=page.next) if page.next else None,
        top=_queue(show, chosen),
        first=after is None,
        **_alert(),
    )
    return drawn, 200 if good else 422


@bp.get("/search")
def search() -> ResponseReturnValue:
    """By reference, e-mail, phone, name, or words in the text; of what was typed the audit keeps a keyed hash."""
    typed = " ".join(request.args.get("q", "").split())
    wanted = typed if len(typed) <= LONGEST else typed[:LONGEST].rsplit(" ", 1)[0]  # half a word would find nothing
    ways = {read_reference(wanted) or wanted, wanted.upper(), wanted}  # an earlier register spells as it likes
    reference = queue.spelled(g.db, g.staff, ways) if wanted else None
    if reference:
        note(g.db, g.staff, "search", now=g.now, reason="reference")
        return redirect(url_for("case.show", reference=reference), 303)
    if not wanted:
        flash("Type a reference, an e-mail address, a phone number, a name or a word.")
    filters = _search_filters()
    page = _found(wanted, filters) if wanted else _Result()
    if wanted:
        hashed = searching.hashed(current_app.extensions["keys"].index, wanted)
        note(g.db, g.staff, "search", now=g.now, reason=f"{len(page.rows)} found, {hashed}")
    return render_template(
        SEARCH, lines=lines(g.db, page.rows, g.keys, now=g.now), wanted=wanted, filters=filters, page=page, **CHOICES
    )


def _search_filters() -> searching.Filters:
    """What the address narrows it by; nonsense narrows nothing."""
    asked = request.args
    stands, journey, part = asked.get("stands", ""), asked.get("who", ""), asked.get("part", "")
    return searching.Filters(
        stands=searching.Stands(stands) if stands in set(searching.Stands) else searching.Stands.ANY,
        journey=Journey(journey) if journey in set(Journey) else None,
        part=searching.Part(part) if part in set(searching.Part) else None,
    )


def _found(wanted: str, filters: searching.Filters) -> _Result:
    """Whole e-mails, phone numbers and names by the blind index first, page by page; then the words of the texts. Who
    looks for an address or a number that the index has is asked before every text is opened for it."""
    after, words = request.args.get("after", ""), near_words.read(wanted)
    rows: list[queue.Row] = []
    if not after or after.startswith(EXACT):
        rows, more = searching.exactly(g.db, g.staff, _having(wanted), filters=filters, after=after.removeprefix(EXACT))
        parts = {row.case.reference: searching.Found(row.case.id, INDEXED, near_words.WHOLE) for row in rows}
        if more:
            return _Result(rows, parts, older=_address(wanted, filters, EXACT + more), goes_on="more")
        if not words or (rows and ADDRESS.search(wanted)):
            there = _address(wanted, filters, TEXTS) if words else None
            return _Result(rows, parts, older=there, goes_on="texts")
    return _in_texts(wanted, words, filters, rows)


def _in_texts(wanted: str, words: near_words.Wanted, filters: searching.Filters, first: list[queue.Row]) -> _Result:
    came = searching.look(
        g.db, g.staff, words, g.keys, filters=filters, after=request.args.get("after"), but=_having(wanted)
    )
    held = {one.case_id: one for one in came.found}
    shown = {row.case.id: row for row in queue.matching(g.db, g.staff, list(held), size=len(held)).rows} if held else {}
    rows = [*first, *(shown[one.case_id] for one in came.found if one.case_id in shown)]
    like = searching.references_like(g.db, g.staff, wanted) if not rows else []
    parts = {row.case.reference: searching.Found(row.case.id, INDEXED, near_words.WHOLE) for row in first}
    parts |= {row.case.reference: held[row.case.id] for row in rows if row.case.id in held}
    older = _address(wanted, filters, came.older) if came.older else None
    goes_on = "more" if len(held) == searching.FOUND else "looked"
    return _Result(rows, parts, like, came.looked, older, goes_on)


def _having(wanted: str) -> Any:
    return indexing.having(current_app.extensions["keys"].index, wanted)


def _address(wanted: str, filters: searching.Filters, after: str) -> str:
    who, part = filters.journey or "", filters.part or ""
    return url_for(".search", q=wanted, stands=filters.stands.value, who=who, part=part, after=after)


def _alert() -> dict[str, object]:
    """An alert that belongs to no case would be seen by nobody here: that there is one, and whom to ring."""
    known = at_a_glance()
    if not known.unheld:
        return {"alert": None}
    phone = duty_now(g.db, current_app.config["HEARD"].council, now=g.now).phone
    return {"alert": known, "minutes": known.minutes(g.now), "phone": phone}


def _queue(show: Show, chosen: Chosen, *, but: str = "", after: str | None = None) -> str:
    """The address of the queue with what is chosen, all `but` one."""
    kept: dict[str, Any] = {}
    for name, (_said, parts) in chosen.items():
        kept |= {} if name == but else parts
    return url_for(".show", show=None if but == "show" else show.value, **kept, after=after)


def _tags(show: Show, chosen: Chosen) -> list[tuple[str, str]]:
    """What is chosen, in words, and where it is taken away."""
    said = {"show": queue.LABELS[show]} if show is not Show.ALL else {}
    said |= {name: words for name, (words, _parts) in chosen.items()}
    return [(words, _queue(show, chosen, but=name)) for name, words in said.items()]


def _filters(show: Show, counts: dict[Show, int], chosen: Chosen) -> list[dict[str, object]]:
    if not chosen:
        counts[Show.SAFETY] += at_a_glance().unheld  # an alert without a case: no officer's, and of no day
    return [
        {
            "href": _queue(one, chosen),
            "text": queue.LABELS[one],
            "count": queue.counted(counts[one]) if one in counts else "",
            "current": one is show,
        }
        for one in Show
    ]
