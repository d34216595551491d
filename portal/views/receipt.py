"""Your number and secret words: shown in this visit only, as often as the page is loaded."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models.cases.sending import Receipt
from models.cases.their_alerts import alerts
from models.procedure.terms import Advocate, Journey, Safe
from portal.journeys import DOORS, PATHS, Path
from portal.journeys.facts import dated
from portal.person import me_now
from portal.safety_now import Waits, waits
from portal.views.gone import receipt_here
from portal.views.question import DOOR

bp = Blueprint("receipt", __name__)

SAFETY_LINES = {Safe.NO.value: "safe_no", Safe.NOT_SURE.value: "safe_not_sure"}
ADVOCATE_LINES = {  # what they answered is heard, each in its own line (2.10)
    Advocate.YES: "advocate_yes", Advocate.NOT_NOW: "advocate_not_now", Advocate.HAVE_ONE: "advocate_have_one",
    Advocate.KNOWN_PERSON: "advocate_known",
}  # fmt: skip

SYMBOLS = {  # beside each line, where the page is in pictures
    "first": "write", "second": "letter", "third": "why", "visit": "visit", "freeze": "stop", "more": "tell",
    **dict.fromkeys(("advocate_yes", "advocate_not_now", "advocate_other", "advocate_chat", "wait"), "advocate"),
    "advocate_have_one": "advocate", "advocate_known": "trusted",
    "safe_no": "not-safe", "safe_other": "safe", "safe_not_sure": "not-sure",
}  # fmt: skip


@bp.get(f"/{DOOR}/sent")
def show(door: str) -> ResponseReturnValue:
    receipt = receipt_here()
    if receipt is None:  # a bookmark, later: the way back in, and nothing of what was here (2.10); thanks have none
        return redirect(url_for("start.show" if door == DOORS[Journey.PRAISE] else "sign_in.show"), 303)
    path = PATHS[door] if PATHS[door].journey is receipt.journey else PATHS[DOORS[receipt.journey]]
    return render_template(
        "portal/receipt/show.html",
        path=path,
        words=path.words["receipt"],
        receipt=receipt,
        next=_next(path, receipt),
        lines=_lines(path, receipt),
        waits=_waits(receipt),
    )


def _waits(receipt: Receipt) -> Waits | None:
    return waits(alerts(g.db, me_now())) if receipt.safe == Safe.NO.value else None


def _next(path: Path, receipt: Receipt) -> list[tuple[str, str]]:
    """What happens next, the soonest first, each line only where a clock of this very case stands behind its date."""
    say, facts = path.words["receipt"], dated(receipt.dates, g.now)
    if path.journey is Journey.PRAISE:
        return [("", say.said("first"))]
    wanted = [("visit", "visit_by"), ("first", "acknowledge_by"), ("call", "call_by"), ("freeze", "freeze_by")]
    if not receipt.waits:  # the time for the answer has not begun: a date now would be wrong later (K-11)
        wanted += [("second", "answer_by"), ("third", "latest_by")]
    there = [(name, receipt.dates[day]) for name, day in wanted if day in receipt.dates and name in say.say]
    there.sort(key=lambda one: one[1])
    return [(SYMBOLS.get(name, ""), say.said(name, **facts)) for name, _ in there]


def _advocate(receipt: Receipt) -> str:
    """A chat is named only where it was asked for, and so has its day."""
    answer = Advocate(receipt.advocate) if receipt.advocate else None
    if answer is Advocate.NOT_SURE and "advocate_by" in receipt.dates:
        return "advocate_chat"
    return ADVOCATE_LINES.get(answer, "advocate_other") if answer else "advocate_other"


def _lines(path: Path, receipt: Receipt) -> list[tuple[str, str]]:
    """The advocate line and the safety line that fit what was answered."""
    say, facts = path.words["receipt"], dated(receipt.dates, g.now)
    names = ["more"]
    if path.journey is Journey.YOUNG_PERSON:
        names.append(_advocate(receipt))
    names += ["wait"] if receipt.waits else []
    route = f"route_{receipt.likely}"  # which way it goes, as far as what they answered tells
    names += ["child_out" if receipt.out_of_reach else "child_in", route if route in say.say else "route", "cannot"]
    if path.journey is not Journey.PRAISE:
        names.append(SAFETY_LINES.get(receipt.safe, "safe_other"))
    return [(SYMBOLS.get(name, ""), say.said(name, **facts)) for name in names if name in say.say]
