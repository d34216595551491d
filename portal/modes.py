"""Words or pictures: a switch on the young person's pages, remembered by a cookie that says nothing else."""

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models import words
from portal.journeys import PATHS

PICTURES, WORDS = "pictures", "words"
DOORS = {PICTURES: "pictures", WORDS: "your-voice"}


def init_app(app: Flask) -> None:
    app.before_request(choose)
    app.after_request(remember)
    app.teardown_request(speak_as_before)
    app.context_processor(lambda: {"mode": g.get("mode", WORDS)})


def choose() -> ResponseReturnValue | None:
    """`?mode=pictures` on any page leads to the same page in pictures, and the next pages stay that way."""
    path = PATHS.get((request.view_args or {}).get("door", ""))
    grown_up = path is not None and path.grown_up
    said = next((mode for mode, door in DOORS.items() if path is not None and path.door == door), "")
    drawn = (said or request.cookies.get(_name())) == PICTURES  # an address says it, with the cookie or without
    g.mode = PICTURES if drawn and not grown_up else WORDS
    speak_to(PICTURES if g.mode == PICTURES else "")
    asked = request.args.get("mode", "")
    if request.method != "GET" or request.endpoint is None or asked not in DOORS:
        return None
    g.mode = g.mode_chosen = asked
    return redirect(_counterpart(asked), 303)


def speak_to(whom: str) -> None:
    """Whom the words of this page are for: the child, in words or in pictures, a parent, or who speaks for a child."""
    if whom in (words.PARENT, words.HELPER):
        g.mode = WORDS
    token = words.speak_to(whom)
    g.setdefault("spoken_before", token)


def speak_as_before(error: BaseException | None) -> None:
    if token := g.pop("spoken_before", None):
        words.speak_as_before(token)


def switch(to: str) -> None:
    """This answer already, and the next pages."""
    g.mode = g.mode_chosen = to
    speak_to(PICTURES if to == PICTURES else "")


def remember(answer: Response) -> Response:
    if chosen := g.get("mode_chosen"):
        secure = current_app.config["HEARD"].secure("portal")
        if chosen == PICTURES:
            answer.set_cookie(_name(), chosen, secure=secure, httponly=True, samesite="Lax", path="/")
        else:
            answer.delete_cookie(_name(), secure=secure, httponly=True, samesite="Lax", path="/")
    return answer


def _counterpart(mode: str) -> str:
    values, endpoint = dict(request.view_args or {}), str(request.endpoint)
    here = PATHS.get(values.get("door", ""))
    if here is None or here.door not in DOORS.values():
        return url_for(endpoint, **values)
    there = PATHS[DOORS[mode]]
    values["door"] = there.door
    if "number" in values and (step := here.step(values["number"])) is not None:
        known = {step.id: place for place, step in enumerate(there.steps, 1)}
        values["number"] = known.get(step.id, 1)
    return url_for(endpoint, **values)


def _name() -> str:
    return "__Host-mode" if current_app.config["HEARD"].secure("portal") else "mode"
