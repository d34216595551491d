"""The points of a case, in order, and what the person says we have wrong."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.case import CountForm, PointForm, TakeAwayForm, TogetherForm
from admin.opened import opened
from admin.parts import beside
from models.cases import coordinating, points, proposing
from models.cases.caring_details import open_texts
from models.cases.finding import points_of
from models.cases.found_since import found_since
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.taken_away import BEFORE_THE_ANSWER, TAKEN_AWAY, why_not
from models.procedure.terms import Procedure
from models.procedure.working_days import local_day
from models.register.labels import choosable, entries
from models.sealing import Keyring
from models.tables import Case, Point, PointChange

bp = Blueprint("points", __name__, url_prefix="/cases/<reference>/points")
HOMES = [("", "As the case"), (Procedure.STATUTORY, "Statutory"), (Procedure.CORPORATE, "Corporate")]


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    return _page(case, ring, PointForm())


@bp.post("")
def add(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    points.before_the_answer(case)
    form = _form(request.form)
    if not form.validate():
        return _page(case, ring, form), 422
    home = Procedure(form.procedure.data) if form.procedure.data else case.procedure
    with beside(form.procedure):
        points.add_point(g.db, case, form.text.data or "", procedure=home, actor=g.staff, keys=ring, now=g.now)
    return (_page(case, ring, form), 422) if form.errors else _done(reference, "Point added.")


@bp.post("/<uuid:point_id>")
def change(reference: str, point_id: uuid.UUID) -> ResponseReturnValue:
    """One form for a point: its words, its place, or taking it away."""
    case, ring = opened(reference)
    points.require_open(case)
    act = request.form.get("do", "save")
    if act in ("up", "down"):
        points.move(g.db, case, point_id, up=act == "up", actor=g.staff, now=g.now)
        return _done(reference, "Order changed.")
    if act == "drop":
        return _take_away(case, ring, point_id)
    points.before_the_answer(case)
    form = _form(request.form)
    if form.validate():
        home = Procedure(form.procedure.data) if form.procedure.data else None
        with beside(form.procedure):
            by = {"procedure": home, "actor": g.staff, "keys": ring, "now": g.now}
            points.reword(g.db, case, point_id, form.text.data or "", **by)
    if form.errors:
        return _page(case, ring, PointForm(), wrong_id=point_id, theirs=form), 422
    return _done(reference, "Point changed. They are asked again whether it is right.")


@bp.post("/<uuid:point_id>/counts-as")
def classify(reference: str, point_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = _counting([points.one(g.db, case, point_id)], request.form)[point_id]
    if not form.validate():
        return _page(case, ring, PointForm(), counting={point_id: form}, failed=form), 422
    said = {"nature": form.nature.data or "", "service": form.service.data or ""}
    points.classify(g.db, case, point_id, **said, actor=g.staff, now=g.now)
    return _done(reference, "Kept. Reports count it so.")


@bp.post("/together")
def lead(reference: str) -> ResponseReturnValue:
    """Several services: who leads, and who coordinates (E-56)."""
    case, ring = opened(reference)
    points.require_open(case)
    form = TogetherForm(request.form, prefix="together-")
    if not form.validate():
        return _page(case, ring, PointForm(), together=form, failed=form), 422
    said = coordinating.Together(form.leads.data or "", form.coordinates.data or "")
    coordinating.keep(g.db, case, said, actor=g.staff, now=g.now, keys=ring)
    return _done(reference, "Kept. Tell them in a message where their letter says otherwise.")


@bp.post("/changes/<uuid:change_id>")
def settle(reference: str, change_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = opened(reference)
    points.settle(g.db, case, change_id, actor=g.staff, now=g.now)
    return _done(reference, "Marked as dealt with.")


def _take_away(case: Case, ring: Keyring, point_id: uuid.UUID) -> ResponseReturnValue:
    form = TakeAwayForm(request.form)
    if not form.validate():
        return _page(case, ring, PointForm(), gone_id=point_id, gone=form), 422
    points.drop(g.db, case, point_id, form.why.data or "", actor=g.staff, keys=ring, now=g.now)
    return _done(case.reference, "Point taken away, and they are told why.")


def _form(given: Any = None) -> PointForm:
    form = PointForm(given)
    form.procedure.choices = HOMES
    return form


def _counting(rows: Sequence[Point], given: Any = None) -> dict[uuid.UUID, CountForm]:
    """What each point may count as; what it has stays, though nobody can choose it any more."""
    lists = entries(g.db, local_day(g.now))
    found = {}
    for row in rows:
        nature, service = (choosable(lists[name].values(), getattr(row, name)) for name in ("nature", "service"))
        present = {"nature": row.nature, "service": row.service}
        found[row.id] = CountForm(given, data=present, prefix=f"n{row.number}-").offer(nature, service)
    return found


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, ring: Keyring, form: PointForm, **more: Any) -> str:
    form.procedure.choices = HOMES
    rows, changes = points_of(g.db, case), points.open_changes(g.db, case)
    shown = list(zip(rows, open_texts(ring, Point.text, rows), strict=True))
    said = list(zip(changes, open_texts(ring, PointChange.text, changes), strict=True))
    counting = _counting(rows) | more.pop("counting", {})
    context = {
        "counting": counting,
        **dict.fromkeys(("failed", "wrong_id", "theirs", "gone_id", "gone")),
        "may_go": case.state in BEFORE_THE_ANSWER,
        "stays": "" if case.closed_on else why_not(case.state),
        "at_two": case.state in STAGE_TWO,
        "together": TogetherForm(prefix="together-", data=coordinating.of(g.db, case, ring)._asdict()),
        "why_gone": [(code, reason.label) for code, reason in TAKEN_AWAY.items()],
        **more,
        "since": found_since(g.db, case, ring),
        "points": shown,
        "changes": said,
        "homes": HOMES,
        "proposed": proposing.proposal_of(g.db, case, ring) is not None,
    }
    return render_template("admin/points/show.html", **bar(case, ring, form=form, **context))
