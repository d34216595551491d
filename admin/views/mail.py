"""Mail that came: what waits, one mail with what it holds, and what becomes of it (E-07)."""

import uuid
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.copies import sent_copy
from admin.forms.files import OriginalForm
from admin.forms.mail import AttachForm, NoComplaintForm, PutForm
from admin.forms.register import RegisterForm
from admin.kept import sent, typed_before
from admin.nav import at_a_glance
from admin.opened import looked
from admin.registering import authorities, form_page, fresh_words, registered, told_of
from models.audit import note
from models.cases import (
    attaching,
    choosing,
    file_care,
    mail_back,
    mail_clock,
    mail_desk,
    mail_records,
    mail_search,
    mail_whose,
    searching,
)
from models.cases.finding import find
from models.cases.mail_desk import Opened
from models.cases.opening import Opened as Made
from models.credentials import read_reference
from models.fields import StrippedForm
from models.files.kinds import MAIL
from models.formats import ENGLAND
from models.procedure.terms import Channel
from models.procedure.working_days import local_day
from models.tables import Case
from models.web import files

bp = Blueprint("mail", __name__, url_prefix="/mail")
PAGE = "admin/mail/one.html"
LONGEST = 200  # signs of what is looked for


@bp.get("")
def show() -> ResponseReturnValue:
    """What waits, list by list; `show` is one of them, or what was dealt with, from the mail `after` on."""
    note(g.db, g.staff, "mail_list", now=g.now)
    of, after = request.args.get("show", ""), request.args.get("after", type=uuid.UUID)
    if of == "done":
        page = mail_desk.settled(g.db, g.staff, g.keys, after=after)
    elif of in LISTS:
        page = mail_desk.waiting(g.db, g.staff, g.keys, of, after=after)
    else:
        lists = {name: mail_desk.waiting(g.db, g.staff, g.keys, name) for name in LISTS}
        every = [mail for page in lists.values() for mail in page.found]
        return render_template("admin/mail/show.html", lists=lists, held=at_a_glance().held, **_listed(every))
    return render_template("admin/mail/list.html", page=page, of=of, after=after, **_listed(page.found))


@bp.get("/search")
def search() -> ResponseReturnValue:
    """By sender, subject and words; of what was typed the audit keeps a keyed hash."""
    wanted = " ".join(request.args.get("q", "").split())[:LONGEST]
    page = mail_search.look(g.db, g.staff, g.keys, wanted, after=request.args.get("after", type=uuid.UUID))
    if wanted:
        hashed = searching.hashed(current_app.extensions["keys"].index, wanted)
        note(g.db, g.staff, "search", now=g.now, reason=f"mail: {len(page.found)} found, {hashed}")
    return render_template("admin/mail/search.html", wanted=wanted, page=page, **_listed(page.found))


def _listed(mails: list[Opened]) -> dict[str, Any]:
    dues = mail_clock.days_of(g.db, current_app.config["HEARD"].council, mails, now=g.now)
    return {"titles": LISTS, "now": g.now, "ended": ENDED, "dues": dues}


@bp.get("/<uuid:mail_id>")
def one(mail_id: uuid.UUID) -> ResponseReturnValue:
    return _page(mail_desk.one(g.db, g.staff, mail_id, g.keys))


@bp.get("/<uuid:mail_id>/files/<uuid:file_id>")
def copy(mail_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """The copy of something attached, or all the words of the mail as plain text."""
    return copy_of_mail(mail_desk.one(g.db, g.staff, mail_id, g.keys), file_id)


def copy_of_mail(mail: Opened, file_id: uuid.UUID) -> ResponseReturnValue:
    return sent_copy(attaching.one_of_mail(g.db, mail.row.id, file_id, g.keys))


@bp.post("/<uuid:mail_id>/files/<uuid:file_id>/original")
def original(mail_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """Exactly as it came, saved and never shown; the reason is kept (UPL-05)."""
    mail = mail_desk.one(g.db, g.staff, mail_id, g.keys)
    found, form = attaching.one_of_mail(g.db, mail.row.id, file_id, g.keys), OriginalForm(request.form)
    if not form.validate():
        return _page(mail, original=form), 422
    file_care.open_original(g.db, found, form.why.data or "", actor=g.staff, now=g.now)
    g.db.commit()
    return files.sent(found.id, found.key("original"), "original", code=found.row.kind, name=found.said("name"))


@bp.get("/<uuid:mail_id>/case")
def case(mail_id: uuid.UUID) -> ResponseReturnValue:
    """The page of registering, with what the mail says filled in. No way is ticked: they called none safe."""
    mail = mail_desk.one(g.db, g.staff, mail_id, g.keys)
    if mail.row.settled_at is not None:
        return redirect(url_for(".one", mail_id=mail_id), 303)
    note(g.db, g.staff, "view_mail", now=g.now, object_kind="incoming_mail", object_id=mail_id)
    typed = typed_before(None, g.keys, str(mail_id))
    return form_page(authorities(RegisterForm(typed, now=g.now, data=_filled(mail))), mail=mail)


@bp.post("/<uuid:mail_id>/case")
def make(mail_id: uuid.UUID) -> ResponseReturnValue:
    """The same mail makes one case, however often it is sent: its id is that of the form (R2)."""
    form = authorities(RegisterForm(request.form, now=g.now))
    form.instance.data = str(mail_id)
    if not form.validate():
        mail = mail_desk.one(g.db, g.staff, mail_id, g.keys)
        return form_page(form, mail=mail), 422
    fresh = fresh_words(form)
    mail = mail_desk.one(g.db, g.staff, mail_id, g.keys, held=True)
    made = registered(form, fresh)
    if isinstance(made, Made):
        _leaves(mail)
        mail_desk.became_case(g.db, mail, made.case, made.keys, actor=g.staff, now=g.now)
    sent(None, g.keys, str(mail_id))
    g.db.commit()
    return told_of(made, fresh, form)


@bp.post("/<uuid:mail_id>/attach")
def attach(mail_id: uuid.UUID) -> ResponseReturnValue:
    """To a case that they may see; any other is as if it were not there (AZ-02). First they see whose it is."""
    mail, form = mail_desk.one(g.db, g.staff, mail_id, g.keys, held=True), AttachForm(request.form, prefix="attach-")
    typed = form.reference.data or ""
    to = find(g.db, g.staff, read_reference(typed) or typed)
    if form.validate() and to is None:
        form.reference.errors = ["There is no such case that you may open"]
    if form.errors or to is None:
        return _page(mail, attach=form), 422
    if mail.row.settled_at is None and form.sure.data != to.reference:
        return _page(mail, to=to, attach=form)
    return _put(mail, to, form)


@bp.post("/<uuid:mail_id>/put")
def put(mail_id: uuid.UUID) -> ResponseReturnValue:
    mail, form = mail_desk.one(g.db, g.staff, mail_id, g.keys, held=True), PutForm(request.form, prefix="put-")
    if mail.case is None:
        abort(404)
    return _put(mail, mail.case, form) if form.validate() else (_page(mail, put=form), 422)


@bp.post("/<uuid:mail_id>/no-complaint")
def no_complaint(mail_id: uuid.UUID) -> ResponseReturnValue:
    mail, form = mail_desk.one(g.db, g.staff, mail_id, g.keys, held=True), NoComplaintForm(request.form)
    if not form.validate():
        return _page(mail, no_complaint=form), 422
    _leaves(mail)
    mail_desk.no_complaint(g.db, mail, form.what.data or "", actor=g.staff, now=g.now)
    return _done("Kept under “Dealt with”, with its case." if mail.case else "Kept under “Dealt with” for 90 days.")


@bp.post("/<uuid:mail_id>/to-records")
def to_records(mail_id: uuid.UUID) -> ResponseReturnValue:
    mail = mail_desk.one(g.db, g.staff, mail_id, g.keys, held=True)
    _leaves(mail)
    mail_records.hand_over(g.db, mail, g.keys, actor=g.staff, now=g.now)
    return _done("The records officers have it now, and were told.")


@bp.post("/<uuid:mail_id>/back")
def back(mail_id: uuid.UUID) -> ResponseReturnValue:
    mail = mail_desk.one(g.db, g.staff, mail_id, g.keys, held=True)
    mail_back.put_back(g.db, mail, g.keys, actor=g.staff, now=g.now)
    return _done("It waits again.")


def _put(mail: Opened, to: Case, form: PutForm | AttachForm) -> ResponseReturnValue:
    _leaves(mail, to)
    verb = mail_desk.to_messages if form.where.data == "messages" else mail_desk.to_file
    verb(g.db, mail, to, g.keys.with_case(to), actor=g.staff, now=g.now)
    g.db.commit()
    flash("It stands with the case now.")
    page = "messages.show" if form.where.data == "messages" else "messages.notes"
    return redirect(url_for(page, reference=to.reference), 303)


def _leaves(mail: Opened, to: Case | None = None) -> None:
    mail_desk.leaves(g.db, mail, g.keys, actor=g.staff, now=g.now, to=to)


def _done(said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show"), 303)


def _filled(mail: Opened) -> dict[str, Any]:
    said = mail.said
    return {
        "instance": str(mail.row.id), "channel": Channel.EMAIL.value, "on": local_day(mail.row.came_at),
        "at": f"{mail.row.came_at.astimezone(ENGLAND):%H:%M}",
        "words": said.get("text", ""), "name": said.get("name", ""), "email": said.get("from", ""),
        "worker": ", ".join(mail_desk.named_in(g.db, mail)), "ask_first": "", "advocate": "",
    }  # fmt: skip


def _page(mail: Opened, *, to: Case | None = None, **wrong: StrippedForm) -> str:
    """`to`: the case that they named, to be looked at before the mail goes there."""
    note(g.db, g.staff, "view_mail", now=g.now, object_kind="incoming_mail", object_id=mail.row.id)
    forms: dict[str, StrippedForm] = {
        "attach": AttachForm(prefix="attach-"), "put": PutForm(prefix="put-"), "no_complaint": NoComplaintForm(),
        "original": OriginalForm(), **wrong,
    }  # fmt: skip
    facts = {
        **told(mail),
        "known": mail_desk.known(g.db, g.staff, current_app.extensions["keys"].index, mail),
        "named": mail_desk.named_in(g.db, mail), "ended": ENDED,
        "whose": mail_back.whose(g.db, mail.row), "stays": mail_back.stays(mail.row),
        "asks": mail.case is not None and choosing.next_stage(g.db, mail.case, now=g.now).open,
        "asked": _whose(mail, to), "theirs": _whose(mail, None if mail.row.settled_at else mail.case),
        "came_on": local_day(mail.row.came_at).isoformat(),
    }  # fmt: skip
    return render_template(PAGE, forms=forms, form=next(iter(wrong.values()), None), **facts)


def _whose(mail: Opened, case: Case | None) -> mail_whose.Whose | None:
    """Their name is a look at the case."""
    if case is None or case.erased_on is not None:
        return None
    looked(case)
    index = current_app.extensions["keys"].index
    return mail_whose.whose_case(g.db, case, g.keys.with_case(case), index, mail)


def told(mail: Opened) -> dict[str, Any]:
    """What a page shows of what a mail says and brought."""
    rows = attaching.read(g.keys, attaching.rows_of_mail(g.db, mail.row.id))
    return {
        "mail": mail, "files": [one for one in rows if one.row.kind != MAIL.code],
        "whole": next((one for one in rows if one.row.kind == MAIL.code), None),
        "found": FOUND, "why": WHY, "refused": REFUSED,
    }  # fmt: skip


LISTS = {
    mail_desk.NEW: "New, and on no case yet",
    mail_desk.ANSWERS: "Answers to our notices",
    mail_desk.MACHINES: "Sent by machines, it seems",
}
WHY = {
    "no_token": "It answers none of our notices, as far as its address says",
    "not_ours": "It was sent to an address that looks like one of ours and is not: somebody may have made it up",
    "old": "It answers a notice of more than half a year ago",
    "not_safe": "It answers a notice to a mailbox that the person has since called not safe: somebody else may write",
    "token": "It answers a notice of ours on this case",
    "returned": "A notice of ours on this case came back",
}
FOUND = {
    "html": "It was a page, and its words were taken out of it",
    "long": "It is longer than what is shown: all of its words are in the copy below",
    "many_parts": "It has hundreds of parts; only the first are read",
    "several_senders": "It names more than one sender",
    "encrypted": "It is encrypted, so it cannot be read here. Ask them to send it in another way",
    "no_words": "It has no words",
    "cut": "It was too large: its end is only in the mailbox, in the folder for what was put aside",
    "other_address": "It comes from another address than the one that we wrote to: it may be somebody else",
}
REFUSED = {
    "empty": "it is empty", "big": "it is larger than 25 MB", "many": "more than ten files came",
    "recordings": "more recordings came than one mail may bring", "kind": "a kind of file that is not opened here",
    "name": "it is not what its name says", "broken": "it cannot be read", "huge": "it would unpack to something huge",
    "silent": "a recording without sound", "long": "the recording is too long", "film": "a film", "macro": "a program",
    "locked": "it needs a password", "whole": "the case holds all that it may",
}  # fmt: skip
ENDED = {
    **mail_desk.NOT_COMPLAINT, "case": "Became a case", "message": "Put with the messages", "note": "Put on the file",
    "task": "A task on its case", "machine": "A machine’s",
    mail_records.HANDED: "Handed to the records officers", mail_records.TAKEN: "The records officers began a request",
}  # fmt: skip
