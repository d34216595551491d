"""What a person can do with their own case: each a page that asks once, and an answer that says what happened."""

import uuid
from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from models.cases import advocacy, asking_first, choosing, extending, finding, following, panel_asking, policies, seeing
from models.cases.answers import WORKERS
from models.cases.promising import length_on
from models.cases.returning import Theirs
from models.cases.told import VisitAsked
from models.procedure.advocacy import CHAT, FINDS
from models.procedure.lifecycle import CHANGE_OF_MIND
from models.procedure.terms import Clock, Event, Procedure, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Unreadable
from models.tables.history import Extension
from models.tables.words import Point
from portal.forms.concern import VisitForm
from portal.forms.following import AdvocateForm, StopForm, WorseForm, next_stage_form
from portal.person import done, main_only, mine, own_only, page, ring, spoken, words
from portal.unsent import begun, sent

bp = Blueprint("choices", __name__, url_prefix="/your-page")


@bp.get("/4")
@mine
def advocate(me: Theirs) -> ResponseReturnValue:
    return page("choices/advocate", "advocate", form=AdvocateForm.about(begun(me), _start_or_wait(me)))


@bp.post("/4")
@mine
def want_advocate(me: Theirs) -> ResponseReturnValue:
    form = AdvocateForm.about(request.form, _start_or_wait(me))
    if not form.agreed():
        return page("choices/advocate", "advocate", 422, form=form)
    given = form.answer()
    choosing.want_advocate(
        g.db, me.case, shares=given["shares"], wishes=given["wishes"], wait=given.get("start") == "wait",
        keys=ring(me), actor=me.actor, now=g.now,
    )  # fmt: skip
    sent(me)
    g.db.commit()
    return done("advocate")


@bp.post("/4/chat")
@mine
def want_chat(me: Theirs) -> ResponseReturnValue:
    """Not sure: somebody rings and explains. They get a name and how to reach them, and nothing else."""
    choosing.want_advocate(
        g.db, me.case, shares=[FINDS], wishes="", kind=CHAT, keys=ring(me), actor=me.actor, now=g.now
    )
    g.db.commit()
    return done("chat")


@bp.post("/4/again")
@main_only
def not_heard(me: Theirs) -> ResponseReturnValue:
    """Nobody came: said with one press, for as long as there is no advocate."""
    if (asked := advocacy.asked(g.db, me.case)) is None or not asked.waits:
        return done("")
    text = words()["asked"].said("message")
    advocacy.not_heard(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now)
    g.db.commit()
    return done("not_heard")


@bp.post("/4/no")
@main_only
def not_now(me: Theirs) -> ResponseReturnValue:
    """Not now: never "declined". What was asked for ends, and the offer comes again (T60)."""
    advocacy.not_now(g.db, me.case, actor=me.actor, now=g.now)
    g.db.commit()
    return done("not_now")


@bp.get("/next")
@mine
def next_stage(me: Theirs) -> ResponseReturnValue:
    form = next_stage_form(begun(me), _points(me))
    return page("choices/next_stage", "next_stage", form=form, me=me, **_ahead(me))


@bp.post("/next")
@mine
def ask_next_stage(me: Theirs) -> ResponseReturnValue:
    form = next_stage_form(request.form, _points(me))
    if not form.validate():
        ahead = _ahead(me)
        if not ahead["ahead"].open:  # the page has no form then, only from which day on
            return done("", ".next_stage")
        return page("choices/next_stage", "next_stage", 422, form=form, me=me, **ahead)
    given = form.answer()
    points = [int(number) for number in given.get("points") or []]
    choosing.ask_next_stage(g.db, me.case, points=points, why=given["text"], keys=ring(me), actor=me.actor, now=g.now)
    sent(me)
    g.db.commit()
    return done("next_stage")


@bp.get("/more-time")
@mine
def more_time(me: Theirs) -> ResponseReturnValue:
    asked = extending.open_request(g.db, me.case)
    if asked is None:
        return done("")
    who = following.asker(g.db, asked)
    return page("choices/more_time", "more_time", asked=asked, who=who, why=_reason(me, asked))


@bp.post("/more-time")
@mine
def answer_more_time(me: Theirs) -> ResponseReturnValue:
    """Yes, no, or talk to me first. Saying nothing is never yes (T59)."""
    asked, answer = extending.open_request(g.db, me.case), request.form.get("answer", "")
    if asked is None or answer not in ("yes", "no", "talk"):
        return done("")
    extending.answer_request(g.db, me.case, asked, answer, actor=me.actor, now=g.now, keys=ring(me))
    g.db.commit()
    return done(answer)


@bp.get("/6")
@own_only
def stop(me: Theirs) -> ResponseReturnValue:
    if me.case.state is State.WITHDRAWN:
        return done("")
    until = add_working_days(local_day(g.now), CHANGE_OF_MIND, policies.holidays(g.db))
    return page("choices/stop", "stop", form=StopForm(), until=until)


@bp.post("/6")
@own_only
def stop_it(me: Theirs) -> ResponseReturnValue:
    if me.case.state is State.WITHDRAWN:
        return done("stopped")
    form = StopForm(request.form)
    choosing.stop(g.db, me.case, pressed=form.answered(), keys=ring(me), actor=me.actor, now=g.now)
    g.db.commit()
    return done("stopped")


@bp.post("/start-again")
@own_only
def start_again(me: Theirs) -> ResponseReturnValue:
    choosing.start_again(g.db, me.case, keys=ring(me), actor=me.actor, now=g.now)
    g.db.commit()
    return done("started")


@bp.get("/12")
@main_only
def visit(me: Theirs) -> ResponseReturnValue:
    return page("choices/visit", "visit", form=VisitForm(begun(me)), owed=seeing.waiting_by(g.db, me.case))


@bp.post("/12")
@main_only
def ask_visit(me: Theirs) -> ResponseReturnValue:
    form = VisitForm(request.form)
    if not (form.validate() and form.agrees({})):
        return page("choices/visit", "visit", 422, form=form, owed=seeing.waiting_by(g.db, me.case))
    seeing.ask(g.db, me.case, VisitAsked(**form.answer()), keys=ring(me), actor=me.actor, now=g.now)
    sent(me)
    g.db.commit()
    return done("visit")


@bp.get("/5")
@mine
def worse(me: Theirs) -> ResponseReturnValue:
    return page("choices/worse", "worse", form=WorseForm(begun(me)))


@bp.post("/5")
@mine
def got_worse(me: Theirs) -> ResponseReturnValue:
    form = WorseForm(request.form)
    if not form.validate():
        return page("choices/worse", "worse", 422, form=form)
    choosing.got_worse(g.db, me.case, form.answer()["text"], keys=ring(me), actor=me.actor, now=g.now)
    sent(me)
    g.db.commit()
    return done("worse")


@bp.post("/5/no")
@mine
def not_worse(me: Theirs) -> ResponseReturnValue:
    choosing.not_worse(g.db, me.case, actor=me.actor, now=g.now)
    g.db.commit()
    return done("read")


@bp.get("/14")
@main_only
def ask_first(me: Theirs) -> ResponseReturnValue:
    """The question itself: never on the first page, which others may read over a shoulder (TRK-07)."""
    asks = following.asks(g.db, me, now=g.now)
    if not (asks.ask_first or asks.never or asks.not_asked):
        return done("")
    return page("choices/ask_first", "ask_first", asks=asks, heading=_may_we_talk_to(me))


@bp.post("/14")
@main_only
def asked_first(me: Theirs) -> ResponseReturnValue:
    """May we talk to the worker? Only a yes lets the service hear of it; saying nothing never is one."""
    said = request.form.get("answer", "")
    if said not in ("yes", "no", "talk") or not me.case.ask_first:
        return done("")
    if said == "talk":  # no answer yet: the team reads what they want, and nobody else hears of anything
        text = words()["ask_first"].said("message")
        choosing.say(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now)
        g.db.commit()
        return done("talk_first", "messages.show")
    asking_first.answer(g.db, me.case, said == "yes", actor=me.actor, keys=ring(me), now=g.now)
    g.db.commit()
    return done("asked_yes" if said == "yes" else "asked_no")


@bp.post("/4/<uuid:holder_id>/end")
@own_only
def stop_advocate(me: Theirs, holder_id: uuid.UUID) -> ResponseReturnValue:
    holder = next((found for found in choosing.advocates_of(g.db, me.case) if found.id == holder_id), None)
    if holder is not None:
        choosing.end_consent(g.db, me.case, holder, actor=me.actor, now=g.now)
        g.db.commit()
    return done("advocate_stopped", "contact.show")


@bp.post("/15")
@main_only
def child_words(me: Theirs) -> ResponseReturnValue:
    """Who sent it for a child asks for words of the child's own (AZ-14): a message, so that the case waits on us."""
    if me.helper:
        text = words()["child_way"].said("message")
        choosing.say(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now)
        g.db.commit()
    return done("child_words" if me.helper else "")


def _points(me: Theirs) -> list[tuple[int, str]]:
    points = finding.points_of(g.db, me.case)
    texts = ring(me).open_each(Point.text, points)
    return [(p.number, str(p.number) if isinstance(t, Unreadable) else t) for p, t in zip(points, texts, strict=True)]


def _start_or_wait(me: Theirs) -> dict[str, object] | None:
    """Both dates, worked out by the rules that will set the clock; None where there is nothing left to wait with."""
    days = advocacy.start_or_wait(g.db, me.case, now=g.now)
    return {name: spoken(day) for name, day in days.items()} if days else None


def _ahead(me: Theirs) -> dict[str, Any]:
    """Whether it is open, and the day the law gives it, worked out by the rules that will set the clock (T30)."""
    today, corporate = local_day(g.now), me.case.procedure is Procedure.CORPORATE
    policy, days = policies.policy_of(g.db, me.case), policies.holidays(g.db)
    panel = choosing.beyond(me.case, finding.clocks_of(g.db, me.case)) is Event.S3_REQUESTED
    last = panel_asking.last_day(g.db, me.case) if panel else None
    by = None if corporate else length_on(policy, Clock.S3_PANEL if panel else Clock.S2_RESPONSE, today, days)
    return {
        "ahead": choosing.next_stage(g.db, me.case, now=g.now),
        "by": by,
        "at_panel": panel,
        "last": last,
        "today": today,
    }


def _may_we_talk_to(me: Theirs) -> str:
    """The question with whom it is about, by kind and never by name: a worker, a carer, or both (experience 2.4)."""
    entry, about = words()["ask_first"], WORKERS & set(me.case.topics.split())
    if about == WORKERS:
        return entry.said("both")
    return entry.said("carers") if about == {"carers"} else entry.title


def _reason(me: Theirs, asked: Extension) -> str | None:
    try:
        return ring(me).open(Extension.reason, asked)
    except Unreadable:
        return None
