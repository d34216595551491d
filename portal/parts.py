"""Answering htmx on the public site. The one place here that asks whether a request came from it."""

from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue


def changed(part: str, to: str, said: str = "", **context: Any) -> ResponseReturnValue:
    """It is done: the part as it now is for htmx, the page again for everyone else."""
    if request.htmx.fragment:  # type: ignore[attr-defined]
        return render_template(part, **context) + render_template("components/said.html", said=said)
    return redirect(to, 303)


def refused(part: str, page: str, **context: Any) -> ResponseReturnValue:
    """Something to put right: the part with its errors for htmx, the whole page for everyone else."""
    return render_template(part if request.htmx.fragment else page, **context), 422  # type: ignore[attr-defined]
