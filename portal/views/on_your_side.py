"""From any page to somebody on one's side, in one press (T55): a child to an advocate, a grown-up to what there is."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import drafting, returning
from models.procedure.terms import Journey
from models.words import PARENT, deck
from portal.journeys import DOORS, PATHS, Path
from portal.person import me_now, spoken_to

bp = Blueprint("on_your_side", __name__, url_prefix="/on-your-side")


@bp.get("")
def show() -> ResponseReturnValue:
    """Before there is a complaint too (E-25). Nobody's answers are left behind, and no grown-up is asked as a child."""
    if g.visit is not None and g.visit.tracking:
        grown_up = spoken_to(me_now()) == PARENT
        return redirect(url_for(".grown_ups") if grown_up else url_for("choices.advocate"), 303)
    journey = returning.draft_journey(g.db, g.visit.holder_id) if g.visit is not None else None
    if journey in (Journey.PARENT, Journey.ADVOCATE):
        return redirect(url_for(".grown_ups" if journey is Journey.PARENT else ".for_a_child"), 303)
    if journey in (None, Journey.PRAISE) and not request.args.get("c"):  # from a page that cannot know who reads it
        return redirect(url_for(".who"), 303)
    young = PATHS["your-voice"]
    return redirect(url_for("question.show", door=young.door, number=young.number("advocate")), 303)


@bp.get("/1")
def who() -> ResponseReturnValue:
    """Whom it is for, where nothing says so: nobody is taken for a child who is none."""
    return render_template("portal/on_your_side/who.html", words=deck("pages")["side"]), 200


@bp.get("/2")
def grown_ups() -> ResponseReturnValue:
    """For a parent or carer: an advocate for the child, and help for themselves."""
    return _page(Journey.PARENT)


@bp.get("/3")
def for_a_child() -> ResponseReturnValue:
    """For somebody who sends a complaint for a child."""
    return _page(Journey.ADVOCATE)


def _page(journey: Journey) -> ResponseReturnValue:
    path = PATHS[DOORS[journey]]
    sent = bool(g.visit is not None and g.visit.tracking)
    if sent:
        me_now()
    return render_template(
        "portal/on_your_side/show.html", path=path, words=deck("pages")["side"], sent=sent, **_questions(path)
    )


def _questions(path: Path) -> dict[str, int | None]:
    """The questions where each may be said, if these answers call for them."""
    kept = drafting.load(g.db, g.visit, path.journey)
    asked = {step.id: number for number, step in path.asked(kept.answers if kept else {})}
    return {"child": asked.get("child_view"), "helper": asked.get("helper")}
