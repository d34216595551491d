"""New words for a person who lost theirs: asked for by one, agreed by another, shown once (decisions 17, TRK-10)."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.case_bar import bar
from admin.forms.reissue import AdvocateForm, ChildForm, FirstForm, WordsForm
from admin.opened import opened
from models.cases import choosing, reissuing
from models.cases.complainants import by_page
from models.cases.returning import cancel_words
from models.credentials import adult_words, new_reference, new_salt, stretch, young_words
from models.fields import StrippedForm
from models.sealing import Keyring, Lock, words_lock
from models.tables import Case, Holder, WordsRequest

bp = Blueprint("reissue", __name__, url_prefix="/cases/<reference>/words")
YOUNG = "young_person"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    return _page(*opened(reference))


@bp.post("/<uuid:holder_id>/ask")
def ask(reference: str, holder_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = WordsForm(request.form)
    if not form.validate():
        return _page(case, ring, form=form, status=422)
    reissuing.ask(g.db, case, holder_id, form.how.data or "", actor=g.staff, now=g.now)
    return _done(reference, "Asked. Somebody else must agree before the words are made.")


@bp.post("/requests/<uuid:request_id>/agree")
def agree(reference: str, request_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = opened(reference)
    asked = reissuing.request_of(g.db, case, request_id)
    reissuing.approve(g.db, case, asked, actor=g.staff, now=g.now)
    return _done(reference, "Agreed. The one who asked can have the words made now.")


@bp.post("/requests/<uuid:request_id>/refuse")
def refuse(reference: str, request_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = opened(reference)
    reissuing.refuse(g.db, case, reissuing.request_of(g.db, case, request_id), actor=g.staff, now=g.now)
    return _done(reference, "Refused. The old words stay as they are.")


@bp.post("/requests/<uuid:request_id>/make")
def make(reference: str, request_id: uuid.UUID) -> ResponseReturnValue:
    """Shown in this one answer, to be read out; nobody can see them again."""
    case, _ = opened(reference)
    asked = reissuing.request_of(g.db, case, request_id)
    advocate, child = reissuing.for_advocate(asked), reissuing.for_child(asked)
    made, salt, lock = _words(_part(case, asked))
    case, ring = opened(reference)
    asked = reissuing.request_of(g.db, case, request_id)
    given: dict[str, Any] = {"salt": salt, "words": lock, "keys": g.keys, "actor": g.staff, "now": g.now}
    if reissuing.for_first(asked):
        holder = reissuing.make_first(g.db, case, asked, **given)
    elif advocate or child:
        holder = reissuing.add_advocate(g.db, case, asked, reference=new_reference(), **given)
    else:
        holder = reissuing.make(g.db, case, asked, **given)
    g.db.commit()
    return _shown(case, ring, holder, made)


@bp.post("/first")
def add_first(reference: str) -> ResponseReturnValue:
    """Who rang or wrote, and has no page, gets one: until then a notice would lead them nowhere (K-18)."""
    form = FirstForm(request.form, prefix="first-")
    return _ask(reference, reissuing.ask_first, form.how, "the words are made", first_form=form)


@bp.post("/<uuid:holder_id>/stop")
def stop(reference: str, holder_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody found the words: nobody comes in with them any more (TRK-06)."""
    case, _ = opened(reference)
    for holder in reissuing.holders_of(g.db, case):
        if holder.id == holder_id:
            cancel_words(g.db, holder, actor=g.staff, now=g.now)
    return _done(reference, "Stopped. The old words open nothing now.")


@bp.post("/advocate")
def add_advocate(reference: str) -> ResponseReturnValue:
    form = AdvocateForm(request.form)
    return _ask(reference, reissuing.ask_advocate, form.consent, "the advocate gets words", advocate_form=form)


@bp.post("/child")
def add_child(reference: str) -> ResponseReturnValue:
    """The child whose advocate sent this gets words of their own: the page is theirs from then on (AZ-14)."""
    form = ChildForm(request.form, prefix="child-")
    return _ask(reference, reissuing.ask_child, form.how, "the child gets words", child_form=form)


@bp.post("/<uuid:holder_id>/end")
def end(reference: str, holder_id: uuid.UUID) -> ResponseReturnValue:
    """The person does not want this advocate to read along any more."""
    case, _ = opened(reference)
    for holder in choosing.advocates_of(g.db, case):
        if holder.id == holder_id:
            choosing.end_consent(g.db, case, holder, actor=g.staff, now=g.now)
    return _done(reference, "Ended. They cannot open the page any more.")


def _ask(
    reference: str, ask: Callable[..., WordsRequest], chosen: Field, then: str, **form: StrippedForm
) -> ResponseReturnValue:
    """Words for somebody who has none yet, asked for by one and agreed to by another. `form`: under its name."""
    case, ring = opened(reference)
    if not all(one.validate() for one in form.values()):
        return _page(case, ring, status=422, **form)
    ask(g.db, case, chosen.data or "", actor=g.staff, now=g.now)
    return _done(reference, f"Asked. Somebody else must agree before {then}.")


def _part(case: Case, asked: WordsRequest) -> str:
    """Whose words they are, which says how many and whether with pictures."""
    if reissuing.for_advocate(asked):
        return "advocate"
    if reissuing.for_first(asked):
        return case.journey.value
    return next((holder.part for holder in reissuing.holders_of(g.db, case) if holder.id == asked.holder_id), YOUNG)


def _words(part: str) -> tuple[tuple[str, ...], bytes, Lock]:
    """New words and their lock, with nothing locked in the database meanwhile."""
    g.db.rollback()
    made, salt, keys = young_words() if part == YOUNG else adult_words(), new_salt(), current_app.extensions["keys"]
    return made, salt, words_lock(stretch(" ".join(made), salt), keys.words_pepper, keys.words_version)


def _shown(case: Case, ring: Keyring, holder: Holder, made: tuple[str, ...]) -> ResponseReturnValue:
    return render_template("admin/reissue/shown.html", **bar(case, ring, holder=holder, made=made))


def _page(
    case: Case,
    ring: Keyring,
    *,
    status: int = 200,
    **wrong: StrippedForm,
) -> ResponseReturnValue:
    """`wrong`: the form that has to be filled in again, under its name."""
    holders = reissuing.holders_of(g.db, case)
    facts: dict[str, Any] = {
        "holders": holders,
        "requests": reissuing.requests_of(g.db, case),
        "pages": by_page(g.db, case, ring),
        "names": reissuing.askers(g.db, case),
        "how": {**reissuing.HOW, **reissuing.ADVOCATE, **reissuing.CHILD, **reissuing.FIRST},
        "ways": {holder.id: list(reissuing.hows_of(g.db, case, holder.id).items()) for holder in holders},
        **{"form": WordsForm(), "advocate_form": AdvocateForm()},
        **{"child_form": ChildForm(prefix="child-"), "first_form": FirstForm(prefix="first-"), **wrong},
        "first_ways": [(f"first_{how}", words) for how, words in reissuing.hows_of(g.db, case, None).items()],
        "may_have_first": reissuing.may_have_first(g.db, case),
        "may_have_own": reissuing.may_have_own(g.db, case),
        "mine": g.staff.id,
    }
    return render_template("admin/reissue/show.html", **bar(case, ring, **facts)), status


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)
