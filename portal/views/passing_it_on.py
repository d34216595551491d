"""Yes or no to passing it on: one press, on the letter that says to whom (experience 3)."""

import uuid

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import passing_it_on, thread
from models.cases.returning import Theirs
from portal.person import first_only, number_of

bp = Blueprint("passing_it_on", __name__)


@bp.post("/your-page/letters/<uuid:letter_id>/on")
@first_only
def answer(me: Theirs, letter_id: uuid.UUID) -> ResponseReturnValue:
    """Only the first yes or no is taken: whoever changes their mind writes to us, since it may be gone by then."""
    letter, said = thread.letter_of(g.db, me.case, letter_id, to_id=me.to_id), request.form.get("say", "")
    if said in ("yes", "no") and passing_it_on.asked_of(g.db, letter) is not None:
        passing_it_on.answer(g.db, letter, said == "yes", actor=me.actor, now=g.now)
        g.db.commit()
    thanks = number_of(f"pass_{said}") if said and said == passing_it_on.said(g.db, letter) else None
    return redirect(url_for("tracking.letter", letter_id=letter_id, s=thanks), 303)
