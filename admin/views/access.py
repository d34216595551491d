"""Who asks to see what is kept: the list with its clocks, and one request with its next step (SAR-01, SAR-02)."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.access import AddForm, AuthorityForm, CheckForm, ChildForm, DayForm, LogForm, MoreForm
from admin.parts import beside
from admin.views.step_up import asked_for_code
from models.access import cases, elsewhere, ending, loose, requests
from models.access.building import build
from models.audit import note
from models.cases import mail_records
from models.cases.mail_desk import Opened
from models.cases.policies import holidays, in_force
from models.cases.queue_who import who
from models.procedure import access
from models.procedure.access import By, Child
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.tables import AccessRequest

bp = Blueprint("access", __name__, url_prefix="/records/requests")
ASKED_ANOTHER = "Kept. Somebody else looks too, and agrees."
ONE = "admin/access/one.html"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "access_list", now=g.now)
    rows = requests.all_of(g.db, g.staff, g.keys, now=g.now)
    return render_template("admin/access/show.html", rows=rows, by=access.BY, today=local_day(g.now))


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Empty, or filled in with what a mail says that was handed over, or with how and when the case came that asks."""
    mail = _handed(request.args.get("mail", type=uuid.UUID))
    return render_template("admin/access/new.html", form=LogForm(data=_said_by(mail) or _came()), mail=mail)


@bp.post("/new")
def keep() -> ResponseReturnValue:
    form, mail = LogForm(request.form), _handed(request.form.get("mail", type=uuid.UUID), held=True)
    if form.validate():
        with beside(form.on):
            row = requests.log(
                g.db, By(form.by.data or ""), form.came.data or "", form.on.data, form.words(),
                asks_proof=form.proof.data == "yes", index=current_app.extensions["keys"].index, **_by(),
            )  # fmt: skip
            if mail is not None:
                mail_records.take_up(g.db, mail, row.number, actor=g.staff, now=g.now)
            return _done(row, "Kept. Its clock is on this page.")
    return render_template("admin/access/new.html", form=form, mail=mail), 422


def _handed(mail_id: uuid.UUID | None, *, held: bool = False) -> Opened | None:
    return mail_records.one(g.db, g.staff, mail_id, g.keys, held=held).mail if mail_id else None


def _said_by(mail: Opened | None) -> dict[str, Any]:
    """Who asks is left open: anybody can write any name into a mail."""
    if mail is None:
        return {}
    said = mail.said
    return {
        "who": said.get("name", ""), "known_as": said.get("from", ""), "said": said.get("text", ""),
        "came": "mail", "on": local_day(mail.row.came_at),
    }  # fmt: skip


def _came() -> dict[str, Any]:
    return {"came": request.args.get("came", ""), "on": request.args.get("on", type=date.fromisoformat)}


@bp.get("/<uuid:row_id>")
def one(row_id: uuid.UUID) -> ResponseReturnValue:
    row = here(row_id)
    note(g.db, g.staff, "access_view", now=g.now, object_kind="access", object_id=row.id)
    return _page(row)


@bp.post("/<uuid:row_id>/identity")
def identity(row_id: uuid.UUID) -> ResponseReturnValue:
    return _checked(row_id, "identity", CheckForm(request.form, prefix="identity-"))


@bp.post("/<uuid:row_id>/authority")
def authority(row_id: uuid.UUID) -> ResponseReturnValue:
    return _checked(row_id, "authority", AuthorityForm(request.form, prefix="authority-"))


@bp.post("/<uuid:row_id>/pause")
def pause(row_id: uuid.UUID) -> ResponseReturnValue:
    row, form = here(row_id), DayForm(request.form, prefix="pause-")
    waits = access.stands_still(requests.facts_of(g.db, row))
    move = requests.go_on if waits else requests.pause
    said = "It goes on." if waits else "The month stands still until they answer."
    return _tried(row, form, "pause", "on", lambda: move(g.db, row, form.on.data, actor=g.staff, now=g.now), said)


@bp.post("/<uuid:row_id>/more-time")
def extend(row_id: uuid.UUID) -> ResponseReturnValue:
    row, form = here(row_id), MoreForm(request.form, prefix="more-")
    said = "Kept. They have their answer two months later."
    given = (form.why.data or "", form.words.data or "", form.told.data)
    return _tried(row, form, "more", "told", lambda: requests.extend(g.db, row, *given, **_by()), said)


@bp.post("/<uuid:row_id>/child")
def child(row_id: uuid.UUID) -> ResponseReturnValue:
    row, form = here(row_id), ChildForm(request.form, prefix="child-")
    words = form.words.data or ""
    keep_it = lambda: requests.about_child(g.db, row, form.child(), words, **_by())  # noqa: E731
    return _tried(row, form, "child", "words", keep_it, "Kept.")


@bp.post("/<uuid:row_id>/cases")
def add(row_id: uuid.UUID) -> ResponseReturnValue:
    row, form = here(row_id), AddForm(request.form, prefix="add-")
    typed = form.reference.data or ""
    said = "Added. Nothing of it is erased until the request is answered."
    return _tried(row, form, "add", "reference", lambda: cases.add(g.db, row, typed, **_by()), said)


@bp.post("/<uuid:row_id>/loose")
def add_loose(row_id: uuid.UUID) -> ResponseReturnValue:
    """A mail, an alert or an earlier request that hangs on no case."""
    row, thing = here(row_id), request.form.get("thing", type=uuid.UUID)
    if row.answered_on or thing is None:
        return _done(row, "Nothing was added. Look at how it stands now.")
    read, council = requests.read(g.db, row, g.keys, now=g.now), current_app.config["HEARD"].council
    try:
        loose.add(g.db, read, thing, council, **_by())
    except NotAllowed as problem:
        return _done(row, str(problem))
    return _done(row, "Added. It is kept until this request is erased.")


@bp.post("/<uuid:row_id>/nothing")
def nothing(row_id: uuid.UUID) -> ResponseReturnValue:
    row, do = here(row_id), request.form.get("do", "")
    try:
        if do == "ask":
            requests.nothing(g.db, row, actor=g.staff, now=g.now)
        elif do in access.ENDED:
            requests.end(g.db, row, do, actor=g.staff, now=g.now)
        else:
            requests.agree_nothing(g.db, row, agree=do == "agree", actor=g.staff, now=g.now)
    except NotAllowed as problem:
        g.db.rollback()
        return _done(here(row_id), str(problem))
    agreed = "Agreed. It is over." if row.ended_as else "Agreed. Give them the answer."
    said = {"ask": ASKED_ANOTHER, **dict.fromkeys(access.ENDED, ASKED_ANOTHER), "agree": agreed}
    return _done(row, said.get(do, "Not agreed. Look again."))


@bp.post("/<uuid:row_id>/erase")
def erase(row_id: uuid.UUID) -> ResponseReturnValue:
    row, do = here(row_id), request.form.get("do")
    if do == "agree" and (page := asked_for_code("It erases a request and every paper that was copied for it.")):
        return page
    row = here(row_id)
    try:
        if do == "ask":
            ending.ask(g.db, row, actor=g.staff, now=g.now)
        else:
            ending.settle(g.db, row, agree=do == "agree", actor=g.staff, now=g.now)
    except NotAllowed as problem:
        g.db.rollback()
        return _done(here(row_id), str(problem))
    if do == "agree":
        g.db.commit()
        flash("Erased. Its cases stay, and have periods of their own.")
        return redirect(url_for(".show"), 303)
    return _done(row, "Kept. Somebody else has to agree." if do == "ask" else "It stays.")


@bp.post("/<uuid:row_id>/answer")
def answer(row_id: uuid.UUID) -> ResponseReturnValue:
    """The answer without papers: the same to the letter, whatever there may be."""
    row = here(row_id)
    if row.nothing_agreed_by is None or row.ended_as:
        abort(404)
    read = requests.read(g.db, row, g.keys, now=g.now)
    council = in_force(g.db, current_app.config["HEARD"].council, local_day(g.now)).name
    content = build(council, row.number, read.who, row.answered_on or local_day(g.now), ())
    note(g.db, g.staff, "access_answer", now=g.now, object_kind="access", object_id=row.id)
    g.db.commit()
    return pdf(content, row.number)


def pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


def here(row_id: uuid.UUID) -> AccessRequest:
    return requests.one(g.db, g.staff, row_id) or abort(404)


def _checked(row_id: uuid.UUID, what: str, form: CheckForm) -> ResponseReturnValue:
    row = here(row_id)
    given = (what, form.how.data or "", form.on.data, form.seen.data or "")
    return _tried(row, form, what, "on", lambda: requests.checked(g.db, row, *given, **_by()), "Kept.")


def _tried(row: AccessRequest, form: Any, name: str, field: str, do: Any, said: str) -> ResponseReturnValue:
    """Do it if the form and the rules let it; else the page again, with what was typed and what is wrong."""
    row_id, by_another = row.id, row.by in (By.PARENT, By.REPRESENTATIVE)
    done = {"identity": row.identity, "authority": row.authority or not by_another, "more": row.more_time,
            "child": row.by == By.CHILD}  # fmt: skip
    if row.answered_on or done.get(name):
        return _done(row, "This is done already. Look at how it stands now.")
    if form.validate():
        with beside(form[field]):
            do()
            return _done(row, said)
    return _page(here(row_id), **{name: form}), 422


def _done(row: AccessRequest, said: str) -> ResponseReturnValue:
    to = url_for(".one", row_id=row.id)
    g.db.commit()
    flash(said)
    return redirect(to, 303)


def _by() -> dict[str, Any]:
    return {"actor": g.staff, "now": g.now, "keys": g.keys}


def _days_of(read: requests.Request) -> dict[str, Any]:
    """Its month, and how long it is kept."""
    return {
        "working": access.working(read.asked, holidays(g.db)),
        "still": access.stands_still(read.asked),
        "more_by": access.more_time_by(read.asked),
        "ends": ending.ends_on(g.db, read.row),
        "today": local_day(g.now),
    }


def _cases_of(read: requests.Request) -> dict[str, Any]:
    """Its cases, and what of them was asked of somebody else."""
    files = cases.of_request(g.db, g.staff, read, g.keys)
    return {"files": files, "elsewhere": elsewhere.of_files(g.db, files, g.keys, g.now)}


def _page(row: AccessRequest, **typed: Any) -> str:
    read = requests.read(g.db, row, g.keys, now=g.now)
    forms = {
        "identity": CheckForm(prefix="identity-"), "authority": AuthorityForm(prefix="authority-"),
        "pause": DayForm(prefix="pause-"), "more": MoreForm(prefix="more-"), "add": AddForm(prefix="add-"),
        "child": ChildForm(prefix="child-", data=read.words.get("child")),
    }  # fmt: skip
    index = current_app.extensions["keys"].index
    staff = [row.identity_by, row.authority_by, row.nothing_by, row.nothing_agreed_by, row.logged_by, row.erase_by]
    return render_template(
        ONE,
        one=read,
        **_cases_of(read),
        found=cases.candidates(g.db, g.staff, index, read),
        apart=() if row.answered_on else loose.found(g.db, g.staff, read, g.keys),
        who=who,
        names=cases.names(g.db, staff),
        **_days_of(read),
        no_child=read.child == Child(),
        forms={**forms, **typed},
        wrong=next(iter(typed.values()), None),
        codes=access,
        for_another=read.for_another,
    )
