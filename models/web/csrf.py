"""Two walls before anything that changes something: where the browser says it came from, and the form's token."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from flask_wtf.csrf import CSRFProtect

from models.settings import Settings
from models.web.database import SAFE

OURS = frozenset({"same-origin", "none"})


def init_app(app: Flask) -> None:
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open all day (CSRF-07); the cookie it is bound to ends sooner
        WTF_CSRF_SSL_STRICT=False,  # it asks for a Referer, and our own pages send none
    )
    app.before_request(refuse_other_sites)
    CSRFProtect(app)


def refuse_other_sites() -> None:
    """CSRF-02. A browser too old to say where it came from is held by the token alone: no child is turned away."""
    if request.method in SAFE:
        return
    if said := request.headers.get("Sec-Fetch-Site"):
        if said not in OURS:
            abort(403)
        return
    origin = request.headers.get("Origin", "null")  # "null" is what no-referrer makes of our own pages
    if origin != "null" and not _ours(origin):
        abort(403)


def _ours(origin: str) -> bool:
    settings: Settings = current_app.config["HEARD"]
    try:
        return urlsplit(origin).hostname in settings.hosts(current_app.config["SITE"])
    except ValueError:  # not an address at all
        return False
