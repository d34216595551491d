"""The person's own page: where things are, who, by when, and what they can do. None of their own words (TRK-07)."""

import uuid
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.audit import note
from models.cases import (
    attaching,
    choosing,
    contacting,
    copies,
    enclosing,
    file_care,
    following,
    openings,
    passing_it_on,
    their_alerts,
    thread,
    voicing,
)
from models.cases.own_paper import own_pdf
from models.cases.parts_followed import parts_followed
from models.cases.returning import Theirs, find
from models.cases.translating import translations_of
from models.procedure.terms import Journey
from models.procedure.working_days import local_day
from models.sealing import Unreadable
from models.tables.words import Letter
from models.web import visits
from models.web.database import opened
from portal.forms.coming_back import WordsForm
from portal.guard import tracking_only
from portal.person import main_only, mine, page, ring
from portal.reading_back import read_back_sent
from portal.safety_now import waits
from portal.unsent import begun, waiting
from portal.views.kept import copy, put_right_at, shown_until
from portal.views.sign_in import how_long, too_many, tried

TITLES = {
    "acknowledgement": "understood",
    "extension_asked": "ask_time",
    "extension_agreed": "new_date",
    "extension": "time",
    "late_stage2": "new_date",
    "answer": "answer",
    "confirmation": "agreed",
    "idea": "idea",
    "permission": "pass_on",
    "answer_stage3": "panel_answer",
    "refusal_stage3": "panel_no",
    "panel_date": "panel_day",
    "panel_papers": "panel_papers",
    "panel_report": "panel_says",
    "panel_report_again": "panel_says",
    "early_referral": "to_ombudsman",
    "ordered_again": "again",
    "acknowledgement_stage3": "panel_no",
    **{kind: kind for kind in ("refusal", "thanks", "withdrawal", "restarted", "closure")},
}
EASY = "2"  # of a letter: its short version
bp = Blueprint("tracking", __name__, url_prefix="/your-page")


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    note(g.db, me.actor, "own_page", now=g.now, object_kind="case", object_id=me.case.id)
    beside = choosing.advocates_of(g.db, me.case) if me.main and not (me.helper or me.equal) else ()
    here = following.follow(g.db, me, now=g.now, keys=ring(me), after=_asked_about())
    return page(
        "tracking/show",
        "where",
        here=here,
        beside=beside,
        parts=parts_followed(g.db, me, now=g.now) if here.counts.parts else (),
        unsent=waiting(me),
        waits=waits(here.alerts),
        today=local_day(g.now),
    )


@bp.post("")
@mine
def go_on(me: Theirs) -> ResponseReturnValue:
    """From what they have just sent to their page: who goes on has kept the words (TRK-05)."""
    visits.put_words_away()
    g.db.commit()
    return redirect(url_for(".show"), 303)


@bp.get("/still")
@tracking_only
def still() -> ResponseReturnValue:
    """They are still there: asking this is what counts (experience 5.1)."""
    return "", 204


@bp.post("/away")
@tracking_only
def away() -> ResponseReturnValue:
    """Nobody answered, and the page covers itself: only the words open it now, whoever presses Back."""
    visits.leave()
    return "", 204


@bp.get("/15")
@mine
def alerts(me: Theirs) -> ResponseReturnValue:
    """What the safety team has of theirs: never on the first page, which others may read over a shoulder (TRK-07)."""
    here = their_alerts.alerts(g.db, me)
    return page("tracking/alerts", "alert", alerts=here) if here else redirect(url_for(".show"), 303)


@bp.post("/answer")
@mine
def read_answer(me: Theirs) -> ResponseReturnValue:
    """From "You have an answer" to the answer itself, in one press."""
    found = next((one for one in thread.letters_of(g.db, me.case, to_id=me.to_id) if _title(one) == "answer"), None)
    return redirect(url_for(".letters"), 303) if found is None else open_letter(letter_id=found.id)


@bp.get("/opened")
@mine
def opened_by(me: Theirs) -> ResponseReturnValue:
    return page("tracking/opened", "opened", openings=list(openings.openings(g.db, me.case)))


@bp.get("/letters")
@mine
def letters(me: Theirs) -> ResponseReturnValue:
    found = thread.letters_of(g.db, me.case, to_id=me.to_id)
    kept = {letter.id for letter in found if not copies.may_read(g.db, me, ring(me), letter)}
    return page("tracking/letters", "letters", letters=[(letter, _title(letter)) for letter in found], kept=kept)


@bp.get("/letters/<uuid:letter_id>")
@mine
def letter(me: Theirs, letter_id: uuid.UUID) -> ResponseReturnValue:
    found = thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id)
    if not copies.may_read(g.db, me, ring(me), found):
        abort(404)
    note(g.db, me.actor, "own_letter", now=g.now, object_kind="letter", object_id=found.id)
    content, easy = _content(me, found), request.args.get("v") == EASY
    files = [url_for(".report", letter_id=letter_id, number=n) for n, _ in enumerate(_with(content), 1)]
    ways = [_way_to(me, one) for one in _with(content)]
    beside = [] if me.helper or not me.main else copies.readers(g.db, me.case, ring(me), found)
    own = me.main and not (me.helper or me.equal)
    more: dict[str, Any] = {"called": _title(found), "content": content, "easy": easy, "files": files, "ways": ways}
    more["beside"] = beside
    more["voice"] = (heard := voicing.of_letter(g.db, found, ring(me))) is not None and heard.shown
    more["passes"] = own and passing_it_on.asked_of(g.db, found) is not None
    return page("tracking/letter", "letters", letter=found, **more)


@bp.get("/letters/<uuid:letter_id>/paper")
@mine
def paper(me: Theirs, letter_id: uuid.UUID) -> ResponseReturnValue:
    """The letter to keep or to print, under a name that says nothing; shown and not saved by itself (2.8)."""
    found = thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id)
    content = _content(me, found) if copies.may_read(g.db, me, ring(me), found) else None
    if content is None:
        abort(404)
    note(g.db, me.actor, "own_letter", now=g.now, object_kind="letter", object_id=found.id)
    made = own_pdf(g.db, me.case, found, content, easy=request.args.get("v") == EASY)
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": 'inline; filename="letter.pdf"'})


@bp.get("/letters/<uuid:letter_id>/<int:number>")
@mine
def report(me: Theirs, letter_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """A report or a paper that came as a file with this letter: its copy."""
    letter = thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id)
    there = _with(_content(me, letter)) if copies.may_read(g.db, me, ring(me), letter) else []
    if not 1 <= number <= len(there) or not there[number - 1].get("file"):
        abort(404)
    found = attaching.one_of_family(g.db, me.case, uuid.UUID(there[number - 1]["file"]), ring(me))
    note(g.db, me.actor, "own_letter", now=g.now, object_kind="letter", object_id=letter_id)
    return copy(found)


@bp.get("/letters/<uuid:letter_id>/voice")
@mine
def voice(me: Theirs, letter_id: uuid.UUID) -> ResponseReturnValue:
    """The letter read out by one of us, for whoever may read it."""
    letter = thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id)
    found = voicing.of_letter(g.db, letter, ring(me)) if copies.may_read(g.db, me, ring(me), letter) else None
    if found is None:
        abort(404)
    file_care.own(g.db, found, actor=me.actor, now=g.now)
    return copy(found)


@bp.post("/letters/<uuid:letter_id>")
@mine
def open_letter(me: Theirs, letter_id: uuid.UUID) -> ResponseReturnValue:
    """Opening is a step of its own, so that reading a page writes nothing."""
    thread.mark_letter_seen(g.db, thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id), now=g.now)
    g.db.commit()
    return redirect(url_for(".letter", letter_id=letter_id), 303)


@bp.get("/sent")
@main_only
def sent(me: Theirs) -> ResponseReturnValue:
    return page("tracking/sent", "sent", form=WordsForm(), shown=None)


@bp.post("/sent")
@main_only
def show_sent(me: Theirs) -> ResponseReturnValue:
    """Only after the words again, and in this one answer: going back or reloading asks anew."""
    form = WordsForm(request.form)
    reference, case_id = str(me.holder.reference), me.case.id
    g.db.rollback()
    if wait := too_many(reference):
        return _not_shown(form, form.words.said("wait", **how_long(wait)), 429)
    with opened(write=False) as db:
        holder = find(db, reference)
    if tried(holder, form.said_words, reference) is None:
        return _not_shown(form, form.words.error("wrong"), 422)
    note(g.db, me.actor, "own_words", now=g.now, object_kind="case", object_id=case_id)
    g.db.commit()
    g.plays = True
    return page("tracking/sent", "sent", form=WordsForm(), shown=_sent(me), **_files(me))


def _not_shown(form: WordsForm, why: str, status: int) -> ResponseReturnValue:
    form.secret_words.data = ""
    form.secret_words.errors = [why]
    return page("tracking/sent", "sent", status, form=form, shown=None)


def _sent(me: Theirs) -> list[object]:
    journey, keys = Journey(me.case.journey), ring(me)
    sent_for = journey is Journey.ADVOCATE and not me.helper
    rows = thread.sent_for(g.db, me.case) if sent_for else thread.sent_by(g.db, me.case, me.holder.id)
    english = translations_of(g.db, me.case.id, keys)
    return [(row.at, read_back_sent(keys, row, journey, notes=not sent_for), english.get(row.id)) for row in rows]


def _files(me: Theirs) -> dict[str, Any]:
    """What they sent beside the words, openable for a while, and what we wrote down of recordings."""
    keys = ring(me)
    rows = [row for row in attaching.rows_of_case(g.db, me.case.id) if row.holder_id == me.holder.id]
    typed = file_care.typed_up(g.db, me.case.id, keys)
    again = {file_id: words["text"] for file_id in typed if (words := begun(me, put_right_at(file_id)))}
    files = [(file, shown_until(file.id), put_right_at(file.id)) for file in attaching.read(keys, rows)]
    return {"files": files, "typed": typed, "again": again}


def _with(content: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What goes with a letter."""
    return list((content or {}).get("enclosures") or ())


def _asked_about() -> int:
    """The place of the way they have just said is safe or not: the page asks about the next one, if there is one."""
    place = request.args.get("w", "")
    return int(place) if place in map(str, range(1, len(contacting.ASKED) + 1)) else 0


def _title(letter: Letter) -> str:
    """The same few words for every letter of its kind: no reference for whoever looks over a shoulder."""
    return TITLES.get(letter.kind) or TITLES.get(letter.kind.partition("_")[0], "any")


def _way_to(me: Theirs, one: dict[str, Any]) -> str:
    """Where a paper that has a page of its own is read: one of their letters, or what they sent."""
    if one.get("sent"):
        return url_for(".sent") if me.main else ""
    letter = enclosing.letter_meant(g.db, one, me.to_id)
    may = letter is not None and copies.may_read(g.db, me, ring(me), letter)
    return url_for(".letter", letter_id=letter.id) if letter is not None and may else ""


def _content(me: Theirs, letter: Letter) -> dict[str, Any] | None:
    """As they may read it, with what goes with it."""
    try:
        content: dict[str, Any] = ring(me).open_json(Letter.body, letter)
    except Unreadable:
        return None
    content = enclosing.for_one(g.db, me.case, content, me.holder.id)
    return content if copies.may_read_reports(g.db, me, ring(me)) else enclosing.without(content)
