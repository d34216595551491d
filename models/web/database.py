"""One database session for each request; what a page shows is in the audit before the page leaves."""

import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from models import audit
from models.db import Sessions
from models.settings import Settings
from models.tables.audit import AuditRow

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOKS = frozenset({"view", "view_alert"})  # kept even where a form was sent and refused: its page shows as much


def init_app(app: Flask, sessions: Sessions, chain: audit.Chain) -> None:
    app.extensions["sessions"] = sessions
    app.extensions["chain"] = chain

    @app.before_request
    def begin() -> None:
        g.request_id = uuid.uuid4().hex
        g.now = _clock()
        if request.endpoint != "static":
            g.db = opened(write=request.method not in SAFE)

    @app.after_request
    def settle(response: Response) -> Response:
        """Whatever a view left uncommitted is undone, except what a page shown must leave behind in the audit."""
        if "db" in g and "unavailable" not in g:
            rows = [row for row in audit.pending(g.db) if request.method in SAFE or row.action in LOOKS]
            g.db.rollback()
            write_audit(rows)
        return response

    @app.teardown_request
    def close(error: BaseException | None) -> None:
        if db := g.pop("db", None):
            db.close()  # anything not committed is undone


def opened(*, write: bool) -> Session:
    """A session that knows its audit chain. A reading one takes no lock, so pages do not wait for each other."""
    sessions: Sessions = current_app.extensions["sessions"]
    db = sessions() if write else sessions.reading()
    db.info["chain"] = current_app.extensions["chain"]
    db.info["request_id"] = g.get("request_id", "")
    return db


def write_audit(rows: Iterable[AuditRow]) -> None:
    """In a transaction of their own: the head of the chain is held for a moment, not while a page is drawn (AUD-02)."""
    if waiting := list(rows):
        with opened(write=True) as db:
            audit.pending(db).extend(waiting)
            db.commit()


def note_now(actor: audit.Actor, action: str, *, object_id: uuid.UUID | None = None, reason: str = "") -> None:
    """For what must be kept although the request fails: a denial, a wrong password."""
    with opened(write=True) as db:
        audit.note(db, actor, action, object_id=object_id, reason=reason, now=g.now)
        db.commit()


def _clock() -> datetime:
    tell: Callable[[], datetime] | None = current_app.config.get("CLOCK")
    settings: Settings = current_app.config["HEARD"]
    return tell() if tell else datetime.now(UTC) + timedelta(seconds=settings.clock)
