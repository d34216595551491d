"""How people reach us: what stands on public pages and in letters, seen before it is kept and dated from today."""

import uuid

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, back_first, seen_first
from admin.forms.contacts import ContactsForm, contacts_form
from models.cases import council_contacts, dated_choices
from models.cases.council_contacts import labels
from models.cases.languages_here import switched_on
from models.cases.policies import CONTACTS
from models.procedure.working_days import local_day

bp = Blueprint("contacts", __name__, url_prefix="/settings/contacts")
EVERYWHERE = (
    "Public pages go by it within half a minute, and letters from now on. Letters that were written stay as they are."
)
SHIPPED = "As it came with Heard"


@bp.get("")
def show() -> ResponseReturnValue:
    return _page(contacts_form(None, switched_on(g.db), _now()))


@bp.post("")
def keep() -> ResponseReturnValue:
    form = contacts_form(request.form, switched_on(g.db))
    if not form.validate():
        return _page(form), 422
    if page := seen_first(_changes(form.given()), EVERYWHERE, lambda: _page(form), back=url_for(".show")):
        return page
    council_contacts.keep(g.db, _council(), form.given(), by=g.staff, now=g.now)
    return _done("Saved. Pages and letters say it from now on.")


@bp.post("/put-back/<uuid:choice_id>")
def put_back(choice_id: uuid.UUID) -> ResponseReturnValue:
    row, before = dated_choices.instead(g.db, CONTACTS + _council(), choice_id)
    change = Change(labels()[row.name], _said(row.value), _said(before))
    if page := back_first(row, [change], back=url_for(".show")):
        return page
    council_contacts.put_back(g.db, _council(), choice_id, by=g.staff, now=g.now)
    return _done("Put back.")


def _changes(given: dict[str, str]) -> list[Change]:
    said, today = _now(), local_day(g.now)
    ours = council_contacts.ours(g.db, _council(), today)
    was = {name: text if name in ours or not text else f"{text} (as it came with Heard)" for name, text in said.items()}
    kept = council_contacts.to_keep(g.db, _council(), given, today)
    return [Change(labels()[name], was[name], wanted) for name, wanted in kept.items()]


def _said(value: dated_choices.Value) -> str:
    return str(value["is"]) if value else SHIPPED


def _now() -> dict[str, str]:
    return council_contacts.as_now(g.db, _council(), local_day(g.now))


def _council() -> str:
    council: str = current_app.config["HEARD"].council
    return council


def _page(form: ContactsForm) -> str:
    kept = dated_choices.history(g.db, CONTACTS + _council(), now=g.now)
    shipped = council_contacts.as_shipped(g.db, _council(), local_day(g.now))
    return render_template(
        "admin/contacts/show.html", form=form, kept=kept, labels=labels(), said=_said, shipped=shipped
    )


def _done(said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show"), 303)
