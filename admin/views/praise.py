"""Thanks and ideas: pass them on to the worker and the manager, with proof, and answer an idea (experience 2b)."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.praise import IdeaForm, PassForm
from admin.opened import instead, opened
from models.cases import passing_on
from models.cases.caring_details import statement_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Procedure
from models.sealing import Keyring
from models.tables import Case, Staff

bp = Blueprint("praise", __name__, url_prefix="/cases/<reference>/pass-on")
PAGE = "admin/praise/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _praise(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("")
def give(reference: str) -> ResponseReturnValue:
    case, keys = _praise(reference)
    form = _form(case, request.form)
    if form.validate():
        chosen = [uuid.UUID(one) for one in (form.first.data, form.second.data) if one]
        text, how = form.text.data or "", form.how.data or ""
        try:
            passing_on.pass_on(g.db, case, chosen, text, how=how, keys=keys, actor=g.staff, now=g.now)
        except passing_on.CannotRead as problem:
            form.how.errors = [str(problem)]
        except NotAllowed as problem:
            form.first.errors = [str(problem)]
    if form.errors:
        return render_template(PAGE, **{**_context(case, keys), "form": form, "passing": form}), 422
    return _done(reference, "Passed on. Who has it, and when, stands below.")


@bp.post("/idea")
def idea(reference: str) -> ResponseReturnValue:
    case, keys = _praise(reference)
    form = IdeaForm(request.form)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "answering": form}), 422
    decision, because = form.decision.data or "", form.because.data or ""
    passing_on.answer_idea(g.db, case, decision, because, keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "The answer is released.")


def _praise(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if case.procedure not in passing_on.PRAISE:
        instead(case)
    return case, keys


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _form(case: Case, typed: Any = None, **data: Any) -> PassForm:
    people, can = passing_on.people(g.db, case), passing_on.readers(g.db)
    named = [(p.id, ", ".join(filter(None, (p.name, p.job)))) for p in people]
    offered = [(str(one), words if one in can else f"{words} (cannot sign in)") for one, words in named]
    return PassForm(typed, data=data or None).offer(offered)


def _known(them: Sequence[Staff], cannot: Sequence[str]) -> dict[str, str]:
    """Whom our letter names is chosen already, and that they read it here, where all of them can."""
    known = {name: str(one.id) for name, one in zip(("first", "second"), them, strict=False)}
    return known | ({"how": "here"} if them and not cannot else {})


def _context(case: Case, keys: Keyring) -> dict[str, Any]:
    sent = statement_of(g.db, case, keys)
    name = sent.name if sent else ""
    signed = {"yes": name, "first_name": name.split()[0] if name else ""}.get(sent.tell_them if sent else "", "")
    words = f"{sent.account}\n\n{signed or 'From somebody who does not give a name'}" if sent else ""
    promised = passing_on.told_of(g.db, case, keys)
    them = passing_on.named_in(promised, passing_on.people(g.db, case))[:2]
    cannot = passing_on.who_cannot_read(g.db, case, them)
    return bar(
        case, keys, sent=sent, passed=passing_on.passed(g.db, case), promised=promised,
        passing=_form(case, text=words, **_known(them, cannot)), cannot=cannot,
        answering=IdeaForm(), idea=case.procedure is Procedure.COMMENT, how=passing_on.HOW,
        answered=passing_on.answered_on(g.db, case),
    )  # fmt: skip
