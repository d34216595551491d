"""When something goes wrong: a plain page with what to do, whom to ring, and everything that was typed still in it."""

import logging
from collections.abc import Sequence

from flask import Flask, current_app, g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from models.audit import NoAudit
from models.procedure.lifecycle import NotAllowed
from models.web.cookies import CSRF, CookieSession
from models.web.council import without_database
from models.web.logging import log, problem

NEVER_SHOWN = frozenset({CSRF, "password", "password_again", "code", "words", "secret_words"})
SHORT = 40  # a value this short and without spaces is a choice, not something somebody wrote
CODES = {400, 403, 413, 429, 500, 503}  # with a page of their own


def init_app(app: Flask) -> None:
    app.register_error_handler(NoResultFound, missing)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(StaleDataError, conflict)
    app.register_error_handler(NotAllowed, refused)
    app.register_error_handler(DBAPIError, unavailable)
    app.register_error_handler(PoolTimeout, unavailable)
    app.register_error_handler(NoAudit, unavailable)
    app.register_error_handler(HTTPException, by_code)
    app.register_error_handler(Exception, broken)


def missing(error: Exception) -> ResponseReturnValue:
    """One answer for what does not exist, what was erased, and what this person may not see (AZ-02)."""
    return _page("404", 404)


def stale_form(error: CSRFError) -> ResponseReturnValue:
    """The form's token and the cookie do not belong together. The text is shown again with a fresh one (CSRF-07).

    htmx shows no such answer. A cookie set with it would only take the place of the one that the page's own answer
    set at the same moment: leaving a text field saves it while the button beside it is being pressed."""
    if request.htmx.fragment:  # type: ignore[attr-defined]
        return "", 400
    return _page("form", 400, again=True)


def conflict(error: Exception) -> ResponseReturnValue:
    """Someone else was first (R4). Nothing was changed."""
    undo()
    return _page("409", 409, again_at=page_of(request.path))


def refused(error: Exception) -> ResponseReturnValue:
    """The rules do not allow it as things stand: why, and nobody is blamed for it. Nothing was changed."""
    undo()
    return _page("refused", 409, why=str(error), again_at=page_of(request.path))


def unavailable(error: Exception) -> ResponseReturnValue:
    """The database is locked, full or gone (R6). We could not save it, and say so."""
    log("database_unavailable", logging.ERROR, **problem(error))
    undo()
    g.unavailable = True  # nothing more is asked of it for this page: each question would wait ten seconds
    without_database()
    return _page("503", 503, again=True)


def by_code(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, RequestRedirect):
        return error
    original = getattr(error, "original_exception", None)
    if isinstance(error, InternalServerError) and original is not None:
        return unavailable(original) if isinstance(original, DBAPIError | PoolTimeout | NoAudit) else broken(original)
    code = error.code or 500
    if isinstance(error, NotFound):
        return missing(error)
    answer = _page(str(code) if code in CODES else "400", code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return answer[0], code, {"Allow": ", ".join(error.valid_methods)}
    return answer


def broken(error: Exception) -> ResponseReturnValue:
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    log("error", logging.ERROR, **problem(error))
    undo()
    return _page("500", 500, again=True)


def kept() -> list[tuple[str, str]]:
    """What was typed, to be put back into the page. Never a password, a code or secret words."""
    if request.method != "POST":
        return []
    try:
        return [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_SHOWN]
    except HTTPException:
        return []  # too large to read


def written(fields: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Those that somebody wrote, which are shown to them, and those that were chosen, which go along unseen."""
    texts = [(name, value) for name, value in fields if len(value) > SHORT or len(value.split()) > 1]
    return texts, [pair for pair in fields if pair not in texts]


def _page(name: str, status: int, again: bool = False, **facts: object) -> tuple[str, int]:
    """`again`: the page carries a form with everything in it, to be sent once more."""
    texts, others = written(kept())
    site = current_app.config["SITE"]
    words = {"kept": [("", text) for _, text in texts]} if not again else {}
    to = request.full_path.rstrip("?") if again and (texts or others) else ""
    page = render_template(
        f"errors/{name}.html", status=status, site=site, to=to, texts=texts, others=others, **words, **facts
    )
    return page, status


def undo() -> None:
    """Nothing of this request is kept, neither in the database nor in the session."""
    if db := g.get("db"):
        db.rollback()
    if isinstance(ours := session._get_current_object(), CookieSession):  # type: ignore[attr-defined]
        ours.undo()


def page_of(path: str) -> str:
    """The page a form was on: the nearest address above it that can be opened."""
    adapter = current_app.create_url_adapter(request)
    while adapter is not None and path:
        try:
            adapter.match(path, method="GET")
            return path
        except HTTPException:
            path = path.rpartition("/")[0]
    return "/"
