"""A mail that asks for records, or to be erased, as a records officer reads it: begun, or given back (SAR-01)."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin.views.mail import copy_of_mail, told
from models.audit import note
from models.cases import mail_back, mail_records

bp = Blueprint("mail_records", __name__, url_prefix="/records/mail/<uuid:mail_id>")
ON_A_CASE = "on_case"  # what they ask to have erased stands with the case itself


@bp.get("")
def one(mail_id: uuid.UUID) -> ResponseReturnValue:
    handed = mail_records.one(g.db, g.staff, mail_id, g.keys)
    note(g.db, g.staff, "view_mail", now=g.now, object_kind="incoming_mail", object_id=mail_id)
    waits = handed.mail.row.ended == mail_records.HANDED
    return render_template("admin/mail_records/one.html", handed=handed, waits=waits, **told(handed.mail))


@bp.get("/files/<uuid:file_id>")
def copy(mail_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    return copy_of_mail(mail_records.one(g.db, g.staff, mail_id, g.keys).mail, file_id)


@bp.post("/taken")
def taken(mail_id: uuid.UUID) -> ResponseReturnValue:
    """What asks to be erased is begun on its case, not here."""
    mail = mail_records.one(g.db, g.staff, mail_id, g.keys, held=True).mail
    mail_records.take_up(g.db, mail, ON_A_CASE, actor=g.staff, now=g.now)
    return _done("It waits here no longer.")


@bp.post("/back")
def back(mail_id: uuid.UUID) -> ResponseReturnValue:
    mail = mail_records.one(g.db, g.staff, mail_id, g.keys, held=True).mail
    mail_back.put_back(g.db, mail, g.keys, actor=g.staff, now=g.now)
    return _done("The complaints team has it again.")


def _done(said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for("records.show"), 303)
