"""The form on paper, from the same words as the questions: to print at home, at school or in a children's home."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.journeys import PATHS

bp = Blueprint("paper", __name__)

ASKED = ("safe", "about", "tell", "feelings", "wants", "soon", "worker", "advocate", "who", "contact", "needs")
# Where a tick needs more: the number, and whether it is safe, in the words of the page that asks it.
ALSO = (
    *("text_number", "text_seen", "call_number", "call_voicemail", "call_say_council"),
    *("email", "email_seen", "address", "post_opened"),
)
NOT_ON_PAPER = {"whose"}  # only asked where somebody helps at the screen


@bp.get("/paper")
def show() -> ResponseReturnValue:
    path = PATHS["your-voice"]
    details = path.words["contact_details"]
    asked = []
    for step in (path.steps[path.number(name) - 1] for name in ASKED):
        kinds = step.form.kinds if step.form else {}
        fields = [
            (one, kinds[name]) for name, one in path.entry(step).fields.items() if name in {*kinds} - NOT_ON_PAPER
        ]
        also = [(details.field(name), "") for name in ALSO] if step.id == "contact" else []
        asked.append((path.entry(step), fields + also))
    return render_template("portal/paper/show.html", words=path.words["paper"], asked=asked)
