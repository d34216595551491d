"""Pages that need reference and words first say so with `tracking_only`. Everything else is open to everyone."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from models.web.errors import kept, written
from models.words import deck, whom_now
from portal.forms.coming_back import SignInForm
from portal.unsent import carried

P = ParamSpec("P")

COME_BACK = "/come-back"  # reference and words


def tracking_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Only after reference and words, and not after fifteen idle minutes."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if g.visit is None or not g.visit.tracking:
            if request.htmx:  # type: ignore[attr-defined]
                return "", 401, {"HX-Redirect": COME_BACK}
            texts, _ = written(kept())
            if texts:  # nothing that was typed is lost because somebody was away for a while
                return _over([text for _, text in texts]), 401
            return redirect(COME_BACK, 303)
        return view(*args, **kwargs)

    return checked


def _over(texts: list[str]) -> str:
    """The way back in, which takes along what was just sent; it is kept again as soon as the words are right."""
    shown, over = deck("tracking"), deck("common")["error_over"]
    entry = replace(shown["sign_in"], title=over.title, text=(*over.text, *shown["sign_in"].text))
    facts = {"carried": carried(request.path), "texts": texts, "form": SignInForm(), "whom": whom_now()}
    return render_template("portal/sign_in/show.html", entry=entry, say=shown, said="", wrong=False, **facts)
