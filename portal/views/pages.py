"""Pages that stand by themselves: how complaints work, staying safe, privacy, using this site."""

from datetime import date, timedelta

from flask import Blueprint, current_app, g, render_template
from flask.typing import ResponseReturnValue

from models.cases.drafting import SAVED
from models.cases.promising import stages
from models.cases.visiting import DRAFTING
from models.formats import near_date
from models.words import deck

bp = Blueprint("pages", __name__)


@bp.get("/how-it-works")
def how_it_works() -> ResponseReturnValue:
    """This council's own figures, with the dates they would give today."""
    found = stages(g.db, current_app.config["HEARD"].council, g.now)
    facts = {name: near_date(fact) if isinstance(fact, date) else fact for name, fact in found.items()}
    for name in ("s2_ask", "s3_ask"):
        facts[f"{name}_unit"] = deck("pages")["units"].said(str(found[f"{name}_unit"]), count=found[f"{name}_days"])
    return render_template("portal/pages/how_it_works.html", words=deck("pages"), facts=facts)


@bp.get("/help")
def staying_safe() -> ResponseReturnValue:
    return render_template("portal/pages/staying_safe.html", words=deck("pages")["safe"])


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    facts = {"draft_hours": DRAFTING // timedelta(hours=1), "saved_days": SAVED.days}
    return _told("privacy", ("who", "must", "how", "no", "drafts", "rights"), facts)


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    return _told("accessibility", ("aim", "not_yet", "other", "problem"))


def _told(name: str, parts: tuple[str, ...], facts: dict[str, int] | None = None) -> str:
    return render_template("portal/pages/told.html", words=deck("pages")[name], parts=parts, facts=facts or {})
