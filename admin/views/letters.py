"""Letters for somebody's hands: for a second person to look at, and to print, post and mark (K-18, PRV-11)."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.letters import BatchForm, CallForm, PostedForm
from admin.results import results
from admin.views.step_up import asked_for_code
from models.audit import note
from models.cases import holding, posting, printing
from models.cases.addresses import addresses
from models.cases.by_hand import hand_for
from models.cases.contact_rows import rows_of, warnings
from models.cases.contacting import card_to
from models.cases.finding import only_theirs
from models.cases.releasing import page_of
from models.post.catalogue import CATALOGUE
from models.post.notices import ASK, BODY
from models.post.paper import write_docx, write_pdf
from models.procedure.terms import Way
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables import Case, Letter
from models.web.files import copy_of as file_copy
from models.web.one_by_one import Thing, one_by_one

bp = Blueprint("letters", __name__, url_prefix="/letters")
PAGE, LIST = "admin/letters/one.html", "admin/letters/show.html"
PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "letters", now=g.now)
    return _list(BatchForm())


@bp.post("/batch")
def batch() -> ResponseReturnValue:
    """Several at once: printed as one file with the addresses first, or marked as posted on one day."""
    form = BatchForm(request.form).until(local_day(g.now), marking="mark" in request.form)
    if not form.validate():
        return _list(form), 422
    if "mark" in request.form:
        return _each(form, "Letters marked as posted", lambda case, letter: _mark(case, letter, form.day))
    if "notify" in request.form:
        return _each(form, "Letters given to be printed and posted", _give)
    if page := asked_for_code("It prints letters with the addresses of people.", file_from=url_for(".show")):
        return page
    made = printing.batch(g.db, g.staff, form.chosen, g.keys, copy=file_copy, now=g.now)
    if not made.papers:
        form.letter.errors = ["None of these can be printed: post is not safe for them any more"]
        return _list(form), 422
    g.db.commit()
    title, out = f"Letters to post, {len(made.papers)}", [f"{one}: {why}" for one, why in made.left_out]
    return _file(write_pdf(made.papers, title=title, addresses=True, left_out=out), "letters.pdf", PDF)


@bp.get("/<uuid:letter_id>")
def one(letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(letter_id)
    return _page(case, letter, keys)


@bp.get("/<uuid:letter_id>/pdf")
def pdf(letter_id: uuid.UUID) -> ResponseReturnValue:
    found = _paper(letter_id, "print")
    return _file(write_pdf([found], title=found.subject), f"letter-{found.reference}.pdf", PDF)


@bp.get("/<uuid:letter_id>/word")
def word(letter_id: uuid.UUID) -> ResponseReturnValue:
    found = _paper(letter_id, "letter_word")
    return _file(write_docx(found), f"letter-{found.reference}.docx", WORD)


@bp.post("/<uuid:letter_id>/posted")
def posted(letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(letter_id)
    form = PostedForm(request.form).between(local_day(letter.released_at), local_day(g.now))
    if not form.validate() or form.on.data is None:
        return _page(case, letter, keys, posted=form), 422
    posting.mark_as_posted(g.db, case, letter, on=form.on.data, actor=g.staff, now=g.now)
    return _done("Marked. The letter counts from that day.")


@bp.post("/<uuid:letter_id>/call")
def called(letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(letter_id)
    form = CallForm(request.form, prefix="call-").between(local_day(letter.released_at), local_day(g.now))
    if not form.validate() or form.on.data is None:
        return _page(case, letter, keys, call=form), 422
    on, said = form.on.data, form.said.data or ""
    posting.record_call(g.db, case, letter, said, on=on, actor=g.staff, now=g.now, keys=keys)
    return _done("Written down.")


def _letter(letter_id: uuid.UUID) -> tuple[Case, Letter, Keyring]:
    case, letter = posting.letter_of(g.db, g.staff, letter_id)
    if only_theirs(g.staff):
        abort(404)
    if request.method == "GET":
        note(g.db, g.staff, "view", now=g.now, object_kind="letter", object_id=letter.id)
    return case, letter, g.keys.with_case(case)


def _paper(letter_id: uuid.UUID, what: str) -> Any:
    case, letter, keys = _letter(letter_id)
    note(g.db, g.staff, what, now=g.now, object_kind="letter", object_id=letter.id)
    return printing.paper(g.db, case, letter, keys, file_copy) or abort(404)


def _each(form: BatchForm, title: str, do: Callable[[Case, Letter], str]) -> str:
    pairs = posting.chosen_of(g.db, g.staff, form.chosen)
    things = [(_thing(case, letter), (case, letter)) for case, letter in pairs]
    rows = one_by_one(g.db, things, lambda pair: do(*pair))
    return results(title, rows, back="Letters to post", back_to=url_for(".show"))


def _thing(case: Case, letter: Letter) -> Thing:
    return Thing(f"{CATALOGUE[letter.kind].label}, {case.reference}", url_for(".one", letter_id=letter.id))


def _mark(case: Case, letter: Letter, on: date) -> str:
    posting.mark_as_posted(g.db, case, letter, on=on, actor=g.staff, now=g.now)
    return "Marked. It counts from that day."


def _give(case: Case, letter: Letter) -> str:
    printing.give_to_notify(g.db, case, letter, g.keys.with_case(case), actor=g.staff, now=g.now)
    return "Given. It counts on the day it is posted."


def _list(form: BatchForm) -> str:
    waiting, not_gone = posting.to_post(g.db, g.staff), holding.not_gone(g.db, g.staff)
    hands = {letter.id: hand_for(g.db, case, letter) for case, letter in waiting}
    return render_template(
        LIST, waiting=waiting, hands=hands, not_gone=not_gone, texts=posting.to_text(g.db, g.staff),
        kinds=CATALOGUE, form=form, today=local_day(g.now), going=posting.with_machine(g.db, g.staff),
        printer=posting.may_print(g.db), post=[pair for pair in waiting if pair[1].way == "post"],
    )  # fmt: skip


def _page(case: Case, letter: Letter, keys: Keyring, **forms: PostedForm) -> str:
    """With how they may be reached beside it: nobody rings or posts without having read what to mind (PRV-11)."""
    wrong = next(iter(forms.values()), None)
    given = {"posted": PostedForm(), "call": CallForm(prefix="call-"), **forms}
    waits = posting.waits(g.db, letter)
    card = card_to(g.db, keys, case, letter.to_id) if waits else None
    if waits:
        note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=case.id)
    written, safe = letter.event in posting.IN_WRITING, posting.still_safe(g.db, case, letter)
    facts: dict[str, Any] = {"waits": waits, "written": written, "safe": safe, "form": wrong, **given}
    try:
        facts["content"] = keys.open_json(Letter.body, letter)
    except Unreadable:
        facts["content"] = None
    facts["addresses"] = addresses(g.db, case, letter.to_id, keys) if waits and letter.way is Way.POST else []
    facts |= {"contact": rows_of(card, shown=True, page=page_of(g.db, case, letter.to_id))}
    facts |= {"warned": warnings(card), "notice": BODY, "ask": ASK, "hand": hand_for(g.db, case, letter)}
    return render_template(PAGE, case=case, letter=letter, kind=CATALOGUE[letter.kind], **facts)


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _done(said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show"), 303)
