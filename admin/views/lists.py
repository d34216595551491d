"""The council's lists: what may be chosen, in which order, and what each entry counts as (rules 4)."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, back_first
from admin.forms.lists import EntryForm
from models.cases import dated_choices
from models.procedure.lifecycle import NotAllowed
from models.procedure.list_words import LISTS, NEVER_COUNTED_ELSEWHERE
from models.procedure.working_days import local_day
from models.register import list_keeping
from models.register.labels import TOPIC, Entry, entries
from models.register.list_keeping import FIRST, Refused

bp = Blueprint("lists", __name__, url_prefix="/settings/lists")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template("admin/lists/show.html", lists=LISTS, entries=entries(g.db, local_day(g.now)))


@bp.get("/<name>")
def one(name: str) -> ResponseReturnValue:
    of, today = _list(name), local_day(g.now)
    return render_template(
        "admin/lists/one.html", name=name, words=LISTS[name], entries=of.values(), used=list_keeping.used(g.db, name),
        ahead=dated_choices.ahead_of(g.db, TOPIC + name, today), counts=name not in NEVER_COUNTED_ELSEWHERE,
        kept=dated_choices.history(g.db, TOPIC + name, now=g.now), said=list_keeping.said,
    )  # fmt: skip


@bp.get("/<name>/entry")
def entry(name: str) -> ResponseReturnValue:
    of, label = _entry(name)
    order = list(of)
    before = order[order.index(label) - 1] if label and order.index(label) else FIRST
    found = of.get(label)
    given = {
        "label": label, "active": "yes" if found is None or found.active else "no", "since": local_day(g.now),
        "after": before if label else (order[-1] if order else FIRST), "counts_as": found.counts_as if found else "",
    }  # fmt: skip
    return _form(name, label, EntryForm(data=given).offer(of.values(), label))


@bp.post("/<name>/entry")
def keep(name: str) -> ResponseReturnValue:
    """First the whole list as it will be; then, when it is confirmed, it is kept."""
    of, label = _entry(name)
    form = EntryForm(request.form, data={"label": label}).offer(of.values(), label)
    if not form.validate() or "back" in request.form:
        return _form(name, label, form), 200 if "back" in request.form else 422
    wish, new = form.wish(label), not label
    try:
        shown = list_keeping.preview(g.db, name, wish, new=new, now=g.now)
        if "confirm" not in request.form:
            return _preview(name, label, form, shown)
        list_keeping.keep(g.db, name, wish, new=new, by=g.staff, now=g.now)
    except Refused as refused:
        form[refused.field].errors = [str(refused)]
        return _form(name, label, form), 422
    except NotAllowed as refused:
        form.since.errors = [str(refused)]
        return _form(name, label, form), 422
    return _done(name, f"Kept. It holds from {'today' if wish.since == local_day(g.now) else 'that day'}.")


@bp.post("/<name>/put-back/<uuid:choice_id>")
def put_back(name: str, choice_id: uuid.UUID) -> ResponseReturnValue:
    _list(name)
    row, before = dated_choices.instead(g.db, TOPIC + name, choice_id)
    was, to = list_keeping.said(row.value), list_keeping.said(before)
    if was == to:
        was, to = "Where it stands now", "Where it stood before"
    if page := back_first(row, [Change(f"“{row.name}”", was, to)], back=url_for(".one", name=name)):
        return page
    dated_choices.put_back(g.db, TOPIC + name, choice_id, by=g.staff, now=g.now)
    return _done(name, "Put back.")


def _list(name: str) -> dict[str, Entry]:
    if name not in LISTS:
        abort(404)
    return entries(g.db, local_day(g.now))[name]


def _entry(name: str) -> tuple[dict[str, Entry], str]:
    """The list, and the entry of it that is asked for; none for a new one."""
    of, label = _list(name), request.args.get("label", "")
    if label and label not in of:
        abort(404)
    return of, label


def _preview(name: str, label: str, form: EntryForm, shown: list[Entry]) -> str:
    wish = form.wish(label)
    facts: dict[str, Any] = {"used": list_keeping.used(g.db, name).get(wish.label, 0), "wish": wish}
    return render_template(
        "admin/lists/preview.html", name=name, label=label, words=LISTS[name], form=form, shown=shown, **facts
    )


def _form(name: str, label: str, form: EntryForm) -> str:
    facts = {"words": LISTS[name], "counts": name not in NEVER_COUNTED_ELSEWHERE}
    return render_template("admin/lists/entry.html", name=name, label=label, form=form, **facts)


def _done(name: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for("lists.one", name=name), 303)
