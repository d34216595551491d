"""Which language the public site speaks: what the visitor chose, where the council has it switched on, else English.

The choice is a cookie with a language code and nothing else, gone when the browser closes or the visitor leaves; for
whoever has words it is kept beside them too. What a browser asks for (Accept-Language) is only ever offered. Nobody's
whereabouts are asked for.
"""

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.wrappers import Response as BaseResponse

from models import languages
from models.cases.languages_here import here
from models.languages import ENGLISH, Language, known
from models.web.database import opened

NO_LANGUAGE = frozenset({"static", "healthz"})


def init_app(app: Flask) -> None:
    app.before_request(choose)
    app.after_request(_keep)
    app.teardown_request(_stop)
    app.jinja_env.globals.update(languages_here=spoken, language_offered=offered)


def choose() -> None:
    """The language of everything that this request draws."""
    if request.endpoint not in NO_LANGUAGE:
        chosen = request.cookies.get(_name(), ENGLISH)
        g.language_token = languages.use(chosen if chosen in {language.code for language in spoken()} else ENGLISH)


def spoken() -> list[Language]:
    """What there is to choose from. Without a database: what was chosen already."""
    if "languages" not in g:
        try:
            with opened(write=False) as db:  # the request's own session must lock nothing yet
                g.languages = here(db)
        except (DBAPIError, PoolTimeout):
            g.languages = list(known().values())
    found: list[Language] = g.languages
    return found


def offered() -> Language | None:
    """What the browser asks for first, if it is here and nobody has chosen yet."""
    if _name() in request.cookies:
        return None
    best = request.accept_languages.best_match([language.code for language in spoken()])
    return known()[best] if best and best != languages.current().code else None


def chose(code: str) -> None:
    """From the next page on; the cookie goes with this answer."""
    if code in {language.code for language in spoken()}:
        g.language_chosen = code


def resumed(before: str) -> str:
    """Back with their words: what they have chosen now, else what they had chosen before."""
    if _name() in request.cookies:
        return languages.current().code
    chose(before)
    return before


def forget(answer: BaseResponse) -> None:
    """Leaving leaves nothing behind, not even the language (PRV-06)."""
    answer.delete_cookie(_name(), path="/", secure=_secure(), httponly=True, samesite="Lax")


def _keep(answer: Response) -> Response:
    if code := g.pop("language_chosen", ""):
        answer.set_cookie(_name(), code, path="/", secure=_secure(), httponly=True, samesite="Lax")
    return answer


def _stop(error: BaseException | None) -> None:
    if token := g.pop("language_token", None):
        languages.stop(token)


def _name() -> str:
    return "__Host-language" if _secure() else "language"


def _secure() -> bool:
    secure: bool = current_app.config["HEARD"].secure("portal")
    return secure
