"""Log lines: JSON, one a line, with what went wrong and where, and nothing anybody typed (LOG-01 to LOG-03)."""

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

LOGGER = logging.getLogger("heard")
SHOWN = ("event", "site", "request", "route", "method", "status", "ms", "error", "where", "fields")


class OneLine(logging.Formatter):
    """Never the message of an exception: it quotes values. Its class and the line of code are enough to find it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        line |= {name: record.__dict__[name] for name in SHOWN if name in record.__dict__}
        if record.name != LOGGER.name:
            line["event"] = record.name
        if record.exc_info and record.exc_info[1] is not None:
            line |= problem(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def problem(error: BaseException) -> dict[str, str]:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-4:]]
    return {"error": type(error).__name__, "where": " ".join(where)}


def to_stderr(level: int = logging.INFO) -> None:
    """The whole process logs like this, libraries too."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    LOGGER.setLevel(level)


def log(event: str, level: int = logging.INFO, **facts: Any) -> None:
    LOGGER.log(level, event, extra={"event": event, "request": g.get("request_id", "") if g else "", **facts})


def init_app(app: Flask, site: str) -> None:
    app.logger = LOGGER

    @app.before_request
    def begin() -> None:
        g.started = time.monotonic()

    @app.after_request
    def end(response: Response) -> Response:
        """The route, not the path: a path holds references."""
        if request.endpoint != "static":
            took = round((time.monotonic() - g.get("started", time.monotonic())) * 1000, 1)
            route = str(request.url_rule) if request.url_rule else "-"
            log("request", site=site, route=route, method=_method(), status=response.status_code, ms=took)
        return response


def _method() -> str:
    return request.method if request.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
