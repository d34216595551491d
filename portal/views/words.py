"""New words: shown in this visit alone, and the old ones dead at once (TRK-05, TRK-06)."""

import hashlib
from datetime import timedelta

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases.returning import Theirs, cancel_words, find, new_words
from models.cases.sending import Receipt
from models.cases.visiting import keep_receipt, receipt_of
from models.credentials import adult_words, new_salt, stretch, young_words
from models.procedure.terms import Journey
from models.sealing import words_lock
from models.tables.session import VisitKind
from models.web import visits
from models.web.database import opened
from models.words import deck
from portal.forms.coming_back import PresentWordsForm
from portal.guard import COME_BACK, tracking_only
from portal.person import main_only, me_now, page, site_keys
from portal.views.sign_in import how_long, too_many, tried

bp = Blueprint("words", __name__, url_prefix="/your-page/words")
PICTURED = "young_person"
LINGER = timedelta(minutes=2)  # a second press, an answer that got lost


@bp.get("")
@tracking_only
def change() -> ResponseReturnValue:
    """Also for whoever came with words that somebody read out to them: they see nothing else before."""
    return _asks(me_now(), PresentWordsForm())


@bp.post("")
def make() -> ResponseReturnValue:
    """Under a new cookie; the old one opens nothing but the new words, and that for two minutes (SES-02, R2)."""
    if _has_new_ones():
        return redirect(url_for(".shown"), 303)
    return _make()


@tracking_only
def _make() -> ResponseReturnValue:
    me = me_now()
    if request.form.get("of", "") not in ("", _mark(me)):  # the second press of a double click
        return redirect(url_for(".shown"), 303)
    if (asked := _asked_for_words(me)) is not None:
        return asked
    pictured = me.holder.part == PICTURED
    g.db.rollback()  # nothing is locked while the words are being worked into a key
    made = young_words() if pictured else adult_words()
    salt, keys = new_salt(), site_keys()
    lock = words_lock(stretch(" ".join(made), salt), keys.words_pepper, keys.words_version)
    me = me_now()
    new_words(g.db, me.holder, salt=salt, words=lock, visit_id=g.visit.id, lock=g.visit.keys["holder"], now=g.now)
    text = _receipt(me, made).text()
    keep_receipt(g.db, g.visit, text)
    keep_receipt(g.db, visits.renew(VisitKind.TRACKING, linger=LINGER), text)
    g.db.commit()
    return redirect(url_for(".shown"), 303)


@bp.get("/new")
def shown() -> ResponseReturnValue:
    """As often as it is loaded, in this visit alone: what was made is sealed by the visit's own lock."""
    text = receipt_of(g.db, g.visit) if g.visit else None
    receipt = Receipt.of(text) if text else None
    if receipt is None or not receipt.words:
        return redirect(url_for(".change") if g.visit and g.visit.tracking else COME_BACK, 303)
    pictures = receipt.journey is Journey.YOUNG_PERSON
    return page("words/shown", "shown", receipt=receipt, pictures=pictures, keep=deck("common")["kept"])


@bp.post("/stop")
@main_only
def stop(me: Theirs) -> ResponseReturnValue:
    """Someone found the words: nobody comes in with them any more, not even from here."""
    if (asked := _asked_for_words(me)) is not None:
        return asked
    me = me_now()
    cancel_words(g.db, me.holder, actor=me.actor, now=g.now)
    g.db.commit()
    visits.leave()
    return page("words/stopped", "cancelled", home=url_for("start.show"))


def _has_new_ones() -> bool:
    """Whether this is the cookie from just before new words were made: its answer was lost, or it was pressed twice."""
    return bool(g.visit and not g.visit.tracking and receipt_of(g.db, g.visit))


def _asked_for_words(me: Theirs) -> ResponseReturnValue | None:
    """None: whoever is here knows the present words, or has words that were read out to them to be replaced."""
    if me.holder.one_time:
        return None
    form, reference = PresentWordsForm(request.form), str(me.holder.reference)
    g.db.rollback()
    if wait := too_many(reference):
        return _not_known(form, form.words.said("wait", **how_long(wait)), 429)
    with opened(write=False) as db:
        holder = find(db, reference)
    if tried(holder, form.said_words, reference) is None:
        return _not_known(form, form.words.error("wrong"), 422)
    return None


def _not_known(form: PresentWordsForm, why: str, status: int) -> ResponseReturnValue:
    form.secret_words.data = ""
    form.secret_words.errors = [why]
    return _asks(me_now(), form, status)


def _asks(me: Theirs, form: PresentWordsForm, status: int = 200) -> ResponseReturnValue:
    return page("words/change", "new_words", status, me=me, of=_mark(me), form=form)


def _receipt(me: Theirs, made: tuple[str, ...]) -> Receipt:
    """As after sending, with nothing in it but the reference and the words."""
    journey = Journey.YOUNG_PERSON if me.holder.part == PICTURED else Journey.PARENT
    return Receipt(journey=journey, reference=str(me.holder.reference), words=made, sent=False)


def _mark(me: Theirs) -> str:
    """Which words a form was drawn for, without saying anything of them."""
    return hashlib.sha256(me.holder.salt or b"").hexdigest()[:16]
