"""The few pages that take one large file whole, in memory and never on a disk: how much may come, and from whom."""

from io import BytesIO

from flask import Flask, current_app, g, request

LARGEST = 25 * 1024 * 1024


def init_app(app: Flask) -> None:
    """Before anything that reads a form. `WHOLE_FILES`: endpoint -> the roles it is for; others are read no further."""
    app.config.setdefault("WHOLE_FILES", {})

    @app.before_request
    def allow() -> None:
        roles = app.config["WHOLE_FILES"].get(request.endpoint)
        if roles and g.get("staff") and roles & g.staff.roles:
            request.max_content_length = LARGEST + 100_000


def taken() -> BytesIO | None:
    """Where the file of such a page goes; None on every other page."""
    return BytesIO() if request.endpoint in current_app.config["WHOLE_FILES"] else None
