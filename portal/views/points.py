"""What we think the person is saying, point by point, and putting it right."""

from typing import Any

from flask import Blueprint, abort, g, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import choosing, finding, thread
from models.cases.returning import Theirs
from models.sealing import Unreadable
from models.tables.words import Point, PointChange
from portal.forms.following import ChangeForm, MissedForm
from portal.once import once
from portal.person import done, mine, page, ring
from portal.unsent import begun, sent

bp = Blueprint("points", __name__, url_prefix="/your-page/points")


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    return page("points/show", "points", points=_points(me), changes=_changes(me), over=not me.may_correct)


@bp.post("/agree")
@mine
def agree(me: Theirs) -> ResponseReturnValue:
    """ "That is right", of the one whose number is on the button, or of all."""
    if not me.may_correct:
        return done("", "points.show")
    number = request.form.get("number", type=int)
    if number is None and request.form.get("number"):
        abort(400)  # not a number: it must not count as "all"
    choosing.agree_points(g.db, me.case, actor=me.actor, now=g.now, number=number)
    g.db.commit()
    return done("agreed", "points.show")


@bp.get("/<int:number>")
@mine
def change(me: Theirs, number: int) -> ResponseReturnValue:
    _, says = _one(me, number)
    if not me.may_correct:
        return done("", "points.show")
    return _asked(ChangeForm(begun(me), data={"text": says}), "change", number)


@bp.post("/<int:number>")
@mine
@once(PointChange, "changed", "points.show")
def correct(me: Theirs, number: int) -> ResponseReturnValue:
    form, (_, says) = ChangeForm(request.form), _one(me, number)
    if not form.says(says):
        return _asked(form, "change", number, 422)
    return _kept(me, number, form.text.data)


@bp.get("/missed")
@mine
def missed(me: Theirs) -> ResponseReturnValue:
    return _asked(MissedForm(begun(me)), "missed", None) if me.may_correct else done("", "points.show")


@bp.post("/missed")
@mine
@once(PointChange, "changed", "points.show")
def add(me: Theirs) -> ResponseReturnValue:
    form = MissedForm(request.form)
    return _kept(me, None, form.text.data) if form.said() else _asked(form, "missed", None, 422)


def _kept(me: Theirs, number: int | None, text: str) -> ResponseReturnValue:
    if not me.may_correct:
        return done("", "points.show")
    choosing.correct_point(
        g.db, me.case, number, text, keys=ring(me), actor=me.actor, now=g.now, holder_id=me.holder.id, made=g.made
    )
    sent(me)
    g.db.commit()
    return done("changed", "points.show")


def _asked(form: Any, entry: str, number: int | None, status: int = 200) -> ResponseReturnValue:
    to = url_for(".correct", number=number) if number is not None else url_for(".add")
    return page("points/change", entry, status, form=form, to=to)


def _one(me: Theirs, number: int) -> tuple[Point, str | None]:
    found = next((pair for pair in _points(me) if pair[0].number == number), None)
    return found or abort(404)


def _points(me: Theirs) -> list[tuple[Point, str | None]]:
    points = finding.points_of(g.db, me.case)
    return list(zip(points, _texts(ring(me).open_each(Point.text, points)), strict=True))


def _changes(me: Theirs) -> list[tuple[PointChange, str | None]]:
    changes = thread.changes_of(g.db, me.case, theirs=me.several)
    return list(zip(changes, _texts(ring(me).open_each(PointChange.text, changes)), strict=True))


def _texts(opened: Any) -> list[str | None]:
    return [None if isinstance(text, Unreadable) else text for text in opened]
