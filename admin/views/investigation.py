"""Beside an investigation: rooms for the two people from outside, their papers, the check of the facts, the reports."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_case import document, with_it
from admin.case_bar import bar
from admin.forms.investigation import (
    CameForm,
    FactsForm,
    LeaveOutForm,
    PapersForm,
    RoomForm,
    SendForm,
    SpokenForm,
)
from admin.forms.papered import judged
from admin.letting_in import let_in, papers_form, room_form
from admin.opened import instead, opened
from admin.parts import beside
from admin.views.step_up import asked_for_code
from models.cases import appointing, extending, interviewing, reporting, rooms
from models.cases.documents import Told
from models.fields import StrippedForm
from models.files.kinds import ANYTHING
from models.formats import short_date
from models.procedure.documents import DOCUMENTS, Document
from models.procedure.independence import PARTS, STAGE_2, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Appointment, Case

bp = Blueprint("investigation", __name__, url_prefix="/cases/<reference>/investigation")
PAGE = "admin/investigation/show.html"
REPORT_OF = {Part.INVESTIGATOR: Document.INVESTIGATOR_REPORT, Part.INDEPENDENT: Document.INDEPENDENT_REPORT}


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _asked(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("/room/<uuid:appointment_id>")
def room(reference: str, appointment_id: uuid.UUID) -> ResponseReturnValue:
    """Let them in: the invitation goes to the address in the pool, and nobody here sees the link (AUTH-10)."""
    _asked(reference)
    if asked := asked_for_code():
        return asked
    case, keys = _asked(reference)
    form = RoomForm(request.form, prefix=(at := f"room-{appointment_id}-"))
    return _step(case, keys, form, lambda: let_in(case, keys, appointment_id, form), form.until, at)


@bp.post("/room/<uuid:appointment_id>/close")
def close(reference: str, appointment_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = _asked(reference)
    rooms.close_room(g.db, case, appointment_id, actor=g.staff, now=g.now)
    return _done(reference, "Closed. They see nothing of it from now on.")


@bp.post("/papers")
def papers(reference: str) -> ResponseReturnValue:
    case, keys = _asked(reference)
    form = papers_form(case, keys, typed=True)

    def given() -> str:
        wanted = {uuid.UUID(one) for one in form.papers.data or ()}
        rooms.give(g.db, case, wanted, keys=keys, actor=g.staff, now=g.now)
        return "Both have exactly these papers now."

    return _step(case, keys, form, given, form.papers)


@bp.post("/interviews/<uuid:interview_id>/send")
def send(reference: str, interview_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = _asked(reference)
    row, at = interviewing.one(g.db, case, interview_id), f"send-{interview_id}-"
    form = SendForm(request.form, prefix=at).offer(interviewing.checkers(g.db), row.kind)

    def sent() -> str:
        due = interviewing.send(g.db, case, row, **form.told, keys=keys, actor=g.staff, now=g.now)
        by_us = "" if row.sent_how in interviewing.BY_ITSELF else " Give it to them today: Heard does not."
        return f"Written down. Their answer is wanted by {short_date(due)}.{by_us}"

    return _step(case, keys, form, sent, form.passage, at)


@bp.post("/interviews/<uuid:interview_id>/answer")
def answer(reference: str, interview_id: uuid.UUID) -> ResponseReturnValue:
    paper = judged()
    case, keys = _asked(reference)
    form = FactsForm(request.form, prefix=(at := f"facts-{interview_id}-")).until(local_day(g.now)).took(paper)
    row = interviewing.one(g.db, case, interview_id)

    def kept() -> str:
        on = form.on.data or local_day(g.now)
        interviewing.answer(g.db, case, row, form.answer.data or "", on=on, keys=keys, actor=g.staff, now=g.now)
        with_it(form, case, Document.FACTS_ANSWER, on, keys)
        return "Kept. The investigating officer reads it in their room."

    return _step(case, keys, form, kept, form.on, at)


@bp.post("/interviews/<uuid:interview_id>/leave-out")
def leave_out(reference: str, interview_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = _asked(reference)
    form, row = (
        LeaveOutForm(request.form, prefix=(at := f"out-{interview_id}-")),
        interviewing.one(g.db, case, interview_id),
    )

    def left() -> str:
        interviewing.leave_out(g.db, case, row, form.why.data or "", keys=keys, actor=g.staff, now=g.now)
        return "Left out, with the reason."

    return _step(case, keys, form, left, form.why, at)


@bp.post("/interviews")
def spoken(reference: str) -> ResponseReturnValue:
    """Somebody they spoke with, so that the facts can be checked: their notes stay with them."""
    case, keys = _asked(reference)
    form = SpokenForm(request.form, prefix="spoken-").until(local_day(g.now))

    def kept() -> str:
        interviewing.add(g.db, case, _part(case, Part.INVESTIGATOR), **form.told(), keys=keys, actor=g.staff, now=g.now)
        return "Written down."

    return _step(case, keys, form, kept, form.on, "spoken-")


@bp.post("/reports/<part>")
def came(reference: str, part: str) -> ResponseReturnValue:
    """A report that came on paper or by mail, with the paper itself."""
    paper = judged()
    case, keys = _asked(reference)
    if part not in STAGE_2:
        instead(case)
    whose = Part(part)
    form = CameForm(request.form, prefix=(at := f"came-{part}-")).of(whose).until(local_day(g.now)).took(paper)

    def kept() -> str:
        on = form.on.data or local_day(g.now)
        told = Told(REPORT_OF[whose], DOCUMENTS[REPORT_OF[whose]], on)
        upload = document(form, case, told, keys, outside=True)
        mine = _part(case, whose)
        reporting.came(g.db, case, mine, form.kind.data or "", upload, on=on, keys=keys, actor=g.staff, now=g.now)
        return "Recorded, with the report as a file. Its clock stopped on the day it came."

    return _step(case, keys, form, kept, form.on, at)


def _part(case: Case, part: Part) -> Appointment:
    """Who has that part now."""
    found = next((one for one in rooms.here(g.db, case) if one.part is part), None)
    if found is None:
        raise NotAllowed("Nobody has this part now. Appoint somebody under Stage 2 first.")
    return found


def _step(
    case: Case, keys: Keyring, form: StrippedForm, step: Callable[[], str], field: Any, at: str = ""
) -> ResponseReturnValue:
    """One step of the page: done, or the page again with what was typed and what is wrong."""
    reference = case.reference
    if form.validate():
        with beside(field):
            return _done(reference, step())
    return render_template(PAGE, **_context(case, keys, form, at), form=form), 422


def _asked(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if not rooms.ever(g.db, case):
        instead(case)
    return case, keys


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _context(case: Case, keys: Keyring, wrong: StrippedForm | None = None, at: str = "") -> dict[str, Any]:
    people, talked = rooms.here(g.db, case), interviewing.of_case(g.db, case, keys)
    colleagues = interviewing.checkers(g.db)
    until = extending.last_day(g.db, case)
    forms: dict[str, StrippedForm] = {f"room-{one.id}-": room_form(one, until) for one in people}
    for one in talked:
        for start, kind in (("facts", FactsForm), ("out", LeaveOutForm)):
            forms[f"{start}-{one.row.id}-"] = kind(prefix=f"{start}-{one.row.id}-")
        at_send = f"send-{one.row.id}-"
        forms[at_send] = SendForm(prefix=at_send).offer(colleagues, one.row.kind)
    forms |= {"spoken-": SpokenForm(prefix="spoken-")}
    forms |= {f"came-{part}-": CameForm(prefix=f"came-{part}-").of(part) for part in STAGE_2}
    if wrong is not None and at:
        forms[at] = wrong
    return bar(
        case, keys, people=people, parts=PARTS, talked=talked, forms=forms, today=local_day(g.now),
        papers=wrong if isinstance(wrong, PapersForm) else papers_form(case, keys),
        handed=reporting.handed_in(g.db, case, keys), before=reporting.of_before(g.db, case, keys),
        in_rooms=reporting.left_in_room(g.db, case),
        left=[one for one in appointing.appointed(g.db, case, keys) if one.row.ended_on],
        checking=case.state is State.S2_FACT_CHECK,
        owed=[p for p in STAGE_2 if case.state in reporting.WRITING and not reporting.is_final(g.db, case, p)],
        accept=ANYTHING, may_talk=case.state in interviewing.SPEAKING,
    )  # fmt: skip
