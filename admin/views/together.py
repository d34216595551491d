"""Who complains together: each with their own contact, letters and wishes; somebody joins, one withdraws (S-39)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.closing import LeaveForm, ReinstateForm
from admin.forms.register import STANDINGS
from admin.forms.together import JoinForm
from admin.opened import opened
from admin.parts import beside
from models.audit import note
from models.cases import complainants, together
from models.cases.contact_rows import rows_of, warnings
from models.cases.contacting import card_to
from models.cases.releasing import page_of
from models.cases.wishes import wishes_by_page
from models.fields import StrippedForm
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case, Complainant

bp = Blueprint("together", __name__, url_prefix="/cases/<reference>/together")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    """Numbers and addresses stay covered until somebody asks for them, and asking is kept."""
    case, keys = opened(reference)
    if request.args.get("show") == "contact":
        note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=case.id)
    return _page(case, keys)


@bp.post("")
def add(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = JoinForm(request.form)
    if form.validate():
        with beside(form.name):
            together.add(g.db, case, form.told(), keys=keys, actor=g.staff, now=g.now)
    if form.errors:
        return _page(case, keys, form=form), 422
    return _done(reference, "They complain as well. A letter tells them what is theirs alone.")


@bp.post("/<uuid:complainant_id>/leave")
def leave(reference: str, complainant_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    one = complainants.one_of(g.db, case, complainant_id)
    form = LeaveForm(request.form, prefix=_mark(one)).between(one.joined_on, local_day(g.now))
    if not form.validate():
        return _page(case, keys, leave=form, failed=form, about=one.id), 422
    how, on, said = form.how.data or "", form.on.data, form.said.data
    together.leave(g.db, case, one, how=how, on=on, said=said, keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "Written down, and confirmed to them in writing.")


@bp.post("/<uuid:complainant_id>/back")
def back(reference: str, complainant_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    one = complainants.one_of(g.db, case, complainant_id)
    form = ReinstateForm(request.form, prefix=_mark(one))
    if not form.validate():
        return _page(case, keys, back=form, failed=form, about=one.id), 422
    together.come_back(g.db, case, one, said=form.said.data, keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "They complain again beside the others, and a letter says so.")


def _page(
    case: Case, keys: Keyring, *, form: JoinForm | None = None, failed: StrippedForm | None = None,
    about: uuid.UUID | None = None, **theirs: StrippedForm,
) -> str:  # fmt: skip
    """`theirs`: what was wrong in the form of one of them, whose id is `about`."""
    wishes, shown = wishes_by_page(g.db, case, keys), request.args.get("show") == "contact"
    people = [
        _one(case, keys, one, wishes.get(one.holder_id, []), shown=shown) | (theirs if one.id == about else {})
        for one in complainants.everybody(g.db, case)
    ]
    facts = {"people": people, "may_join": together.may_join(case), "shown": shown, "failed": failed}
    return render_template("admin/together/show.html", **bar(case, keys, form=form or JoinForm(), **facts))


def _one(case: Case, keys: Keyring, one: Complainant, wishes: list[str], *, shown: bool) -> dict[str, Any]:
    """One of them: who they are, how to reach them, what they want, and what may be written down of them."""
    to_id = None if one.first else one.id
    card, said = card_to(g.db, keys, case, to_id), complainants.who(one, keys)
    return {
        "row": one, "name": said.get("name") or "No name given", "what": dict(STANDINGS).get(said.get("relation", "")),
        "contact": rows_of(card, shown=shown, page=page_of(g.db, case, to_id)), "warned": warnings(card),
        "wishes": wishes,
        "leave": LeaveForm(prefix=_mark(one)), "back": ReinstateForm(prefix=_mark(one)),
    }  # fmt: skip


def _mark(one: Complainant) -> str:
    """Each has forms of their own on one page."""
    return f"p{one.id.hex[:8]}-"


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)
