"""The end of a case and after: close, stop at the person's word, start again, put a fact right in place."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.closing import LISTS, CloseForm, CorrectForm, ReinstateForm, WithdrawForm
from admin.opened import opened
from models.cases import asked, closing, correcting, withdrawing
from models.cases.contributing import texts
from models.cases.correcting import LABELS, Fact
from models.cases.finding import events_of, points_of
from models.cases.promises import promised
from models.cases.releasing import letters_of
from models.formats import short_date
from models.post.catalogue import CATALOGUE
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.register.labels import active
from models.sealing import Keyring
from models.tables import Case, CaseEvent

bp = Blueprint("closing", __name__, url_prefix="/cases/<reference>")
CLOSE, WITHDRAW, REINSTATE = "admin/closing/close.html", "admin/closing/withdraw.html", "admin/closing/reinstate.html"
CORRECT = "admin/closing/correct.html"


@bp.get("/close")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(CLOSE, **_closing(case, keys, _close_form(case)), owed=closing.what_is_owed(g.db, case))


@bp.post("/close")
def close(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form, owed = _close_form(case, request.form), closing.what_is_owed(g.db, case)
    if owed or not form.validate():
        return render_template(CLOSE, **_closing(case, keys, form), owed=owed, wrong=True), 422
    reason, still = form.reason.data or "", (form.still.data or "") if form.still else ""
    closing.close(g.db, case, reason=reason, still=still, actor=g.staff, now=g.now, keys=keys)
    return _done(reference, "Closed.")


@bp.get("/withdraw")
def stopping(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(WITHDRAW, **bar(case, keys), form=WithdrawForm())


@bp.post("/withdraw")
def withdraw(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = WithdrawForm(request.form).between(case.received_on, local_day(g.now))
    if not form.validate():
        return render_template(WITHDRAW, **bar(case, keys), form=form), 422
    withdrawing.withdraw(
        g.db,
        case,
        how=form.how.data or "",
        said=form.said.data,
        on=form.on.data,
        still=form.still.data or "",
        actor=g.staff,
        now=g.now,
        keys=keys,
    )
    return _done(reference, "Stopped, and confirmed to them in writing.")


@bp.get("/reinstate")
def restarting(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(REINSTATE, **bar(case, keys), form=ReinstateForm())


@bp.post("/reinstate")
def reinstate(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = ReinstateForm(request.form)
    if not form.validate():
        return render_template(REINSTATE, **bar(case, keys), form=form), 422
    withdrawing.reinstate(g.db, case, said=form.said.data, actor=g.staff, now=g.now, keys=keys)
    return _done(reference, "Started again. The days in between are not counted.")


@bp.get("/correct")
def correcting_page(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return render_template(CORRECT, **_context(case, keys, _form(case, keys)))


@bp.post("/correct")
def correct(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _form(case, keys, typed=True)
    if not form.validate():
        return render_template(CORRECT, **_context(case, keys, form)), 422
    about = uuid.UUID(form.about) if form.about else None
    fact, why = Fact(form.fact.data), form.why.data or ""
    tell = form.tell.data or ""
    try:
        correcting.correct(
            g.db, case, fact, form.right, why=why, about=about, actor=g.staff, now=g.now, keys=keys, tell=tell
        )
    except NotAllowed as problem:
        return _not_put_right(reference, fact, str(problem))
    g.db.commit()
    flash("Put right. What was there before is kept.")
    return redirect(url_for(".correcting_page", reference=reference), 303)


def _close_form(case: Case, typed: Any = None) -> CloseForm:
    return CloseForm(typed).offer(g.staff.roles, letter=case.procedure not in closing.PRAISE)


def _closing(case: Case, keys: Keyring, form: CloseForm) -> dict[str, Any]:
    """Closing does not undo a promise: what is still open stands beside the form."""
    rows = promised(g.db, case, keys, today=local_day(g.now))
    return bar(case, keys, form=form, promises=[one for one in rows if one.row.done_on is None])


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(f"/cases/{reference}", 303)


def _form(case: Case, keys: Keyring, *, typed: bool = False) -> CorrectForm:
    gone = [letter for letter in letters_of(g.db, case) if letter.counted_on]
    letters = [(str(one.id), f"{CATALOGUE[one.kind].label}, {short_date(one.counted_on)}") for one in gone]
    rows = points_of(g.db, case)
    today = local_day(g.now)
    lists = {name: active(g.db, name, today) for name in LISTS}
    points = [(str(row.id), f"{n}. {words}"[:100]) for row, (n, words) in zip(rows, texts(rows, keys), strict=True)]
    return CorrectForm(request.form if typed else None).offer(letters, points, today, lists)


def _not_put_right(reference: str, fact: Fact, words: str) -> ResponseReturnValue:
    g.db.rollback()
    case, keys = opened(reference)
    form = _form(case, keys, typed=True)
    form.validate()
    field = form.tell if correcting.must_tell(g.db, case, fact) and not form.tell.data else form.day
    field.errors = [words]
    return render_template(CORRECT, **_context(case, keys, form)), 422


def _context(case: Case, keys: Keyring, form: CorrectForm) -> dict[str, Any]:
    rows = [event for event in events_of(g.db, case) if event.event is Event.CORRECTED and event.details]
    words = [
        text if isinstance(text, str) else "This cannot be shown." for text in keys.open_each(CaseEvent.details, rows)
    ]
    never = {Fact.ASKED_ON} if asked.newest(g.db, case) is None else set()
    kinds = [(fact.value, LABELS[fact]) for fact in Fact if fact not in never]
    chosen = form.fact.data or request.args.get("fact", "")
    known = chosen if chosen in dict(kinds) else ""
    tells = bool(known) and correcting.must_tell(g.db, case, Fact(known))
    done = list(zip(rows, words, strict=True))
    return bar(case, keys, form=form, done=done, kinds=kinds, chosen=known, tells=tells)
