"""Check your answers, and send them."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting, sending
from models.cases.drafting import Kept
from models.web import visits
from models.words import deck
from portal import attached
from portal.journeys import PATHS, Path
from portal.journeys.going_on import not_reached
from portal.journeys.read_back import read_back
from portal.journeys.readers import facts_of, needed_first, readers_of
from portal.views.gone import already, receipt_here, sent_already, sent_elsewhere
from portal.views.handing_in import hand_in
from portal.views.question import DOOR

bp = Blueprint("check", __name__)


@bp.get(f"/{DOOR}/check")
def show(door: str) -> ResponseReturnValue:
    path = PATHS[door]
    kept = drafting.load(g.db, g.visit, path.journey)
    if kept is None and sent_already(path):
        return render_template("portal/check/before.html", path=path, words=deck("common")["sent_before"])
    if kept is None and (elsewhere := sent_elsewhere(path)) is not None:
        return elsewhere
    return _page(path, kept, wrong="empty" in request.args)


@bp.post(f"/{DOOR}/check")
def send(door: str) -> ResponseReturnValue:
    """Nothing is acknowledged before it is kept, and a second click sends nothing again."""
    path = PATHS[door]
    kept = drafting.load(g.db, g.visit, path.journey)
    if kept is None:
        return _gone(path)
    if sending.told(kept, now=g.now).empty:
        return _page(path, kept, wrong=True), 422
    if not hand_in(path, saved=kept.saved):
        return _gone(path)
    return redirect(url_for("receipt.show", door=door), 303)


@bp.post(f"/{DOOR}/check/files")
def drop(door: str) -> ResponseReturnValue:
    """Take one file out again, before anything is sent."""
    path = PATHS[door]
    came = attached.dropping()
    attached.keep(came, "child", "", drafting.load(g.db, g.visit, path.journey))
    g.db.commit()
    attached.tidy(came)
    return redirect(url_for(".show", door=door), 303)


@bp.post(f"/{DOOR}/new")
def anew(door: str) -> ResponseReturnValue:
    """Begin another one where this browser still holds on to what its other one has sent."""
    visits.leave()
    return redirect(url_for("question.show", door=door, number=2 if PATHS[door].steps[0].page == "before" else 1), 303)


def _gone(path: Path) -> ResponseReturnValue:
    """There is no draft. It was sent before (show that), or there never was one."""
    if receipt_here():
        return redirect(url_for("receipt.show", door=path.door), 303)
    if (elsewhere := sent_elsewhere(path)) is not None:
        return elsewhere
    if reference := sending.sent_before(g.db, request.form.get("instance", "")):
        return already(path, reference)
    return redirect(url_for("check.show", door=path.door), 303)


def _alerted() -> bool:
    """Whether the safety team has something of theirs already, whatever was answered since."""
    holder = drafting.holder_of(g.db, g.visit)
    return bool(holder and holder.alerted)


def _page(path: Path, kept: Kept | None, *, wrong: bool) -> str:
    g.plays, files = True, attached.of_draft(kept)
    answers: dict[str, dict[str, Any]] = kept.answers if kept else {}
    last = path.before(len(path.steps) + 1, answers)
    return render_template(
        "portal/check/show.html",
        path=path,
        words=path.words["check"],
        files=files,
        by_question=attached.by_question(path, files),
        lines=read_back(path, answers, facts_of(path, answers)),
        readers=readers_of(path, answers, alerted=bool(kept and _alerted())),
        instance=kept.form_instance if kept else "",
        saved=bool(kept and kept.saved),
        not_reached=not_reached(path, kept.at) if kept and kept.saved else 0,
        lacks=sending.told(kept, now=g.now).lacks if kept else [],
        wrong=wrong,
        needed=needed_first(path),
        back=url_for("question.show", door=path.door, number=last),
    )
