"""A letter that has not left: call it back, change it, send it, or be the second person who has looked (PRV-11)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.outgoing import ChangeForm, GiveBackForm
from admin.kept import kept_here, sent, typed_before
from admin.leaving import leaving
from admin.opened import instead, opened
from models.audit import note
from models.cases import holding
from models.cases.addresses import addresses
from models.cases.contact_rows import rows_of, warnings
from models.cases.contacting import card_to
from models.cases.dropping import may_drop, said
from models.cases.easy_words import needs_easy_words
from models.cases.panel_response import KIND as PANEL
from models.cases.policies import policy_of
from models.cases.releasing import page_of, second_look
from models.cases.renewing import renewed
from models.cases.travelling import with_letter
from models.post.catalogue import CATALOGUE
from models.post.form import MARKS, numbers_of
from models.post.readable import WHOLE_GRADE
from models.post.rewriting import boxes, free_text, hard_words, problems, rewritten, whole_text
from models.sealing import Keyring, Unreadable
from models.tables import Case, Letter
from models.tables.words import BACK, CHECK

bp = Blueprint("outgoing", __name__, url_prefix="/cases/<reference>/letters/<uuid:letter_id>")
CHECKING, CHANGING = "admin/outgoing/check.html", "admin/outgoing/change.html"


@bp.post("/back")
def call_back(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(reference, letter_id)
    if holding.call_back(g.db, case, letter, actor=g.staff, now=g.now, keys=keys):
        desk = "panel_report.response" if letter.kind == PANEL else "answer.show"
        said = f"Called back: {_name(letter)}. The answer is open for writing again."
        return _done(url_for(desk, reference=reference), said)
    to = url_for(".change", reference=reference, letter_id=letter_id)
    return _done(to, f"Called back: {_name(letter)}. It does not leave until you send it again.")


@bp.post("/now")
def now(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, _ = _letter(reference, letter_id)
    holding.send_now(g.db, case, letter, actor=g.staff, now=g.now)
    return _done(url_for("case.letters", reference=reference), "It has left.")


@bp.get("/check")
def check(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(reference, letter_id)
    return _checking(case, letter, keys, GiveBackForm())


@bp.post("/check")
def agree(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, _ = _letter(reference, letter_id)
    holding.agree(g.db, case, letter, actor=g.staff, now=g.now)
    return _done(url_for("letters.show"), f"Agreed. {leaving(case)}")


@bp.post("/give-back")
def give_back(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(reference, letter_id)
    form = GiveBackForm(request.form)
    if not form.validate():
        return _checking(case, letter, keys, form), 422
    given = {"actor": g.staff, "now": g.now, "keys": keys}
    if holding.give_back(g.db, case, letter, form.why.data or "", **given):
        return _done(
            url_for("letters.show"), "Sent back. The answer is open for writing again, with your words above it."
        )
    return _done(url_for("letters.show"), "Sent back. It does not leave until it was changed or sent again.")


@bp.get("/change")
def change(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(reference, letter_id)
    before = typed_before(case, keys, _place(letter))
    return _changing(case, letter, keys, ChangeForm(_today(case, letter, keys), letter.kind, before))


@bp.post("/change")
def keep(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    """Looking at it again changes nothing; sending keeps it as a new version."""
    case, letter, keys = _letter(reference, letter_id)
    content = _today(case, letter, keys)
    form = ChangeForm(content, letter.kind, request.form)
    if "send" not in request.form:
        return _changing(case, letter, keys, form)
    easy, typed, because = needs_easy_words(g.db, case, keys), form.typed, form.because.data or ""
    form.wrong(problems(letter.kind, content, typed, young_person=case.young_person, easy=easy, because=because))
    if form.errors or not content:
        return _changing(case, letter, keys, form), 422
    if not form.changed and content == _content(letter, keys):
        holding.send_after_all(g.db, case, letter, actor=g.staff, now=g.now)
    else:
        made = rewritten(letter.kind, content, typed, _ours(case))
        holding.send_changed(g.db, case, letter, made, because, actor=g.staff, now=g.now, keys=keys)
    sent(case, keys, _place(letter))
    return _done(url_for("case.letters", reference=reference), f"Let go. {leaving(case)}")


@bp.post("/drop")
def drop(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, letter, keys = _letter(reference, letter_id)
    form = GiveBackForm(request.form, prefix="drop-")
    if not form.validate():
        return _changing(case, letter, keys, ChangeForm(_today(case, letter, keys), letter.kind), form), 422
    holding.drop(g.db, case, letter, form.why.data or "", actor=g.staff, now=g.now, keys=keys)
    sent(case, keys, _place(letter))
    return _done(url_for("case.letters", reference=reference), "It is not sent.")


def _letter(reference: str, letter_id: uuid.UUID) -> tuple[Case, Letter, Keyring]:
    case, keys = opened(reference)
    return case, holding.one_of(g.db, case, letter_id), keys


def _content(letter: Letter, keys: Keyring) -> dict[str, Any]:
    try:
        content: dict[str, Any] = keys.open_json(Letter.body, letter)
    except Unreadable:
        return {"subject": "This cannot be shown", "blocks": []}
    return content


def _today(case: Case, letter: Letter, keys: Keyring) -> dict[str, Any]:
    """The letter as it would go now: what stands on the record as it stands there today."""
    return renewed(g.db, case, letter, _content(letter, keys), now=g.now, keys=keys)


def _ours(case: Case) -> frozenset[str]:
    return numbers_of(policy_of(g.db, case).contacts)


def _checking(case: Case, letter: Letter, keys: Keyring, form: GiveBackForm) -> str:
    """Who gets it and where, what to mind, and the letter itself: nobody agrees to what they cannot see."""
    if letter.state != CHECK:
        instead(case)
    card = card_to(g.db, keys, case, letter.to_id)
    facts = {
        "letter": letter, "kind": CATALOGUE[letter.kind], "content": _content(letter, keys), "form": form,
        "contact": rows_of(card, shown=True, page=page_of(g.db, case, letter.to_id)), "warned": warnings(card),
        "address": (card or {}).get("address") or "",
        "mine": letter.released_by == g.staff.id, "why": second_look(g.db, case, letter),
        "addresses": addresses(g.db, case, letter.to_id, keys),
    }  # fmt: skip
    return render_template(CHECKING, **bar(case, keys, **facts))


def _changing(case: Case, letter: Letter, keys: Keyring, form: ChangeForm, dropping: GiveBackForm | None = None) -> str:
    if letter.state != BACK:
        instead(case)
    content = _today(case, letter, keys)
    made = rewritten(letter.kind, content, form.typed, _ours(case))
    easy = needs_easy_words(g.db, case, keys)
    meters = {
        version: {"free": free_text(letter.kind, form.typed, version), "whole": whole_text(made, version),
                  "hard": hard_words(form.typed, version)}
        for version in form.versions
    }  # fmt: skip
    travel = with_letter(g.db, case, letter, keys)
    if travel.envelope:
        note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=case.id)
    facts = {
        "travel": travel, "letter": letter, "draft": kept_here(case, keys, _place(letter)),
        "kind": CATALOGUE[letter.kind], "form": form, "made": made, "meters": meters, "easy": easy,
        "renewed": content != _content(letter, keys), "dropping": dropping or GiveBackForm(prefix="drop-"),
        "may_drop": may_drop(letter.kind), "if_dropped": said(letter.kind),
        "marks": MARKS, "limit": WHOLE_GRADE, "boxes": {one: boxes(letter.kind, content, one) for one in form.versions},
    }  # fmt: skip
    return render_template(CHANGING, **bar(case, keys, **facts))


def _place(letter: Letter) -> str:
    return f"letter-change.{letter.id}"


def _name(letter: Letter) -> str:
    return CATALOGUE[letter.kind].label


def _done(to: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(to, 303)
