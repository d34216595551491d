"""Coming back with a reference and words. A wrong one of either is answered alike, after the same work (TRK-04)."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting, returning, throttling, unsent
from models.cases.languages_here import reads
from models.credentials import YOUNG, normalise, picture_groups, picture_list, stretch
from models.post.outbox import queue_guessed
from models.sealing import Lock
from models.tables.holder import Holder
from models.tables.session import VisitKind
from models.web import languages, visits
from models.web.database import opened
from portal import modes
from portal.forms.coming_back import SignInForm
from portal.journeys import DOORS, PATHS
from portal.journeys.going_on import comes_back_to
from portal.person import page, site_keys
from portal.unsent import brought, carry, page_of

bp = Blueprint("sign_in", __name__)
TELL_STAFF = 10


@bp.get("/come-back")
def show() -> ResponseReturnValue:
    return _show(SignInForm(), 200)


@bp.post("/come-back")
def send() -> ResponseReturnValue:
    form = SignInForm(request.form)
    reference = form.said_reference
    if not form.filled():
        return _show(form, 422)
    if wait := too_many(reference):
        return refused(form, form.words.said("wait", **how_long(wait)), 429)
    with opened(write=False) as db:
        holder = returning.find(db, reference)
    lock = tried(holder, form.said_words, reference)
    if lock is None:
        return refused(form, form.words.error("wrong"), 422)
    return _enter(holder, lock)


@bp.route("/come-back/2", methods=["GET", "POST"])
def by_picture() -> ResponseReturnValue:
    """A word found by its picture, put after those there are: no spelling, and nothing of it in an address (T18)."""
    if request.method == "GET":
        return redirect(url_for(".show"), 303)
    form = SignInForm(request.form)
    words = normalise(form.secret_words.data or "").split()
    words = words[:-1] if "out" in request.form else words
    if (found := request.form.get("pick", "")) in picture_list():
        words = [*words, found]
    form.secret_words.data = " ".join(words)
    chosen = [word for word in words if word in picture_list()]
    group = picture_groups().get(request.form.get("group", ""), ())
    return _show(form, 200, chosen=chosen, group=group, groups=picture_groups(), enough=len(words) >= YOUNG)


def tried(holder: Holder, typed: str, reference: str) -> Lock | None:
    """The holder's lock, if these are the words. Slow, and outside every transaction."""
    pepper = site_keys().pepper(holder.pepper)
    lock = returning.unlock(holder, typed, stretch=stretch, pepper=pepper, now=g.now)
    if lock is not None:
        _with(throttling.give_back, reference)
    elif _tries(reference) >= TELL_STAFF:
        queue_guessed(g.db, g.keys, reference, now=g.now)
        g.db.commit()
    return lock


def too_many(reference: str) -> timedelta | None:
    """Counts this try. It slows down whoever guesses from here; the same words from elsewhere are let in."""
    wait: timedelta | None = _with(throttling.claim, reference)
    return wait


def how_long(wait: timedelta) -> dict[str, object]:
    """In whole steps of five minutes, never fewer than there are."""
    return {"minutes": max(5, -(-int(wait.total_seconds()) // 300) * 5)}


def refused(form: SignInForm, why: str, status: int) -> ResponseReturnValue:
    """Neither says whether the reference exists. The words are never put back into the page."""
    form.secret_words.data = ""
    form.secret_words.errors = [why]
    return _show(form, status)


def _show(form: SignInForm, status: int, **found: object) -> ResponseReturnValue:
    """Whatever came along goes along again."""
    along = brought()
    return page("sign_in/show", "sign_in", status, form=form, carried=carry(*along) if along else None, **found)


def _enter(holder: Holder, lock: Lock) -> ResponseReturnValue:
    sent = holder.case_id is not None
    visits.begin(holder.id, lock, VisitKind.TRACKING if sent else VisitKind.DRAFTING)
    returning.came_back(g.db, holder, now=g.now)
    reads(g.db, holder, languages.resumed(holder.language))
    kept = None if sent else drafting.load(g.db, g.visit)
    along = brought() if sent else None
    if along is not None:
        unsent.keep(g.db, holder.id, *along, keys=g.keys, now=g.now)
    g.db.commit()
    if kept is not None:
        if kept.at.startswith(modes.PICTURES):  # they go on as they began
            modes.switch(modes.PICTURES)
        return redirect(comes_back_to(PATHS[DOORS[kept.journey]], kept.at), 303)
    if holder.one_time:
        return redirect(url_for("words.change"), 303)
    return redirect(page_of(along[0]) if along else url_for("tracking.show"), 303)


def _tries(reference: str) -> int:
    settings, sessions = current_app.config["HEARD"], current_app.extensions["sessions"]
    first = throttling.words_buckets(reference, request.remote_addr)[0]
    return throttling.tries(sessions, settings.runtime, first, now=g.now)


def _with(verb: Any, reference: str) -> Any:
    settings, sessions = current_app.config["HEARD"], current_app.extensions["sessions"]
    buckets = throttling.words_buckets(reference, request.remote_addr)
    return verb(sessions, settings.runtime, buckets, now=g.now)
