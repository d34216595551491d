"""They ask us to wait: written down as they said it, never decided for them; and going on when they say so (S-05)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.waiting import SilentForm, TriedForm, WaitForm
from admin.opened import opened
from admin.parts import beside
from models.cases import pausing, reaching
from models.procedure.pausing import SAID, TRIED, Why
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("waiting", __name__, url_prefix="/cases/<reference>/waiting")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _page(case, keys, WaitForm())


@bp.post("")
def begin(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = WaitForm(request.form).offer(one.why for one in pausing.choices(g.db, case, now=g.now))
    if not form.validate():
        return _page(case, keys, form), 422
    why, how = form.why.data, form.how.data
    pausing.begin(g.db, case, why, form.text.data or "", keys=keys, actor=g.staff, now=g.now, how=how)
    g.db.commit()
    flash("Written down. Our days wait with them, and their page shows it.")
    return redirect(url_for(".show", reference=reference), 303)


@bp.post("/tried")
def tried(reference: str) -> ResponseReturnValue:
    """One more time that nobody reached them (K-42 c)."""
    case, keys = opened(reference)
    form = TriedForm(request.form)
    if not form.validate() or form.on.data is None:
        return _page(case, keys, WaitForm(), tried=form), 422
    words = form.said.data or ""
    with beside(form.on):
        reaching.tried(g.db, case, form.tried.data, words, on=form.on.data, actor=g.staff, now=g.now, keys=keys)
    if form.errors:
        return _page(case, keys, WaitForm(), tried=form), 422
    g.db.commit()
    flash("Written down.")
    return redirect(url_for(".show", reference=reference), 303)


@bp.post("/silent")
def silent(reference: str) -> ResponseReturnValue:
    """A complaints manager lets it wait until a day, because nobody reaches them. A letter says so."""
    case, keys = opened(reference)
    form = SilentForm(request.form)
    if not form.validate():
        return _page(case, keys, WaitForm(), silent=form), 422
    with beside(form.because):
        reaching.wait(g.db, case, form.because.data or "", actor=g.staff, now=g.now, keys=keys)
    if form.errors:
        return _page(case, keys, WaitForm(), silent=form), 422
    g.db.commit()
    flash("It waits, and a letter tells them until when.")
    return redirect(url_for(".show", reference=reference), 303)


@bp.post("/end")
def end(reference: str) -> ResponseReturnValue:
    case, _ = opened(reference)
    pausing.end(g.db, case, actor=g.staff, now=g.now)
    g.db.commit()
    flash("Waiting is over. Our days run again from today.")
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, keys: Keyring, form: WaitForm, **forms: object) -> str:
    offered = pausing.choices(g.db, case, now=g.now)
    past = [(row, pausing.text_of(row, keys)) for row in pausing.pauses_of(g.db, case)]
    now_waits = pausing.running(g.db, case)
    context = {
        "form": form.offer(one.why for one in offered),
        "offered": offered,
        "past": past,
        "waits": now_waits and pausing.in_words(now_waits.why, now_waits.until_on, local_day(g.now)),
        "said": {why.value: words for why, words in SAID.items()},
        "silence": now_waits is not None and now_waits.why == Why.NOT_REACHED,
        "tries": reaching.tries(g.db, case),
        "ways": TRIED,
        "missing": reaching.missing(g.db, case),
        "tried": forms.get("tried") or TriedForm(),
        "silent": forms.get("silent") or SilentForm(),
        "hints": {one.why.value: _effect(one) for one in offered},
    }
    return render_template("admin/waiting/show.html", **bar(case, keys, **context))


def _effect(one: pausing.Choice) -> str:
    until = f"Until {one.until:%A} {one.until.day} {one.until:%B}."
    if one.then is None:
        return until if one.was is None else f"{until} The day of our answer stays {one.was.day} {one.was:%B}."
    return f"{until} Our answer would be due on {one.then.day} {one.then:%B}."
