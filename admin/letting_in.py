"""Opening the room of somebody from outside, and what is in it: the same at stage 2 and for a panel (AUTH-10)."""

import uuid
from collections.abc import Sequence
from datetime import date

from flask import current_app, g, request, url_for

from admin.forms.investigation import PapersForm, RoomForm
from models.cases import accounts, rooms
from models.formats import short_date
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Appointment, Case


def let_in(case: Case, keys: Keyring, appointment_id: uuid.UUID, form: RoomForm) -> str:
    """Open it until the day of the form; what to say then. The link goes by mail, and nobody here sees it."""
    until = form.until.data or local_day(g.now)
    account, token = rooms.open_room(g.db, case, appointment_id, until, keys=keys, actor=g.staff, now=g.now)
    if token is None:
        return f"Open until {short_date(until)}. They sign in as before."
    link = current_app.config["HEARD"].admin_url.rstrip("/") + url_for("invitation.show", token=token)
    accounts.post_link(g.db, g.keys, account, link, now=g.now)
    return f"Open until {short_date(until)}. An invitation is on its way to {account.email}. It works for 7 days."


def papers_form(
    case: Case, keys: Keyring, people: Sequence[Appointment] | None = None, *, typed: bool = False
) -> PapersForm:
    """Every paper that may be given, ticked where all of them have it."""
    there = rooms.papers(g.db, case, keys, people)
    form = PapersForm(request.form) if typed else PapersForm(data={"papers": [str(p.id) for p in there if p.given]})
    return form.offer(there, "{0}, {1:%d.%m.%Y}")


def room_form(one: Appointment, until: date | None) -> RoomForm:
    return RoomForm(prefix=f"room-{one.id}-", data={"until": one.room_until or until})
