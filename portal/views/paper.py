"""The form on paper, from the same words as the questions: to print at home, at school or in a children's home."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.journeys import PATHS

bp = Blueprint("paper", __name__)

ASKED = ("safe", "about", "tell", "feelings", "wants", "soon", "worker", "advocate", "who", "contact", "needs")
ALSO = {"contact": ("contact_details", ("text_number", "call_number", "email", "address"))}  # where a tick needs more


@bp.get("/paper")
def show() -> ResponseReturnValue:
    path = PATHS["your-voice"]
    asked = [(path.entry(step), step.form.kinds) for name in ASKED if (step := path.steps[path.number(name) - 1]).form]
    also = {name: [path.words[entry].field(one) for one in fields] for name, (entry, fields) in ALSO.items()}
    return render_template("portal/paper/show.html", words=path.words["paper"], asked=asked, also=also)
