"""The public site's sessions: a cookie from the first form on, a row from the first answer on."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import cast

from flask import Flask, current_app, g, request, session

from models.cases import drafting, visiting
from models.cases.sending import Receipt
from models.sealing import Lock
from models.tables.session import VisitKind
from models.web.cookies import CookieSession, CookieSessions
from models.web.database import opened
from models.web.sitekeys import SiteKeys

NO_SESSION = frozenset({"static", "healthz"})


def init_app(app: Flask) -> None:
    keys: SiteKeys = app.extensions["keys"]
    secure = app.config["HEARD"].secure("portal")
    app.session_interface = CookieSessions("heard", secret=keys.cookie, secure=secure, same_site="Lax")
    app.before_request(load)


def load() -> None:
    """Look up the visit in a transaction of its own, so that a view may compute words before it writes."""
    keys: SiteKeys = current_app.extensions["keys"]
    g.visit, g.keys = None, keys.ring
    token = _session().token
    if request.endpoint in NO_SESSION or token is None:
        return
    with opened(write=False) as db:
        _use(visiting.open_visit(db, token, now=g.now))
    visit = g.visit
    if visit and visit.tracking and not request.htmx.background and g.now - visit.last_seen_at > visiting.TOUCH_EVERY:  # type: ignore[attr-defined]
        with opened(write=True) as db:
            visiting.touch(db, visit, now=g.now)
            db.commit()


def begin(holder_id: uuid.UUID, holder: Lock, kind: VisitKind, *, linger: timedelta | None = None) -> visiting.Visit:
    """From here on this browser is that holder's, under a new cookie. What it was before is over. The view commits."""
    ours = _session()
    if g.visit is not None and linger:
        visiting.shorten(g.db, g.visit, until=g.now + linger)
    elif g.visit is not None:
        visiting.end(g.db, cast(bytes, ours.token))
    _use(visiting.start_visit(g.db, ours.rotate(), holder_id, holder, kind, now=g.now))
    return cast(visiting.Visit, g.visit)


def renew(kind: VisitKind, *, linger: timedelta | None = None) -> visiting.Visit:
    """The same holder under a new cookie: after sending, and whenever what the visit may do changes (SES-02).

    With `linger` the old cookie opens its receipt, and nothing new, for that long: the second click of a double
    click carries it, and must be shown the words that the first answer was on its way with (R2).
    """
    visit: visiting.Visit = g.visit
    return begin(visit.holder_id, visit.keys["holder"], kind, linger=linger)


def leave() -> None:
    """End the visit at once, and set a cookie that opens nothing: only a new one keeps Back from showing a page."""
    ours = _session()
    if ours.token is not None and g.visit is not None:
        with opened(write=True) as db:
            visiting.end(db, ours.token)
            visiting.end_lingering(db, g.visit)
            drafting.discard(db, g.visit)
            db.commit()
    g.visit = None
    ours.rotate()


def put_words_away() -> None:
    """Whoever goes on to their page has kept the words: from here on the receipt shows the number alone. From who only
    reads, time takes them (`portal/views/gone.py`). The view commits."""
    text = visiting.receipt_of(g.db, g.visit) if g.visit and g.visit.tracking else None
    if text and (receipt := Receipt.of(text)).words:
        visiting.keep_receipt(g.db, g.visit, replace(receipt, words=None).text())


def _use(visit: visiting.Visit | None) -> None:
    if visit is not None:
        keys: SiteKeys = current_app.extensions["keys"]
        g.visit, g.keys = visit, keys.ring.plus(**visit.keys)


def _session() -> CookieSession:
    return cast(CookieSession, session)
