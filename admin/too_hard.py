"""A letter that a young person could not read is held where it is let go; this page asks for easier words, or why not.

It stands for every page that writes one: it has everything that was typed in it, and sends it to the same address.
"""

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue

from models.cases.easy_words import BECAUSE, TooHard
from models.web.errors import kept, undo, written

TYPED = "application/x-www-form-urlencoded"


def init_app(app: Flask) -> None:
    app.before_request(_why)
    app.register_error_handler(TooHard, too_hard)


def too_hard(error: TooHard) -> ResponseReturnValue:
    """Nothing was sent or changed. What somebody wrote can be changed here; what they chose goes along."""
    undo()
    texts, others = written([pair for pair in kept() if pair[0] != BECAUSE])
    to = request.full_path.rstrip("?")
    facts = {"texts": texts, "others": others, "to": to, "because": BECAUSE, "meter": error.meter, "why": str(error)}
    return render_template("errors/too_hard.html", site="admin", status=422, **facts), 422


def _why() -> None:
    """What was given as the reason lies with the transaction, which the gate asks."""
    if request.method == "POST" and request.mimetype == TYPED and "db" in g:
        g.db.info[BECAUSE] = request.form.get(BECAUSE, "")
