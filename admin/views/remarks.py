"""What people said of the public site, and who we hear from: numbers and remarks that belong to no case."""

from datetime import timedelta

from flask import Blueprint, current_app, g, render_template
from flask.typing import ResponseReturnValue

from models.audit import note
from models.cases import tallying
from models.procedure.shares import in_words
from models.procedure.working_days import local_day
from models.reports.publishing import fewest_shown
from models.words import deck

bp = Blueprint("remarks", __name__, url_prefix="/remarks")
YEAR = timedelta(days=365)


@bp.get("")
def show() -> ResponseReturnValue:
    council, since = current_app.config["HEARD"].council, (local_day(g.now) - YEAR).replace(day=1)
    words = deck("common")
    asked = {"face": words["face"].field("face")}
    asked |= {name: words["about_you"].field(name) for name in tallying.ABOUT_YOU}
    numbers = {(row.question, row.answer): row.number for row in tallying.counted(g.db, council, since)}
    note(g.db, g.staff, "remarks", now=g.now)
    fewest = fewest_shown(g.db)
    return render_template(
        "admin/remarks/show.html",
        asked=asked,
        numbers={
            key: in_words(number, number, guarded=True, split=False, fewest=fewest)[0]
            for key, number in numbers.items()
        },
        remarks=tallying.remarks(g.db, council, since, g.keys),
        since=since,
    )
