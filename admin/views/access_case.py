"""One case of a request: whether it goes to them, its papers one by one, what was built, leaving (SAR-02 to -06)."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.access import EverywhereForm, LeaveForm, ShareForm, SureForm, WhyForm
from admin.views.access import here, pdf
from admin.views.step_up import asked_for_code
from models.access import cases, going_out, requests, reviewing
from models.access.cases import File
from models.access.pages import draw
from models.access.papers import ACROSS, DOWN
from models.access.recordings import length
from models.access.requests import Request
from models.audit import note
from models.cases import file_care
from models.cases.attaching import Attached
from models.files.stream import COPY
from models.procedure import access
from models.procedure.lifecycle import NotAllowed
from models.web import files

bp = Blueprint("access_case", __name__, url_prefix="/records/requests/<uuid:row_id>/<uuid:file_id>")
SQUARE = re.compile(r"square-(\d{1,4})-(\d{1,4})")
NOT_NOW = "This cannot be done as it stands now. Look again."
NOT_YET = {"read": "First go through every paper.", "elsewhere": going_out.NOBODY_ASKED}
TAKES = "It takes papers about somebody out of here."


@bp.get("")
def show(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    cases.seen(g.db, file, "access_case.show", actor=g.staff, now=g.now)
    return _page(asked, file)


@bp.post("/sure")
def sure(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    form = SureForm(request.form, prefix="sure-")
    do = lambda: cases.be_sure(g.db, file, form.why.data or "", **_by())  # noqa: E731
    return _tried(asked, file, form, "sure", "why", do, "Kept. Whoever agrees reads it too.")


@bp.post("/drop")
def drop(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    try:
        cases.drop(g.db, file, **_by())
    except NotAllowed as problem:
        return _back(asked, file, str(problem))
    g.db.commit()
    ends = " Its hold ends when somebody else agrees." if file.case else ""
    flash(f"{file.name} is no longer part of this request.{ends}")
    return redirect(url_for("access.one", row_id=asked.row.id), 303)


@bp.post("/share")
def share(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    form = ShareForm(request.form, prefix="share-")
    given = (form.decision.data or "", form.why.data or "")
    do = lambda: cases.decide_share(g.db, file, asked, *given, **_by())  # noqa: E731
    return _tried(asked, file, form, "share", "decision", do, "Kept. It counts when somebody else has agreed.")


@bp.post("/share/settle")
def settle_share(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    agree = request.form.get("do") == "agree"
    do = lambda: cases.agree_share(g.db, file, asked, agree=agree, actor=g.staff, now=g.now)  # noqa: E731
    return _tried(asked, file, None, "", "", do, "Agreed." if agree else "Not agreed. It stays closed.")


@bp.post("/gather")
def gather(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    do = lambda: reviewing.gather(g.db, file, asked, _copy, **_by())  # noqa: E731
    return _tried(asked, file, None, "", "", do, "Everything is here. Go through it, paper by paper.")


@bp.get("/papers/<int:number>")
def paper(row_id: uuid.UUID, file_id: uuid.UUID, number: int) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    cases.seen(g.db, file, "access_case.paper", actor=g.staff, now=g.now)
    return _paper(asked, file, number)


@bp.post("/papers/<int:number>")
def judge(row_id: uuid.UUID, file_id: uuid.UUID, number: int) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    one = reviewing.one(g.db, file, number, g.keys) or abort(404)
    try:
        missing = reviewing.judge(g.db, file, one, _judged(), **_by())
    except NotAllowed as problem:
        return _back(asked, file, str(problem))
    g.db.commit()
    if missing:
        asked, file = opened_file(row_id, file_id)
        return _paper(asked, file, number, missing=missing), 422
    following = number + 1 if number < file.papers else None
    flash("Kept.")
    ids = _ids(asked, file)
    to = url_for(".paper", number=following, **ids) if following else url_for(".show", **ids)
    return redirect(to, 303)


@bp.get("/papers/<int:number>/pictures/<int:page>")
def picture(row_id: uuid.UUID, file_id: uuid.UUID, number: int, page: int) -> ResponseReturnValue:
    _, file = opened_file(row_id, file_id)
    one = reviewing.one(g.db, file, number, g.keys) or abort(404)
    if one.row.upload_id is None or page not in [picture.page for picture in one.pictures]:
        abort(404)
    attached = cases.attached(g.db, file, one.row.upload_id, g.keys)
    return files.small(draw(attached, _copy(attached), page), "image/jpeg")


@bp.get("/papers/<int:number>/recording")
def recording(row_id: uuid.UUID, file_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """To be heard from beginning to end before anybody decides on it, and again before agreeing."""
    _, file = opened_file(row_id, file_id)
    one = reviewing.one(g.db, file, number, g.keys) or abort(404)
    if one.row.upload_id is None or not one.seconds:
        abort(404)
    sound = cases.attached(g.db, file, one.row.upload_id, g.keys)
    if not sound.shown:
        abort(404)
    if request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):  # the rest of one look is the same look
        file_care.looked_at(g.db, sound, actor=g.staff, now=g.now)
    return _sound(sound, "recording.m4a")


@bp.post("/everywhere")
def everywhere(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    form = EverywhereForm(request.form, prefix="everywhere-")
    out, given = request.form.get("do") != "leave", (form.words.data or "", form.why.data or "")
    many: list[int] = []
    do = lambda: many.append(reviewing.everywhere(g.db, file, *given, out=out, **_by()))  # noqa: E731
    said = lambda: reviewing.said_everywhere(many[0], out=out)  # noqa: E731
    return _tried(asked, file, form, "everywhere", "words", do, said)


@bp.post("/why")
def why(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """Why other people are taken out, once for all its papers."""
    asked, file = opened_file(row_id, file_id)
    form = WhyForm(request.form, prefix="reason-")
    do = lambda: reviewing.reason(g.db, file, form.why.data or "", **_by())  # noqa: E731
    return _tried(asked, file, form, "reason", "why", do, "Kept, for every place that has no reason of its own.")


@bp.post("/ask")
def ask(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    form = LeaveForm(request.form, prefix="leave-")
    typed = request.form.get("leave-way", "")
    if typed and typed not in dict(form.way.choices):
        form.way.choices = [*form.way.choices, (typed, "")]  # the page offers it to nobody; the rule says why not
    do = lambda: going_out.ask(g.db, file, asked, form.way.data or "", _copy, **_by())  # noqa: E731
    return _tried(asked, file, form, "leave", "way", do, "Built. Now somebody else reads it and agrees.")


@bp.post("/settle")
def settle(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    asked, file = opened_file(row_id, file_id)
    agree = request.form.get("do") == "agree"
    do = lambda: going_out.agree(g.db, file, asked, agree=agree, **_by())  # noqa: E731
    said = "Agreed. It may leave." if agree else "Not agreed. It can be changed and built again."
    return _tried(asked, file, None, "", "", do, said)


@bp.post("/take")
def take(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """What was built, to be read before agreeing, or printed once it may leave."""
    asked, file = opened_file(row_id, file_id)
    if page := asked_for_code(TAKES, file_from=url_for(".show", **_ids(asked, file))):
        return page
    asked, file = opened_file(row_id, file_id)
    name = request.form.get("recording", "")
    try:
        sound = going_out.recording(g.db, file, name, g.keys) if name else None
        content = b"" if sound else going_out.content_of(file, g.keys)
    except NotAllowed:
        abort(404)
    note(g.db, g.staff, going_out.TAKEN, now=g.now, **file.place, reason=asked.row.number)
    g.db.commit()
    return _sound(sound, name) if sound else pdf(content, asked.row.number)


@bp.post("/release")
def release(row_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    opened_file(row_id, file_id)
    if page := asked_for_code("It says that these papers have left."):
        return page
    asked, file = opened_file(row_id, file_id)
    if file.row.way == "hand" and request.form.get("saw") != "yes":
        return _back(asked, file, "First see once more who they are, and tick that you did. Nothing is kept yet.")
    do = lambda: going_out.release(g.db, file, asked, **_by())  # noqa: E731
    return _tried(asked, file, None, "", "", do, "Kept. The sealed copy stays here.")


def opened_file(row_id: uuid.UUID, file_id: uuid.UUID) -> tuple[Request, File]:
    """A case that they may not open is as one that is not there (AZ-02)."""
    asked = requests.read(g.db, here(row_id), g.keys, now=g.now)
    return asked, cases.one(g.db, g.staff, asked, file_id, g.keys) or abort(404)


def _copy(file: Attached) -> bytes:
    with files.files().open(file.id, file.key("copy"), COPY) as reader:
        return reader.read()


def _sound(sound: Attached, name: str) -> ResponseReturnValue:
    return files.sent(sound.id, sound.key("copy"), "copy", code=sound.row.kind, name=name)


def _judged() -> dict[str, Any]:
    """What was ticked and typed on the page of one paper."""
    form, squares = request.form, dict[int, set[int]]()
    for name in form:
        if found := SQUARE.fullmatch(name):
            squares.setdefault(int(found[1]), set()).add(int(found[2]))
    squares = {page: {one for one in black if one < ACROSS * DOWN} for page, black in squares.items()}
    whys = {name[4:]: value for name, value in form.items() if name.startswith("why-")}
    more = [line.strip() for line in form.get("more", "").splitlines() if line.strip()]
    return {"ticked": form.getlist("out-here"), "whys": whys, "more": more, "more_why": form.get("more_why"),
            "squares": squares, "out": form.get("whole")}  # fmt: skip


def _tried(
    asked: Request, file: File, form: Any, name: str, field: str, do: Any, said: str | Callable[[], str]
) -> ResponseReturnValue:
    ids, row = _ids(asked, file), file.row
    there = row.gathered_at and not row.released_on
    shown = {"sure": file.unsure, "share": file.guarded and row.share is None, "leave": file.step == "ask",
             "everywhere": there, "reason": there}  # fmt: skip
    if form is not None and not shown[name]:
        return _back(asked, file, NOT_YET.get(file.step, NOT_NOW))
    if form is None or form.validate():
        try:
            do()
            return _back(asked, file, said if isinstance(said, str) else said())
        except NotAllowed as problem:
            g.db.rollback()
            if form is None:
                return _back(*opened_file(**ids), str(problem))
            form[field].errors = [str(problem)]
    return _page(*opened_file(**ids), **{name: form}), 422


def _back(asked: Request, file: File, said: str) -> ResponseReturnValue:
    to = url_for(".show", **_ids(asked, file))
    g.db.commit()
    flash(said)
    return redirect(to, 303)


def _ids(asked: Request, file: File) -> dict[str, Any]:
    return {"row_id": asked.row.id, "file_id": file.row.id}


def _by() -> dict[str, Any]:
    return {"actor": g.staff, "now": g.now, "keys": g.keys}


def _paper(asked: Request, file: File, number: int, missing: list[str] | None = None) -> str:
    one = reviewing.one(g.db, file, number, g.keys) or abort(404)
    facts = {"asked": asked, "file": file, "paper": one, "missing": missing or [], "typed": request.form}
    facts |= {"ids": _ids(asked, file), "codes": access, "across": ACROSS, "down": DOWN, "length": length}
    return render_template("admin/access_case/paper.html", **facts)


def _page(asked: Request, file: File, **typed: Any) -> str:
    kinds = {"sure": SureForm, "share": ShareForm, "everywhere": EverywhereForm, "reason": WhyForm, "leave": LeaveForm}
    forms: dict[str, Any] = {name: kind(prefix=f"{name}-") for name, kind in kinds.items()}
    forms["everywhere"].why.data = forms["reason"].why.data = file.why  # of a list; every other reason is one's own
    if file.step == "ask":
        forms["leave"].offer(going_out.fault(g.db, file, asked, "post", g.keys))
    row = file.row
    staff = [row.added_by, row.shared_by, row.gathered_by, row.asked_by, row.agreed_by, row.released_by]
    return render_template(
        "admin/access_case/case.html",
        **{"asked": asked, "file": file, "ids": _ids(asked, file)},
        papers=reviewing.all_of(g.db, file, g.keys),
        mind=going_out.to_mind(g.db, file, g.keys),
        beside=going_out.beside_of(file),
        mine=going_out.went_through(g.db, file, g.staff, g.keys),
        has_read=going_out.has_read(g.db, file, g.staff),
        not_given=access.why_not_given(asked.child),
        names=cases.names(g.db, staff),
        forms={**forms, **typed},
        wrong=next((form for form in typed.values() if form), None),
        codes=access,
    )
