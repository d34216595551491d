"""What a person can do with their own case: each a page that asks once, and an answer that says what happened."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from models.cases import advocacy, choosing, extending, following, policies, seeing
from models.cases import child_words as child_words_asked
from models.cases.returning import Theirs
from models.cases.told import VisitAsked
from models.files.kinds import LIMITS
from models.procedure.advocacy import CHAT, FINDS
from models.procedure.lifecycle import CHANGE_OF_MIND
from models.procedure.terms import State
from models.procedure.working_days import add_working_days, local_day
from models.tables.history import CaseEvent
from models.words import PICTURES, whom_now
from portal import attached
from portal.ahead import advocate_stands, ahead, points, reason, start_or_wait
from portal.forms.asking import Question
from portal.forms.concern import VisitForm
from portal.forms.following import AdvocateForm, StopForm, WorseForm, next_stage_form
from portal.journeys import pictures
from portal.once import once
from portal.person import done, first_only, main_only, mine, own_only, page, ring, words
from portal.unsent import begun, sent

bp = Blueprint("choices", __name__, url_prefix="/your-page")


@bp.get("/4")
@mine
def advocate(me: Theirs) -> ResponseReturnValue:
    form = AdvocateForm.about(begun(me), start_or_wait(me))
    return page("choices/advocate", "advocate", form=form, stands=advocate_stands(me))


@bp.post("/4")
@mine
@once(CaseEvent, "advocate")
def want_advocate(me: Theirs) -> ResponseReturnValue:
    form = AdvocateForm.about(request.form, start_or_wait(me))
    if not form.agreed():
        return page("choices/advocate", "advocate", 422, form=form, stands=advocate_stands(me))
    given = form.answer()
    wait = {"wait": True, "now": False}.get(given.get("start", ""), me.case.wait_for_advocate)  # as they said before
    choosing.want_advocate(
        g.db, me.case, shares=given["shares"], wishes=given["wishes"], wait=wait,
        keys=ring(me), actor=me.actor, now=g.now, made=g.made,
    )  # fmt: skip
    sent(me)
    g.db.commit()
    return done("advocate")


@bp.post("/4/chat")
@mine
@once(CaseEvent, "chat")
def want_chat(me: Theirs) -> ResponseReturnValue:
    """Not sure: somebody rings and explains. They get a name and how to reach them, and nothing else."""
    choosing.want_advocate(
        g.db, me.case, shares=[FINDS], wishes="", kind=CHAT, keys=ring(me), actor=me.actor, now=g.now, made=g.made
    )
    g.db.commit()
    return done("chat")


@bp.post("/4/again")
@main_only
@once(CaseEvent, "not_heard")
def not_heard(me: Theirs) -> ResponseReturnValue:
    """Nobody came: said with one press, for as long as there is no advocate."""
    if (asked := advocacy.asked(g.db, me.case)) is None or not asked.waits:
        return done("")
    text = words()["asked"].said("message")
    advocacy.not_heard(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("not_heard")


@bp.post("/4/no")
@main_only
@once(CaseEvent, "not_now")
def not_now(me: Theirs) -> ResponseReturnValue:
    """Not now: never "declined". What was asked for ends, and the offer comes again (T60)."""
    advocacy.not_now(g.db, me.case, actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("not_now")


@bp.get("/next")
@mine
def next_stage(me: Theirs) -> ResponseReturnValue:
    return _next_stage(me, next_stage_form(begun(me), points(me)), 200)


@bp.post("/next")
@mine
@once(CaseEvent, "next_stage")
def ask_next_stage(me: Theirs) -> ResponseReturnValue:
    """Which points, and why, written or said (5.3). A recording that could not be taken is told first: nothing is asked
    for yet, and what was written stays."""
    whose = attached.limits_of(me.case)
    g.db.rollback()  # listening to a recording takes a while, and nobody else should wait for it
    came = attached.come(whose)
    form = next_stage_form(request.form, points(me))
    if not form.validate() or came.bad:
        return _next_stage(me, form, 422, attached.wrong(came, LIMITS[whose]))
    given = form.answer()
    choosing.ask_next_stage(
        g.db, me.case, points=[int(number) for number in given.get("points") or []], why=given["text"],
        recorded=bool(came.good), keys=ring(me), actor=me.actor, now=g.now, made=g.made,
    )  # fmt: skip
    if problems := attached.keep_with_case(
        came, whose, "next_stage", ring(me), case_id=me.case.id, holder_id=me.holder.id
    ):
        g.db.rollback()
        attached.tidy(came)
        return _next_stage(me, form, 422, problems)
    sent(me)
    g.db.commit()
    return done("next_stage")


def _next_stage(
    me: Theirs, form: Question, status: int, problems: Sequence[attached.Wrong] = ()
) -> ResponseReturnValue:
    facts = {**ahead(me), **attached.choosers(attached.limits_of(me.case))}
    if status != 200 and not facts["ahead"].open:  # the page has no form then, only from which day on
        return done("", ".next_stage")
    g.records = True
    form.form_errors = [problem.words for problem in problems]
    return page("choices/next_stage", "next_stage", status, form=form, me=me, **facts)


@bp.get("/more-time")
@mine
def more_time(me: Theirs) -> ResponseReturnValue:
    asked = extending.open_request(g.db, me.case)
    if asked is None:
        return done("")
    who = following.asker(g.db, asked)
    after = choosing.next_stage(g.db, me.case, now=g.now)
    return page("choices/more_time", "more_time", asked=asked, who=who, why=reason(me, asked), after=after)


@bp.post("/more-time")
@mine
@once(CaseEvent, lambda: request.form.get("answer", ""))
def answer_more_time(me: Theirs) -> ResponseReturnValue:
    """Yes, no, or talk to me first. Saying nothing is never yes (T59)."""
    asked, answer = extending.open_request(g.db, me.case), request.form.get("answer", "")
    if asked is None or answer not in ("yes", "no", "talk"):
        return done("")
    extending.answer_request(g.db, me.case, asked, answer, actor=me.actor, now=g.now, keys=ring(me), made=g.made)
    g.db.commit()
    return done(answer)


@bp.get("/6")
@own_only
def stop(me: Theirs) -> ResponseReturnValue:
    if me.case.state is State.WITHDRAWN or me.left:
        return done("")
    until = add_working_days(local_day(g.now), CHANGE_OF_MIND, policies.holidays(g.db))
    return page("choices/stop", "stop", form=StopForm(), until=until)


@bp.post("/6")
@own_only
def stop_it(me: Theirs) -> ResponseReturnValue:
    if me.case.state is State.WITHDRAWN or me.left:
        return done("stopped")
    form = StopForm(request.form)
    choosing.stop(
        g.db, me.case, pressed=form.answered(), keys=ring(me), actor=me.actor, now=g.now, one=me.several
    )  # fmt: skip
    g.db.commit()
    return done("stopped")


@bp.post("/start-again")
@own_only
def start_again(me: Theirs) -> ResponseReturnValue:
    if me.case.state is not State.WITHDRAWN and not me.left:
        return done("started")  # by a first press
    choosing.start_again(g.db, me.case, keys=ring(me), actor=me.actor, now=g.now, one=me.several)
    g.db.commit()
    return done("started")


@bp.get("/12")
@main_only
def visit(me: Theirs) -> ResponseReturnValue:
    return page("choices/visit", "visit", form=_visit_form()(begun(me)), owed=seeing.waiting_by(g.db, me.case))


@bp.post("/12")
@main_only
@once(CaseEvent, "visit")
def ask_visit(me: Theirs) -> ResponseReturnValue:
    form = _visit_form()(request.form)
    if not (form.validate() and form.agrees({})):
        return page("choices/visit", "visit", 422, form=form, owed=seeing.waiting_by(g.db, me.case))
    seeing.ask(g.db, me.case, VisitAsked(**form.answer()), keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    sent(me)
    g.db.commit()
    return done("visit")


def _visit_form() -> type[Question]:
    """The same questions; with few words where the page has few."""
    return pictures.VisitForm if whom_now() == PICTURES else VisitForm


@bp.get("/5")
@mine
def worse(me: Theirs) -> ResponseReturnValue:
    return page("choices/worse", "worse", form=WorseForm(begun(me)))


@bp.post("/5")
@mine
@once(CaseEvent, "worse")
def got_worse(me: Theirs) -> ResponseReturnValue:
    form = WorseForm(request.form)
    if not form.validate():
        return page("choices/worse", "worse", 422, form=form)
    told = form.answer()["text"]
    choosing.got_worse(g.db, me.case, told, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    sent(me)
    g.db.commit()
    return done("worse")


@bp.post("/5/no")
@mine
@once(CaseEvent, "read")
def not_worse(me: Theirs) -> ResponseReturnValue:
    choosing.not_worse(g.db, me.case, actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("read")


@bp.post("/4/<uuid:holder_id>/end")
@first_only
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
        child_words_asked.ask(g.db, me.case, text, holder=me.holder, keys=ring(me), actor=me.actor, now=g.now)
        g.db.commit()
    return done("child_words" if me.helper else "")
