"""Answering htmx on the staff site. The one place here that asks whether a request came from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Field

from models.procedure.lifecycle import NotAllowed


def changed(part: str, to: str, said: str, **context: Any) -> ResponseReturnValue:
    """It is done: the part as it now is for htmx, the page again for everyone else.

    `said` is read out either way: htmx puts it in the status line, the page shows it on arrival.
    """
    if request.htmx.fragment:  # type: ignore[attr-defined]
        return render_template(part, **context) + render_template("components/said.html", said=said)
    flash(said)
    return redirect(to, 303)


def refused(part: str, page: str, **context: Any) -> ResponseReturnValue:
    """Something to put right: the part with its errors for htmx, the whole page for everyone else."""
    return render_template(part if request.htmx.fragment else page, **context), 422  # type: ignore[attr-defined]


@contextmanager
def beside(field: Field) -> Iterator[None]:
    """`with beside(form.on): …` does it. What the rules refuse is said beside that field, nothing of it is kept, and
    the view goes on after the block, to the page with all that was typed."""
    try:
        yield
    except NotAllowed as problem:
        g.db.rollback()
        g.refused = str(problem)  # where the page draws no such field any more, it is said all the same
        field.errors = [str(problem)]
