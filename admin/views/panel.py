"""Stage 3 of one case: the request, who sits on the panel, its day, its papers, and that it met."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_case import with_it
from admin.case_bar import bar
from admin.forms.panel import LateForm, MetForm, PapersForm, SeatForm
from admin.forms.papered import judged
from admin.forms.stage_two import EndForm
from admin.kept import kept_here, sent, typed_before
from admin.leaving import leaving
from admin.opened import instead, opened
from admin.parts import beside
from models.cases import (
    appointing,
    meeting,
    outsiders,
    panel_asking,
    panel_choices,
    panel_day,
    panel_papers,
    panel_rows,
    seating,
)
from models.cases.choosing import why_asked
from models.files.kinds import ANYTHING
from models.procedure.documents import Document
from models.procedure.independence import PANEL, PARTS, Part
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case, Panel

bp = Blueprint("panel", __name__, url_prefix="/cases/<reference>/stage-3")
PAGE = "admin/panel/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("/acknowledge")
def acknowledge(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    panel_asking.acknowledge(g.db, case, actor=g.staff, now=g.now, keys=keys)
    return done(reference, f"Written. {leaving(case)}")


@bp.post("/late")
def late(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    form = LateForm(request.form, prefix="late-")

    def decide() -> None:
        panel_asking.decide_late(
            g.db, case, take=form.take.data == "yes", why_late=form.why_late.data or "",
            new_information=form.new.data or "", reasons=form.reasons.data or "", actor=g.staff, now=g.now, keys=keys,
        )  # fmt: skip

    said = "Taken. The panel goes ahead." if form.take.data == "yes" else "Not taken. The letter says why."
    return _kept(reference, form, form.reasons, decide, said, late_form=form)


@bp.post("/appoint/<part>")
def appoint(reference: str, part: str) -> ResponseReturnValue:
    case, _ = asked(reference)
    if part not in PANEL:
        instead(case)
    chosen = Part(part)
    form = _seat_form(case, chosen, typed=True)

    def give() -> None:
        on = form.on.data
        assert on is not None  # noqa: S101 - the form asked for it
        seating.appoint(g.db, case, chosen, form.who, on=on, actor=g.staff, now=g.now)

    return _kept(reference, form, form.outsider, give, "Appointed.", seat_forms={chosen: form})


@bp.post("/end/<uuid:appointment_id>")
def end(reference: str, appointment_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = asked(reference)
    form = EndForm(request.form, prefix=f"end-{appointment_id}-").until(local_day(g.now))

    def leave() -> None:
        on, why = form.on.data, form.why.data or ""
        assert on is not None  # noqa: S101 - the form asked for it
        appointing.end(g.db, case, appointment_id, why, on=on, actor=g.staff, now=g.now, keys=keys)

    said = "Ended. Appoint somebody else: the clock goes on."
    return _kept(reference, form, form.on, leave, said, ends={appointment_id: form})


@bp.post("/invite")
def invite(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    panel_day.invite(g.db, case, actor=g.staff, now=g.now, keys=keys)
    return done(reference, "Sent: the day, the place, and who sits on the panel.")


@bp.post("/papers")
def papers(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    form = PapersForm(request.form, prefix="papers-").offer(panel_papers.choices(g.db, case, keys))
    form.within(panel_day.papers_days(g.db, case, now=g.now))

    def send() -> None:
        on = form.on.data
        assert on is not None  # noqa: S101 - the form asked for it
        panel_day.send_papers(
            g.db, case, form.papers.data or (), form.others.data or "", on=on,
            late_because=form.late_because.data or "", alone=form.ids, actor=g.staff, now=g.now, keys=keys,
        )  # fmt: skip

    said = "Kept. The panel has them in its rooms, and the person has them with their letter."
    return _kept(reference, form, form.papers, send, said, papers=form)


@bp.post("/met")
def met(reference: str) -> ResponseReturnValue:
    paper = judged()
    case, keys = asked(reference)
    form = MetForm(request.form, prefix="met-").took(paper)

    def keep() -> None:
        came, others, minutes = form.came.data or (), form.others.data or "", form.minutes.data or ""
        panel_day.met(g.db, case, came, others, minutes, actor=g.staff, now=g.now, keys=keys)
        with_it(form, case, Document.MINUTES, local_day(g.now), keys)
        sent(case, keys, "minutes")

    return _kept(reference, form, form.came, keep, "The panel met. Its report is due in 5 working days.", met=form)


def asked(reference: str) -> tuple[Case, Keyring]:
    """The case, where a panel was asked for."""
    case, keys = opened(reference)
    if case.state not in panel_rows.STATES or panel_rows.newest(g.db, case) is None:
        instead(case)
    return case, keys


def done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    there = panel_rows.STATES
    case, _ = opened(reference, look=False)
    return redirect(url_for("panel.show" if case.state in there else "case.show", reference=reference), 303)


def _kept(
    reference: str, form: Any, field: Any, verb: Callable[[], None], said: str, **typed: Any
) -> ResponseReturnValue:
    """Do it, or the page again with what was typed and a sentence beside the field that it is about."""
    if form.validate():
        with beside(field):
            verb()
            return done(reference, said)
    case, keys = asked(reference)
    return render_template(PAGE, **{**_context(case, keys, typed), "form": form}), 422


def _seat_form(case: Case, part: Part, *, typed: bool = False) -> SeatForm:
    form = SeatForm(request.form if typed else None, prefix=f"{part}-")
    people = seating.candidates(g.db, case, part, today=local_day(g.now))
    return form.offer(people, outsiders.at_hand(g.db, g.keys))


def _context(case: Case, keys: Keyring, typed: dict[str, Any] | None = None) -> dict[str, Any]:
    given = typed or {}
    panel, seats = panel_rows.current(g.db, case), seating.seats(g.db, case)
    empty = [part for part in PANEL if any(seat.row is None for seat in seats if seat.part is part)]
    ends = {seat.row.id: EndForm(prefix=f"end-{seat.row.id}-") for seat in seats if seat.row}
    tried = panel_day.tried(g.db, case)
    written = {name: panel_rows.text_of(g.db, panel, name, keys) for name in (panel_rows.PAPERS, panel_rows.MINUTES)}
    met = given.get("met") or MetForm(typed_before(case, keys, "minutes"), prefix="met-")
    return bar(
        case, keys, panel=panel, parts=PARTS, seats=seats, tried=tried, by=meeting.BY, places=meeting.PLACES,
        letter=panel_asking.acknowledgement(g.db, case, now=g.now), last_day=panel_asking.last_day(g.db, case),
        why_late=panel_asking.late_reasons(g.db, case, keys), decides=bool(g.staff.roles & panel_asking.DECIDERS),
        late_form=given.get("late_form") or LateForm(prefix="late-"),
        seat_forms={part: _seat_form(case, part) for part in empty} | given.get("seat_forms", {}),
        barred={part: _barred(case, part) for part in {*empty, *given.get("seat_forms", {})}},
        ends=ends | given.get("ends", {}), left=seating.left(g.db, case, keys),
        missing=seating.missing(g.db, case), advice=seating.advice(g.db, case),
        wishes=panel_choices.chosen(panel_day.wishes_for(g.db, panel, keys)), papers_by=panel_day.papers_by(g.db, case),
        invitation=panel_day.invitation(g.db, case, now=g.now), invited=panel_day.invited(g.db, case),
        papers_late=panel_day.papers_promised(g.db, case, now=g.now) is None,
        papers=given.get("papers") or _papers_form(case, keys), kept=written[panel_rows.PAPERS],
        not_theirs=_not_theirs(case, panel, written[panel_rows.PAPERS], keys),
        met=met, draft=kept_here(case, keys, "minutes"), minutes=written[panel_rows.MINUTES],
        came=panel_day.CAME, accept=ANYTHING, why_asked=why_asked(g.db, case, keys),
    )  # fmt: skip


def _papers_form(case: Case, keys: Keyring) -> PapersForm:
    """What the panel has in its rooms already is ticked: the person gets the same."""
    there = panel_papers.choices(g.db, case, keys)
    return PapersForm(prefix="papers-", data={"alone": [str(one.id) for one in there if one.given]}).offer(there)


def _not_theirs(case: Case, panel: Panel, kept: dict[str, Any], keys: Keyring) -> list[str]:
    """What the panel was given since, and the person was not sent."""
    if not panel.papers_on or case.state is not State.S3_REQUESTED:
        return []
    return [one.title for one in panel_papers.not_theirs(g.db, case, kept.get("sent", ()), keys)]


def _barred(case: Case, part: Part) -> list[tuple[str, list[str]]]:
    found = seating.candidates(g.db, case, part, today=local_day(g.now))
    return [(one.name, reasons) for one, reasons in found if reasons]
