"""What a browser reports of a page that tried what the policy forbids: the directive, and nothing else (HDR-01).

No address of anybody, none of the page and none of what was blocked is kept: one line of the log says which rule was
broken on which site. It changes nothing, so it needs no token, and stands before everything that looks at cookies.
"""

import json
import logging
from collections.abc import Iterator
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue

from models.web.headers import POLICY, REPORTS_TO
from models.web.logging import log

LARGEST = 64 * 1024
DIRECTIVES = frozenset(part.split()[0] for part in POLICY.split("; ")) | {
    *("media-src", "worker-src", "frame-src", "manifest-src"),
    *(f"{which}-src-{part}" for which in ("script", "style") for part in ("elem", "attr")),
}


def init_app(app: Flask, *, site: str) -> None:
    @app.before_request
    def take() -> ResponseReturnValue | None:
        if request.path != REPORTS_TO or request.method != "POST":
            return None
        if found := sorted(set(_directives(_said())) & DIRECTIVES):
            log("csp_report", logging.WARNING, site=site, fields=" ".join(found))
        return "", 204


def _said() -> Any:
    """Both ways of reporting; what is not one, or is too large, says nothing."""
    if (request.content_length or LARGEST + 1) > LARGEST:
        return None
    try:
        return json.loads(request.get_data(cache=False))
    except ValueError:
        return None


def _directives(said: Any) -> Iterator[str]:
    for one in said if isinstance(said, list) else [said]:
        body = (one.get("body") or one.get("csp-report")) if isinstance(one, dict) else None
        if isinstance(body, dict):
            yield str(body.get("effectiveDirective") or body.get("effective-directive") or "")
