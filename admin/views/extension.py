"""More time to answer: ask the person, propose it as complex, agree to that, or write down what they said (K-12)."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.extension import AnnounceForm, AnswerForm, AskForm, DelayForm, LateForm, TurnDownForm
from admin.opened import opened
from admin.parts import beside
from models.cases import agreeing, extending, past_longest
from models.cases.letter_facts import name_of
from models.cases.mine import times_of
from models.procedure.deadlines import ExtensionRefused
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.register.labels import choosable, entries
from models.sealing import Keyring
from models.tables import Case, Extension

bp = Blueprint("extension", __name__, url_prefix="/cases/<reference>/more-time")
PAGE = "admin/extension/show.html"
WAITS = "Proposed. It waits for a complaints manager; nobody is told before they agree."
GOES = "The notice is released. The deadline moves on the day it goes."


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("/announce")
def announce(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _announce(case, typed=True)
    if not form.validate() or form.new_due.data is None:
        return _again(case, keys, announce=form)
    try:
        made = agreeing.propose(
            g.db,
            case,
            new_due=form.new_due.data,
            reason=form.reason.data or "",
            service_manager=uuid.UUID(form.service_manager.data) if "service_manager" in form else None,
            actor=g.staff,
            now=g.now,
            keys=keys,
        )
    except (ExtensionRefused, NotAllowed) as problem:
        return _refuse(reference, "announce", str(problem))
    return _done(reference, WAITS if made.answer == agreeing.PROPOSED else GOES)


@bp.post("/agree")
def agree(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _decide(
        reference, lambda waits: agreeing.agree(g.db, case, waits, actor=g.staff, now=g.now, keys=keys), case, GOES
    )


@bp.post("/turn-down")
def turn_down(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = TurnDownForm(request.form, prefix="no-")
    if not form.validate():
        return _again(case, keys, turned=form)
    why = form.why.data or ""
    return _decide(
        reference,
        lambda waits: agreeing.turn_down(g.db, case, waits, why, actor=g.staff, now=g.now, keys=keys),
        case,
        "Not agreed. Nobody is told, and your reason is on the timeline.",
    )


@bp.post("/late")
def late(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = LateForm(request.form, prefix="late-")
    if form.validate() and form.new_due.data:
        new_day, reason = form.new_due.data, form.reason.data or ""
        with beside(form.new_due):
            past_longest.tell(g.db, case, new_day=new_day, reason=reason, actor=g.staff, now=g.now, keys=keys)
            return _done(reference, "Written. Our day stays late; the day you gave them is a task.")
        case, keys = opened(reference)
    return _again(case, keys, owed=form)


@bp.post("/ask")
def ask(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = AskForm(request.form, prefix="ask-")
    if not form.validate() or form.new_due.data is None:
        return _again(case, keys, ask=form)
    new_due, reason = form.new_due.data, form.reason.data or ""
    try:
        extending.ask(g.db, case, new_due=new_due, reason=reason, actor=g.staff, now=g.now, keys=keys)
    except (ExtensionRefused, NotAllowed) as problem:
        return _refuse(reference, "ask", str(problem))
    return _done(reference, "Asked. Nothing changes until they say yes.")


@bp.post("/answer")
def answer(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form, asked = AnswerForm(request.form, prefix="said-"), extending.open_request(g.db, case)
    if not form.validate() or asked is None:
        return _again(case, keys, said=form)
    said, note = form.answer.data or "", form.note.data
    extending.answer_request(g.db, case, asked, said, actor=g.staff, now=g.now, keys=keys, note=note)
    return _done(reference, "Written down as they said it.")


@bp.post("/why")
def why(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _delay(case, typed=True)
    if not form.validate():
        return _again(case, keys, delayed=form)
    extending.explain(g.db, case, form.delay.data or None, actor=g.staff, now=g.now)
    return _done(reference, "Kept for the reports. It changes nothing of what counts as late.")


def _decide(reference: str, step: Callable[[Extension], object], case: Case, said: str) -> ResponseReturnValue:
    """A complaints manager's own tap. Nothing waits any more: the page says how it stands now."""
    waits = agreeing.proposal(g.db, case)
    if waits is None:
        return _done(reference, "This was decided already.")
    try:
        step(waits)
    except (ExtensionRefused, NotAllowed) as problem:
        g.db.rollback()
        case, keys = opened(reference)
        return render_template(PAGE, **_context(case, keys), problem=str(problem)), 422
    return _done(reference, said)


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _refuse(reference: str, which: str, words: str) -> ResponseReturnValue:
    """The rules said no, perhaps halfway: undo, open the case again, and show the words beside the day."""
    g.db.rollback()
    case, keys = opened(reference)
    form = _announce(case, typed=True) if which == "announce" else AskForm(request.form, prefix="ask-")
    form.validate()
    form.new_due.errors = [words]
    return _again(case, keys, **{which: form})


def _again(case: Case, keys: Keyring, **forms: object) -> ResponseReturnValue:
    which, wrong = next(iter(forms.items()))
    return render_template(PAGE, **{**_context(case, keys), **forms, "form": wrong, "how": which}), 422


def _announce(case: Case, *, typed: bool = False) -> AnnounceForm:
    people = agreeing.service_managers(g.db, case)
    service = [(str(p.id), f"{p.name}, {p.job}".rstrip(", ")) for p in people if p.id != g.staff.id]
    form = AnnounceForm(request.form if typed else None, prefix="announce-").offer(service)
    room = extending.room(g.db, case)
    if room is not None and room.by_notice:
        if not typed:  # a draft to put right: the last lawful day, and what the case knows of the reason
            form.process(data={"new_due": room.last, "reason": extending.draft_notice(case)})
        del form.service_manager  # at stage 2 the complaints manager alone agrees (K-33)
    return form


def _delay(case: Case, *, typed: bool = False) -> DelayForm:
    labels = choosable(entries(g.db, local_day(g.now))["delay_reason"].values(), case.delay_reason)
    return DelayForm(request.form if typed else None, prefix="why-", data={"delay": case.delay_reason or ""}).of(labels)


def _room(case: Case) -> dict[str, Any]:
    """How much more time there is, and where stage 2 is past its longest, the letter that is owed (K-41)."""
    room, today = extending.room(g.db, case), local_day(g.now)
    return {
        "room": room,
        "today": today,
        "used_up": room is not None and room.used_up(today),
        "passed": past_longest.longest_passed(g.db, case, today),
        "owed": LateForm(prefix="late-"),
        "times": times_of(g.db, case, today),
    }


def _context(case: Case, keys: Keyring) -> dict[str, Any]:
    past = extending.extensions_of(g.db, case)
    reasons = dict(zip((row.id for row in past), keys.open_each(Extension.reason, past), strict=True))
    proposal = agreeing.proposal(g.db, case)
    return {
        **bar(case, keys),
        **_room(case),
        "how": request.args.get("how", ""),
        "notice_by": extending.notice_by(g.db, case),
        "waiting": extending.open_request(g.db, case),
        "proposal": proposal,
        "for_service": name_of(g.db, agreeing.service_manager_of(g.db, case)) if proposal else "",
        "asker": name_of(g.db, proposal.asked_by) if proposal else "",
        "decides": bool(agreeing.MAY_AGREE & g.staff.roles),
        "past": past,
        "reasons": {key: text if isinstance(text, str) else "This cannot be shown." for key, text in reasons.items()},
        "announce": _announce(case),
        "ask": AskForm(prefix="ask-"),
        "said": AnswerForm(prefix="said-"),
        "turned": TurnDownForm(prefix="no-"),
        "delayed": _delay(case),
    }
