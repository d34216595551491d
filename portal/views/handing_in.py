"""Sending what is in the draft: once, and acknowledged only when it is kept (R1, R2)."""

from datetime import timedelta

from flask import current_app, g

from models import credentials
from models.cases import sending, visiting
from models.tables.session import VisitKind
from models.web import visits
from portal.journeys import Path

LINGER = timedelta(minutes=10)  # long enough for a second click, a slow phone, an answer that got lost


def hand_in(path: Path, *, saved: bool) -> bool:
    """Words are stretched before anything is written, for it takes long; only then is the draft read again and sent.
    False where there was no draft any more."""
    g.db.rollback()
    fresh = None if saved else fresh_words(path)
    council = current_app.config["HEARD"].council
    receipt = sending.send(g.db, g.visit, path.journey, council=council, fresh=fresh, keys=g.keys, now=g.now)
    if receipt is None:
        return False
    visiting.keep_receipt(g.db, g.visit, receipt.text())
    visit = visits.renew(VisitKind.TRACKING, linger=LINGER)
    visiting.keep_receipt(g.db, visit, receipt.text())
    g.db.commit()
    return True


def fresh_words(path: Path) -> sending.FreshWords:
    """A reference and words that nobody has yet: pictured ones for young people, more of them for adults."""
    keys = current_app.extensions["keys"]
    return sending.lock_words(
        credentials.new_reference(),
        credentials.young_words() if path.pictures else credentials.adult_words(),
        credentials.new_salt(),
        stretch=credentials.stretch,
        pepper=(keys.words_version, keys.words_pepper),
    )
