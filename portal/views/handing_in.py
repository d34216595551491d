"""Sending what is in the draft: once, and acknowledged only when it is kept (R1, R2)."""

from datetime import timedelta

from flask import current_app, g, request

from models import credentials
from models.cases import drafting, sending, several_children, throttling, visiting, words_made
from models.procedure.machines import REPEATS, TRAP
from models.procedure.terms import Journey
from models.tables.session import VisitKind
from models.web import visits
from portal.journeys import Path

TRAP_FIELD = "website"  # nobody sees it, nobody comes to it by key, and no screen reader says it
LINGER = timedelta(minutes=10)  # long enough for a second click, a slow phone, an answer that got lost


def hand_in(path: Path, *, saved: bool) -> bool:
    """Words are stretched before anything is written, for it takes long; only then is the draft read again and sent.
    False where there was no draft any more."""
    text, children = _words_of(path), _children(path)
    g.db.rollback()
    signs = _signs(text)
    fresh = None if saved else fresh_words(path)
    others = _for_each_child(children, fresh)
    council = current_app.config["HEARD"].council
    receipt = sending.send(
        g.db, g.visit, path.journey, council=council, fresh=fresh, keys=g.keys, now=g.now, signs=signs, others=others
    )
    if receipt is None:
        return False
    visiting.keep_receipt(g.db, g.visit, receipt.text())
    visit = visits.renew(VisitKind.TRACKING, linger=LINGER)
    visiting.keep_receipt(g.db, visit, receipt.text())
    g.db.commit()
    return True


def _children(path: Path) -> int:
    """How many children it is about, where each is looked at apart (P4)."""
    kept = drafting.load(g.db, g.visit, path.journey) if path.journey is Journey.PARENT else None
    return len(several_children.each_child(path.journey, kept.answers)) if kept else 1


def _for_each_child(children: int, fresh: words_made.FreshWords | None) -> list[words_made.FreshWords]:
    """A number for each child after the first; the words are the same for all of them."""
    if children < 2:
        return []
    words = fresh.words if fresh else credentials.adult_words()
    return [_locked(words) for _ in range(children - 1)]


def _words_of(path: Path) -> str:
    """What they tell, to notice that the same comes again and again; never of a child's form."""
    kept = drafting.load(g.db, g.visit, path.journey) if not path.pictures else None
    return sending.told(kept, now=g.now).account.strip() if kept else ""


def _signs(text: str) -> list[str]:
    """What this page sees of a machine: a filled trap, and words that several sent within the hour, known by an HMAC
    under the key of the day alone (T5)."""
    signs = [TRAP] if request.form.get(TRAP_FIELD) else []
    runtime = current_app.config["HEARD"].runtime
    buckets = ((throttling.SAME_WORDS, text),)
    if text and throttling.claim(current_app.extensions["sessions"], runtime, buckets, now=g.now):
        signs.append(REPEATS)
    return signs


def fresh_words(path: Path) -> words_made.FreshWords:
    """A reference and words that nobody has yet: pictured ones for young people, more of them for adults."""
    return _locked(credentials.young_words() if path.pictures else credentials.adult_words())


def _locked(words: tuple[str, ...]) -> words_made.FreshWords:
    keys = current_app.extensions["keys"]
    return words_made.lock_words(
        credentials.new_reference(),
        words,
        credentials.new_salt(),
        stretch=credentials.stretch,
        pepper=(keys.words_version, keys.words_pepper),
    )
