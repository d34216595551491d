"""May we talk to the worker? Asked on a page of its own, never on the first, which others may read over a shoulder."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from models.cases import asking_first, choosing, following
from models.cases.returning import Theirs
from models.tables.history import CaseEvent
from portal.ahead import may_we_talk_to
from portal.once import once
from portal.person import done, main_only, page, ring, words

bp = Blueprint("ask_first", __name__, url_prefix="/your-page/14")


@bp.get("")
@main_only
def show(me: Theirs) -> ResponseReturnValue:
    """The question itself: never on the first page, which others may read over a shoulder (TRK-07)."""
    asks = following.asks(g.db, me, now=g.now)
    if not (asks.ask_first or asks.never or asks.not_asked):
        return done("")
    return page("choices/ask_first", "ask_first", asks=asks, heading=may_we_talk_to(me))


@bp.post("")
@main_only
def answer(me: Theirs) -> ResponseReturnValue:
    """May we talk to the worker? Only a yes lets the service hear of it; saying nothing never is one."""
    said = request.form.get("answer", "")
    if said == "talk":
        return _talk_first(me)
    return _may_we(me) if said in ("yes", "no") else done("")


@once(CaseEvent, "talk_first", "messages.show")
def _talk_first(me: Theirs) -> ResponseReturnValue:
    """No answer yet: the team reads what they want, and nobody else hears of anything."""
    if not me.case.ask_first:
        return done("")
    text = words()["ask_first"].said("message")
    choosing.say(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("talk_first", "messages.show")


@once(CaseEvent, lambda: f"asked_{request.form['answer']}")
def _may_we(me: Theirs) -> ResponseReturnValue:
    if not me.case.ask_first:
        return done("")
    said = request.form["answer"]
    asking_first.answer(g.db, me.case, said == "yes", actor=me.actor, keys=ring(me), now=g.now, made=g.made)
    g.db.commit()
    return done(f"asked_{said}")
