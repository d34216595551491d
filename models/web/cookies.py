"""A session is 32 random bytes in a cookie; the token of its forms is bound to it and kept nowhere (CSRF-01)."""

import base64
import binascii
import hmac
import secrets
from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, g
from flask.sessions import SessionInterface, SessionMixin

CSRF = "csrf_token"
SIZE = 32


class CookieSession(SessionMixin):
    """What Flask calls a session. Asking it for a form's token is what sets a first cookie; reading a page is not."""

    def __init__(self, token: bytes | None, secret: bytes) -> None:
        self.token = self.before = token
        self.fresh = False  # a cookie to be set with this answer
        self._secret = secret

    def rotate(self) -> bytes:
        """A new cookie, so that one planted or stolen before opens nothing after (SES-02)."""
        self.token = secrets.token_bytes(SIZE)
        self.fresh = True
        g.pop(CSRF, None)  # Flask-WTF remembers the token it made from the old one
        return self.token

    def undo(self) -> None:
        """What the new cookie was for did not happen: the old one must go on opening what it opened."""
        if self.before is not None:
            self.token, self.fresh = self.before, False
            g.pop(CSRF, None)

    def kept(self) -> dict[str, Any]:
        """The public site keeps nothing here; the staff site overrides this."""
        return {}

    def keep(self, name: str, value: Any) -> None:
        raise TypeError("The public site keeps nothing between pages but its cookie.")

    def __getitem__(self, name: str) -> Any:
        if name != CSRF:
            return self.kept()[name]
        if self.token is None:
            raise KeyError(name)
        return hmac.digest(self._secret, b"form token" + self.token, "sha256").hex()

    def __contains__(self, name: object) -> bool:
        return self.token is not None if name == CSRF else name in self.kept()

    def __setitem__(self, name: str, value: Any) -> None:
        if name == CSRF:
            self.rotate()  # Flask-WTF offers a token of its own: ours comes from the cookie instead
        else:
            self.keep(name, value)

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept())

    def __len__(self) -> int:
        return len(self.kept())


class CookieSessions(SessionInterface):
    def __init__(self, name: str, *, secret: bytes, secure: bool, same_site: str) -> None:
        self.name = f"__Host-{name}" if secure else name
        self.secret, self.secure, self.same_site = secret, secure, same_site

    def make(self, token: bytes | None) -> CookieSession:
        return CookieSession(token, self.secret)

    def open_session(self, app: Flask, request: Request) -> CookieSession:
        return self.make(_token(request.cookies.get(self.name, "")))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if isinstance(session, CookieSession) and session.fresh and session.token:
            text = base64.urlsafe_b64encode(session.token).rstrip(b"=").decode()
            response.set_cookie(self.name, text, secure=self.secure, httponly=True, samesite=self.same_site, path="/")
            response.vary.add("Cookie")


def _token(text: str) -> bytes | None:
    try:
        token = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == SIZE else None
