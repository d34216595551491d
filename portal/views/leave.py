"""Leave this site: the one GET that ends a session (decisions 20)."""

from flask import Blueprint, g, redirect
from flask.typing import ResponseReturnValue

from models.web import languages, visits
from portal.modes import WORDS

ELSEWHERE = "https://www.bbc.co.uk/weather"
FORGET = '"cache", "cookies", "storage"'

bp = Blueprint("leave", __name__)


@bp.get("/leave")
def leave() -> ResponseReturnValue:
    """The new cookie in this answer is what keeps Back from showing the page; deleting the old one does not."""
    visits.leave()
    answer = redirect(ELSEWHERE, 303)
    answer.headers["Clear-Site-Data"] = FORGET
    g.mode_chosen = WORDS  # the other cookie goes too (T32)
    languages.forget(answer)
    return answer
