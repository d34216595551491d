"""Papers of a request that cannot be opened here: who gathers each, by when, and whether it came (SAR-03)."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.access_elsewhere import AskForm, CameForm
from admin.parts import beside
from admin.views.access_case import opened_file
from models.access import cases, elsewhere, reviewing
from models.access.cases import File
from models.access.papers import Paper
from models.access.requests import Request

bp = Blueprint("access_elsewhere", __name__, url_prefix="/records/requests/<uuid:row_id>/<uuid:file_id>/elsewhere")


@bp.get("")
def show(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    cases.seen(g.db, file, "access_elsewhere.show", actor=g.staff, now=g.now)
    return _page(asked, file, AskForm(prefix="ask-"), CameForm(prefix="came-"))


@bp.post("")
def ask(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    form, by = AskForm(request.form, prefix="ask-"), {"actor": g.staff, "now": g.now, "keys": g.keys}

    def do() -> None:
        elsewhere.ask(g.db, file, asked, _paper(file, form), form.whom(), form.due.data, **by)

    said = "Asked. It is late after that day, here and with them."
    return _tried(asked, file, form, "due", do, said)


@bp.post("/came")
def came(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """What hangs on no case. On a case whoever was asked marks their task as done."""
    asked, file = opened_file(row_id, file_id)
    form, by = CameForm(request.form, prefix="came-"), {"actor": g.staff, "now": g.now, "keys": g.keys}

    def do() -> None:
        elsewhere.came(g.db, file, asked, _paper(file, form), form.how.data or "", **by)

    return _tried(asked, file, form, "how", do, "Kept. Gather the papers again to have it among them.")


def _tried(
    asked: Request, file: File, form: AskForm | CameForm, field: str, do: Callable[[], None], said: str
) -> ResponseReturnValue:
    asking, to = isinstance(form, AskForm), url_for(".show", row_id=asked.row.id, file_id=file.row.id)
    _offer(file, form)
    if form.validate():
        with beside(form[field]):
            do()
            g.db.commit()
            flash(said)
            return redirect(to, 303)
        asked, file = opened_file(**request.view_args or {})
    to_ask, to_come = (form, CameForm(prefix="came-")) if asking else (AskForm(prefix="ask-"), form)
    return _page(asked, file, to_ask, to_come, wrong=form), 422


def _paper(file: File, form: Any) -> Paper:
    return reviewing.one(g.db, file, int(form.paper.data), g.keys) or abort(404)


def _there(file: File) -> tuple[list[Paper], list[elsewhere.Asked]]:
    papers = reviewing.all_of(g.db, file, g.keys)
    return papers, elsewhere.all_of(g.db, file, papers, g.keys, g.now)


def _offer(file: File, form: AskForm | CameForm) -> None:
    """The papers that nobody was asked for, or that are waited for and hang on no case."""
    papers, there = _there(file)
    if isinstance(form, CameForm):
        form.offer([] if file.case else [one.paper for one in there if one.came is None])
        return
    asked = {one.paper.row.id for one in there}
    left = [one for one in papers if one.row.out == "closed" and one.row.id not in asked and not file.row.released_on]
    form.offer(left, elsewhere.who_can(g.db, file, g.staff), of_record=file.case is not None)


def _page(asked: Request, file: File, form: Any, came: Any, wrong: Any = None) -> str:
    for one in (form, came):
        if one is not wrong:
            _offer(file, one)
    ids = {"row_id": asked.row.id, "file_id": file.row.id}
    shown = {"asked": asked, "file": file, "ids": ids, "there": _there(file)[1]}
    return render_template("admin/access_elsewhere/show.html", **shown, form=form, came=came, wrong=wrong)
