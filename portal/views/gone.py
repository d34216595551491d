"""A form that is open here and was sent already: by this visit, or in another browser with the same words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from models.cases import returning, visiting
from models.cases.sending import Receipt
from models.web.errors import kept, written
from models.words import deck
from portal.journeys import Path

WORDS_SHOWN = timedelta(minutes=30)  # after sending; a page nobody touches is over in half that time


def receipt_here() -> Receipt | None:
    """The receipt of this visit, once it has sent something. That of answers saved for later is none.

    Its words stand there until somebody goes on to their page, and for half an hour: by the clock, so that no page has
    to change anything to hide them (CSRF-03, TRK-05)."""
    text = visiting.receipt_of(g.db, g.visit) if g.visit else None
    receipt = Receipt.of(text) if text else None
    if receipt is None or not receipt.sent:
        return None
    old = g.visit.tracking and g.now - g.visit.created_at > WORDS_SHOWN
    return replace(receipt, words=None, new_words=None) if old else receipt


def sent_already(path: Path) -> bool:
    """Back, or a second tab, after sending. What comes "before you start" is open: from there a new one begins."""
    if request.args.get("new") or g.visit is None or not g.visit.tracking:
        return False
    receipt = receipt_here()
    return receipt is not None and receipt.journey is path.journey


def sent_elsewhere(path: Path) -> ResponseReturnValue | None:
    """Saved answers were open in two browsers, and the other one sent them: said here, with what was typed meanwhile.

    None where nothing like that happened. It is asked only where a visit has no draft any more."""
    if g.visit is None or g.visit.tracking or receipt_here():
        return None
    holder = returning.holder_of(g.db, g.visit.holder_id)
    if holder is None or holder.case_id is None:
        return None
    texts, _ = written(kept())
    return already(path, holder.reference or "", [text for _, text in texts]), 409 if request.method == "POST" else 200


def already(path: Path, reference: str, texts: Sequence[str] = ()) -> str:
    """The number, never the words, and the way back."""
    words = deck("common")["sent_elsewhere"]
    return render_template("portal/gone/again.html", path=path, words=words, reference=reference, texts=texts)
