"""The statement of complaint: drafting, offering, what they say to each line, and how it was signed."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.beside_case import with_it
from admin.case_bar import bar
from admin.forms.papered import judged
from admin.forms.statement import DraftForm, NewForm, OwnWordsForm, SignedForm, ToldForm
from admin.kept import kept_here, sent, typed_before
from admin.leaving import leaving
from admin.opened import instead, opened
from admin.parts import beside
from models.cases import apart_at_two, statement_letter, stating
from models.cases.choosing import why_asked
from models.cases.finding import left_out_of
from models.cases.panel_rows import SavedMeanwhile
from models.files.kinds import ANYTHING
from models.procedure.documents import Document
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case, ComplaintStatement

bp = Blueprint("statement", __name__, url_prefix="/cases/<reference>/statement")
PAGE = "admin/statement/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _stage_two(reference)
    return render_template(PAGE, **_context(case, keys))


@bp.post("")
def begin(reference: str) -> ResponseReturnValue:
    """A first draft from the points there are, or the next version of the last one."""
    case, keys = _stage_two(reference)
    stating.begin(g.db, case, keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "A draft is ready. Nobody outside the team sees it before you offer it.")


@bp.post("/draft")
def save(reference: str) -> ResponseReturnValue:
    case, keys = _stage_two(reference)
    form, row = DraftForm(request.form), _newest(case, stating.DRAFTING)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "drafted": form}), 422
    try:
        stating.save(g.db, row, form.words(), seen=request.form.get("seen"), keys=keys)
    except SavedMeanwhile as problem:
        form.points.errors = [f"{problem} Theirs is below; saving again keeps yours."]
        again = {**_context(case, keys), "seen": stating.mark(row), "theirs": stating.words_of(row, keys)}
        return render_template(PAGE, **{**again, "form": form, "drafted": form}), 409
    sent(case, keys, "statement")
    if request.form.get("do") != "offer":
        return _done(reference, "Saved. It is not offered yet.")
    stating.offer(g.db, case, row, keys=keys, actor=g.staff, now=g.now)
    if statement_letter.no_page(g.db, case):
        statement_letter.send(g.db, case, actor=g.staff, now=g.now, keys=keys)
        return _done(reference, f"Offered, in a letter. {leaving(case)}")
    return _done(reference, "Offered. They can put each line right on their page, and sign it there.")


@bp.post("/new")
def new(reference: str) -> ResponseReturnValue:
    """Something that this stage 2 does not look at: a complaint of its own, from stage 1 (S-23)."""
    case, keys = _stage_two(reference)
    form = NewForm(request.form, prefix="new-")
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "new": form}), 422
    part = apart_at_two.new_matter(g.db, case, form.text.data or "", actor=g.staff, now=g.now, keys=keys)
    g.db.commit()
    flash("A complaint of its own. Decide it now: its days count from today.")
    return redirect(url_for("triage.show", reference=part.reference), 303)


@bp.post("/told")
def told(reference: str) -> ResponseReturnValue:
    """What they said by phone or at a meeting, about one line."""
    case, keys = _stage_two(reference)
    row = _newest(case, stating.OFFERED)
    form = _told_form(row, keys, request.form)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "told": form}), 422
    part, _, number = (form.line.data or "").partition("-")
    right, text = form.right.data == "yes", form.text.data or ""
    stating.reply(
        g.db, case, row, part=part, number=int(number), right=right, text=text, by="staff", holder_id=None, keys=keys,
        actor=g.staff, now=g.now,
    )  # fmt: skip
    return _done(reference, "Written down as they said it.")


@bp.post("/signed")
def signed(reference: str) -> ResponseReturnValue:
    came = judged()
    case, keys = _stage_two(reference)
    row = _newest(case, stating.OFFERED)
    form = SignedForm(request.form, prefix="signed-").until(local_day(g.now)).took(came)
    if form.validate():
        with beside(form.on):
            stating.sign(
                g.db, case, row, form.name.data or "", keys=keys, actor=g.staff, now=g.now, how=form.how.data or "",
                on=form.on.data,
            )  # fmt: skip
            with_it(form, case, Document.SIGNED_STATEMENT, form.on.data, keys)
    if form.errors:
        return render_template(PAGE, **{**_context(case, keys), "form": form, "signed": form}), 422
    return _done(reference, "Written down. The clock of the procedure counts from that day.")


@bp.post("/letter")
def letter(reference: str) -> ResponseReturnValue:
    """On paper, for who would rather read and sign it there (K-31)."""
    case, keys = _stage_two(reference)
    _newest(case, stating.OFFERED)
    statement_letter.send(g.db, case, actor=g.staff, now=g.now, keys=keys)
    return _done(reference, f"Written. {leaving(case)}")


@bp.post("/own-words")
def go_on(reference: str) -> ResponseReturnValue:
    """They will not sign: nothing waits for a signature (X-08)."""
    case, keys = _stage_two(reference)
    form, row = OwnWordsForm(request.form, prefix="own-"), _newest(case, stating.OFFERED)
    if not form.validate():
        return render_template(PAGE, **{**_context(case, keys), "form": form, "own": form}), 422
    stating.go_on(g.db, case, row, form.why.data or "", keys=keys, actor=g.staff, now=g.now)
    return _done(reference, "It goes on in their own words. They are told.")


def _stage_two(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if case.state not in STAGE_TWO:
        instead(case)
    return case, keys


def _newest(case: Case, state: str) -> ComplaintStatement:
    row = stating.newest(g.db, case)
    return row if row and row.state == state else abort(redirect(url_for(".show", reference=case.reference), 303))


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _told_form(row: ComplaintStatement, keys: Keyring, typed: Any = None) -> ToldForm:
    form = ToldForm(typed)
    lines = stating.words_of(row, keys).lines()
    form.line.choices = [
        (f"{part}-{number}", f"{part.capitalize()} {number}: {text[:80]}") for part, number, text in lines
    ]
    form.line.choices.append(("missed-0", "Something that is not in it"))
    return form


def _context(case: Case, keys: Keyring) -> dict[str, Any]:
    rows = stating.versions(g.db, case)
    row = rows[0] if rows else None
    offered = next((one for one in rows if one.state != stating.DRAFTING), None)
    words = stating.words_of(offered, keys) if offered else None
    said = stating.replies(g.db, offered, keys) if offered else []
    drafting = row is not None and row.state == stating.DRAFTING
    before = typed_before(case, keys, "statement") if drafting else None
    return bar(
        case, keys, rows=rows, row=row, new=NewForm(prefix="new-"), offered=offered, words=words, said=said,
        stands=stating.settled(words, said) if words else {},
        drafted=_drafted(row, keys, before) if row and drafting else None,
        draft=kept_here(case, keys, "statement"), seen=_seen(row, before),
        told=_told_form(row, keys) if row and row.state == stating.OFFERED else None,
        signed=SignedForm(prefix="signed-"), own=OwnWordsForm(prefix="own-"), accept=ANYTHING,
        signed_name=stating.signature_of(offered, keys) if offered else "",
        witness=stating.witness_of(offered, keys) if offered else "",
        left_out=left_out_of(g.db, case, keys), how=stating.HOW, why_asked=why_asked(g.db, case, keys),
    )  # fmt: skip


def _drafted(row: ComplaintStatement, keys: Keyring, before: Any) -> DraftForm:
    return DraftForm(before) if before else DraftForm.of(stating.words_of(row, keys))


def _seen(row: ComplaintStatement | None, before: Any) -> str:
    """The mark of what its writer saw: that of the page where they left it unsaved."""
    return before.get("seen", "") if before else stating.mark(row) if row else ""
