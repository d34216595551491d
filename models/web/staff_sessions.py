"""The staff site's sessions: Flask-Login over rows in the database, opened by a cookie that holds nothing."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SessionMixin
from flask_login import LoginManager, UserMixin

from models.audit import Actor
from models.cases import desk_sessions
from models.cases.desk_sessions import Desk
from models.web.cookies import CookieSession, CookieSessions
from models.web.database import opened
from models.web.sitekeys import SiteKeys

NO_SESSION = frozenset({"static", "healthz"})


class StaffSession(CookieSession):
    """What Flask keeps between two pages is sealed in the row of a session: messages not yet shown."""

    def __init__(self, token: bytes | None, secret: bytes) -> None:
        super().__init__(token, secret)
        self.desk: Desk | None = None
        self._kept: dict[str, Any] = {}
        self.changed = False

    def open(self, desk: Desk) -> None:
        self.desk, self._kept = desk, dict(desk.kept)

    def kept(self) -> dict[str, Any]:
        return self._kept

    def keep(self, name: str, value: Any) -> None:
        self._kept[name], self.changed = value, True

    def __delitem__(self, name: str) -> None:
        del self._kept[name]
        self.changed = True


class StaffSessions(CookieSessions):
    def make(self, token: bytes | None) -> StaffSession:
        return StaffSession(token, self.secret)

    def open_session(self, app: Flask, request: Request) -> CookieSession:
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        ours = cast(StaffSession, session)
        if "unavailable" in g or ours.desk is None or ours.desk.over or (ours.fresh and not g.get("desk")):
            return
        seen = g.now if _counts(ours.desk) else None
        if ours.changed or seen:
            with opened(write=True) as db:
                kept = ours.kept() if ours.changed else None
                desk_sessions.save(db, ours.desk.id, ours.desk.lock, kept, seen=seen)
                db.commit()


class Person(UserMixin):
    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.id = str(actor.account_id)


def init_app(app: Flask) -> None:
    keys: SiteKeys = app.extensions["keys"]
    secure = app.config["HEARD"].secure("admin")
    app.session_interface = StaffSessions("staff", secret=keys.cookie, secure=secure, same_site="Strict")
    manager = LoginManager(app)
    manager.session_protection = None  # it hashes an address header that anyone can write
    manager.request_loader(_person)
    app.before_request(load)


def load() -> None:
    g.staff, g.desk, g.half, g.over = None, None, None, None
    g.keys = current_app.extensions["keys"].ring
    token = ours().token
    if request.endpoint in NO_SESSION or token is None:
        return
    with opened(write=False) as db:
        desk = desk_sessions.look(db, token, now=g.now)
    if desk is None:
        return
    if desk.over:
        g.over = desk
        return
    _use(desk)


def begin(account_id: uuid.UUID, *, whole: bool, since: datetime | None = None) -> bool:
    """Under a new cookie, with nothing from before but what was being written: True if there is such a thing.

    The view commits (SES-02).
    """
    held = False
    before = ours().token
    after = ours().rotate()
    if before is not None:
        desk_sessions.end(g.db, before)
        held = desk_sessions.move_held(g.db, before, after, account_id, now=g.now)
    desk_sessions.start(g.db, after, account_id, whole=whole, now=g.now, since=since)
    desk = desk_sessions.look(g.db, after, now=g.now)
    if desk is not None:
        ours().desk, ours()._kept = None, {}
        _use(desk)
    return held


def leave() -> None:
    """Sign out here: the row goes, and a cookie that opens nothing comes (SES-05). The view commits."""
    if (token := ours().token) is not None:
        desk_sessions.end(g.db, token)
    ours().rotate()
    ours().desk, g.staff, g.desk = None, None, None


def hold(form: Mapping[str, Any]) -> None:
    """Keep a form that came after the time had run out, until its owner is back."""
    over: Desk = g.over
    if over.actor.account_id is None:
        return
    token = ours().rotate()
    with opened(write=True) as db:
        desk_sessions.hold(db, token, over.actor.account_id, form, now=g.now)
        db.commit()


def token() -> bytes:
    return ours().token or bytes(32)


def ours() -> StaffSession:
    return cast(StaffSession, session._get_current_object())  # type: ignore[attr-defined]


def _use(desk: Desk) -> None:
    ours().open(desk)
    if desk.whole:
        g.desk, g.staff = desk, desk.actor
    else:
        g.half = desk


def _person(request: Request) -> Person | None:
    staff: Actor | None = g.get("staff")
    return Person(staff) if staff else None


def _counts(desk: Desk) -> bool:
    """Whether this request shows that somebody is there; said at most every half minute."""
    by_hand = not request.htmx.background  # type: ignore[attr-defined]
    return bool(by_hand and g.now - desk.last_seen_at > desk_sessions.TOUCH_EVERY)
