"""Stage 2 of one case: the acknowledgement, the two people from outside, and the way to the statement of complaint."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.stage_two import AppointForm, EndForm
from admin.leaving import leaving
from admin.opened import instead, opened
from admin.parts import beside
from models.cases import allocating, apart_at_two, appointing, outsiders, paying
from models.cases.choosing import why_asked
from models.cases.clock_working import both_ways
from models.cases.investigating import TWO
from models.procedure.independence import PARTS, STAGE_2, Part
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("stage_two", __name__, url_prefix="/cases/<reference>/stage-2")
PAGE = "admin/stage_two/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _asked(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("/acknowledge")
def acknowledge(reference: str) -> ResponseReturnValue:
    case, keys = _asked(reference)
    try:
        appointing.acknowledge(g.db, case, actor=g.staff, now=g.now, keys=keys)
    except NotAllowed:  # two people at once: the other one's letter has gone
        return _done(reference, "It was acknowledged already.")
    return _done(reference, f"Written. {leaving(case)}")


@bp.post("/corporate")
def corporate(reference: str) -> ResponseReturnValue:
    """The points that were corporate all along go on at their own stage 2 (S-09)."""
    case, keys = _asked(reference)
    part = apart_at_two.corporate_second(g.db, case, actor=g.staff, now=g.now, keys=keys)
    g.db.commit()
    flash("A case of their own at the corporate stage 2. Acknowledge it.")
    return redirect(url_for(".show", reference=part.reference), 303)


@bp.post("/appoint/<part>")
def appoint(reference: str, part: str) -> ResponseReturnValue:
    case, keys = _asked(reference)
    if part not in STAGE_2:
        instead(case)
    chosen = Part(part)
    form = _form(case, chosen, typed=True)
    if form.validate() and form.on.data is not None:
        with beside(form.outsider):
            appointing.appoint(g.db, case, chosen, form.who, on=form.on.data, actor=g.staff, now=g.now)
            return _done(reference, "Appointed.")
    return render_template(PAGE, **_context(case, keys, {chosen: form}), form=form), 422


@bp.post("/end/<uuid:appointment_id>")
def end(reference: str, appointment_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = _asked(reference)
    form = EndForm(request.form, prefix=f"end-{appointment_id}-").until(local_day(g.now))
    if form.validate() and form.on.data is not None:
        with beside(form.on):
            appointing.end(
                g.db, case, appointment_id, form.why.data or "", on=form.on.data, actor=g.staff, now=g.now, keys=keys
            )
            return _done(reference, "Ended. Appoint somebody else: the clock goes on.")
    return render_template(PAGE, **_context(case, keys, ending=(appointment_id, form)), form=form), 422


def _asked(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if case.state not in appointing.KINDS:
        instead(case)
    return case, keys


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _form(case: Case, part: Part, *, typed: bool = False) -> AppointForm:
    people = appointing.candidates(g.db, case, part, today=local_day(g.now))
    form = AppointForm(request.form if typed else None, prefix=f"{part}-")
    return form.offer(
        people, outsiders.at_hand(g.db, g.keys), asked_on=appointing.asked_on(g.db, case), today=local_day(g.now)
    )


def _context(
    case: Case, keys: Keyring, typed: dict[Part, AppointForm] | None = None,
    ending: tuple[uuid.UUID, EndForm] | None = None,
) -> dict[str, Any]:  # fmt: skip
    statutory = case.state in STAGE_TWO
    everyone = appointing.appointed(g.db, case, keys) if statutory else []
    here = {one.row.part: one.row for one in everyone if one.row.ended_on is None}
    open_parts = [part for part in TWO if part not in here] if statutory else []
    ends = {row.id: EndForm(prefix=f"end-{row.id}-") for row in here.values()} | (dict([ending]) if ending else {})
    return bar(
        case, keys,
        letter=appointing.acknowledgement(g.db, case, now=g.now),
        why_asked=why_asked(g.db, case, keys),
        statutory=statutory,
        **(_deciding(case) if statutory else {}),
        both=both_ways(g.db, case, today=local_day(g.now)) if statutory else [],
        corporate=[point.number for point in apart_at_two.corporate_points(g.db, case)] if statutory else [],
        parts=PARTS,
        here=here,
        wrong={one.row.id: one.wrong for one in everyone},
        past=[one for one in everyone if one.row.ended_on],
        forms={part: (typed or {}).get(part) or _form(case, part) for part in open_parts},
        barred={part: _barred(case, part) for part in open_parts},
        ends=ends,
    )  # fmt: skip


def _deciding(case: Case) -> dict[str, Any]:
    """Who has it to decide, and what to do where nobody may (K-40); and what stage 2 has cost so far."""
    decides = allocating.who_decides(g.db, case)
    stuck = allocating.why_not_senior(g.db, case, case.responder if decides else None)
    nobody = allocating.NO_SENIOR if allocating.nobody_senior(g.db) else ""
    return {"decides": decides, "no_senior": nobody or stuck, "cost": paying.cost_of(g.db, case)}


def _barred(case: Case, part: Part) -> list[tuple[str, list[str]]]:
    found = appointing.candidates(g.db, case, part, today=local_day(g.now))
    return [(one.name, reasons) for one, reasons in found if reasons]
