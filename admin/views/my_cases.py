"""What one manager was given: the points to answer and the questions put to them, by the day they are due."""

from datetime import timedelta

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from models.audit import note
from models.cases.caring_details import seen, seen_since
from models.cases.finding import only_theirs
from models.cases.mine import Given, first_words, given_to, how_it_stands, in_order, questions_for
from models.cases.policies import holidays
from models.cases.who_complains import first_name
from models.procedure.working_days import local_day

bp = Blueprint("my_cases", __name__, url_prefix="/my-cases")
JUST_NOW = timedelta(minutes=15)


@bp.get("")
def show() -> ResponseReturnValue:
    today = local_day(g.now)
    given = given_to(g.db, g.staff, today)
    note(g.db, g.staff, "my_cases", now=g.now)
    questions = questions_for(g.db, g.staff)
    asked = {row.id: how_it_stands(row.due_on, today, holidays(g.db)) for _, row in questions}
    known = {one.case.id: _known(one) for one in given}
    return render_template("admin/my_cases/show.html", tasks=in_order(given, questions), asked=asked, known=known)


def _known(one: Given) -> tuple[str, str]:
    """A first name where they may read the whole case, and how the first point begins: a look, so it is kept."""
    if not seen_since(g.db, one.case.id, g.staff, since=g.now - JUST_NOW):
        seen(g.db, one.case.id, g.staff, now=g.now, what="my_cases.show")
    words = first_words(g.db, one, g.keys)
    if only_theirs(g.staff):
        return "", words
    return first_name(g.db, one.case, g.keys.with_case(one.case)), words
