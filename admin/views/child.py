"""One case as the child's advocate may see it: how it stands, messages, letters the child lets them have (A9, A10)."""

import uuid
from typing import Any, cast

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.copies import sent_copy
from admin.filed_files import kept_with, taken_beside, waiting
from admin.forms.children import (
    BringForm,
    DatesForm,
    EndForm,
    MeetForm,
    MessageForm,
    NextForm,
    RemarkForm,
    ThereForm,
    TimeForm,
    WorseForm,
    all_beside,
)
from admin.once import once
from admin.opened import opened
from models.audit import note
from models.cases import (
    advocates,
    attaching,
    beside_case,
    choosing,
    copies,
    enclosing,
    extending,
    filing,
    filing_files,
    meeting,
    stating,
    thread,
)
from models.cases.stage_points import stage_points
from models.files.kinds import ANYTHING, LIMITS
from models.files.places import KEEP, OUT
from models.procedure.terms import Advocate
from models.sealing import Keyring
from models.tables import AdvocateAccess, Case, CaseEvent, StatementReply, ThreadMessage
from models.web import files

bp = Blueprint("child", __name__, url_prefix="/children/<reference>")
PAGE = "admin/child/show.html"
SENT = "Sent to the complaints team. The child can read it too."
ADDED = "Added. The complaints team can see it."
MEETING_ASKED = "Asked for. The team offers days, here and on the child’s own page."
NEXT_ASKED = "Asked for. Its clocks run from today."
REMARKED = "Your remark stands beside it. The child and the team can read it."
TOLD = "A complaints manager is told today."
ANSWERED = "The child’s answer is recorded."
LOOKS = "The team looks for a new day."
WAS_THERE = "It says now that you were there when it was signed."
TALKED = {"met": "They met", "call": "By phone or video", "message": "By message"}


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, access, keys = _mine(reference)
    return _page(case, access, keys)


@bp.post("/seen")
def seen(reference: str) -> ResponseReturnValue:
    _, access, _ = _mine(reference)
    advocates.looked(g.db, access, now=g.now)
    return _done(reference, "Marked as read.")


@bp.post("")
@once(ThreadMessage, SENT)
def write(reference: str) -> ResponseReturnValue:
    """Words, or a file instead of them or with them: what the child drew, a photo, a paper (A3, A9)."""
    came = files.judged(LIMITS["adult"], place=KEEP if request.form.get("place") else OUT)
    case, access, keys = _confirmed(reference)
    row, wrong = taken_beside(*came, case, access)
    form = MessageForm(request.form)
    if not form.says(with_file=bool(kept_with(row)), refused=wrong):
        g.db.commit()  # what could be taken stays for the next press (A3)
        return _page(case, access, keys, message=form)
    said = beside_case.say(g.db, case, access, form.text.data or "", keys=keys, actor=g.staff, now=g.now, made=g.made)
    if row is not None:
        filing_files.move(g.db, row, access, keys=g.keys, ring=keys, message_id=said.id)
    advocates.looked(g.db, access, now=g.now)
    return _done(reference, SENT)


@bp.post("/files")
@once(CaseEvent, ADDED)
def bring(reference: str) -> ResponseReturnValue:
    """What belongs to what they filed: also before the child's yes, for nothing is read by it (A3, AZ-14)."""
    came = files.judged(LIMITS["adult"], place=KEEP if request.form.get("place") else OUT)
    case, access, keys = _mine(reference)
    row, wrong = taken_beside(*came, case, access)
    form = BringForm(request.form)
    if not form.takes(some=bool(kept_with(row)), refused=wrong) or row is None:
        g.db.commit()
        return _page(case, access, keys, bring=form)
    filing_files.move(g.db, row, access, keys=g.keys, ring=keys, shows=form.shows.data or "")
    beside_case.bring(g.db, case, actor=g.staff, now=g.now, made=g.made)
    return _done(reference, ADDED)


@bp.get("/files/<uuid:file_id>")
def file(reference: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """The copy of a file that came with a message: whoever may read the messages may open it."""
    case, _, keys = _confirmed(reference)
    return sent_copy(next((one for one in beside_case.files(g.db, case, keys) if one.id == file_id), None))


@bp.post("/dates")
@once(CaseEvent, ANSWERED)
def dates(reference: str) -> ResponseReturnValue:
    """Which days are good, as the child says; none is an answer too, and silence is no answer."""
    case, access, keys = _confirmed(reference)
    form = DatesForm(request.form)
    offered = meeting.waiting(g.db, case, now=g.now)
    if not form.validate() or not offered:
        return _page(case, access, keys, dates=form)
    chosen = set(request.form.getlist("works"))
    works = {row.id for row in offered if str(row.id) in chosen}
    meeting.answer(g.db, case, works, actor=g.staff, now=g.now, made=g.made)
    return _done(reference, ANSWERED)


@bp.post("/dates/<uuid:date_id>")
@once(CaseEvent, LOOKS)
def off(reference: str, date_id: uuid.UUID) -> ResponseReturnValue:
    """The child cannot come then."""
    case, _, keys = _confirmed(reference)
    why = request.form.get("why", "")[:200]
    meeting.cancel(g.db, case, date_id, by="person", why=why, keys=keys, actor=g.staff, now=g.now, made=g.made)
    return _done(reference, LOOKS)


@bp.post("/meeting")
@once(ThreadMessage, MEETING_ASKED)
def meet(reference: str) -> ResponseReturnValue:
    """Asks for one: a message, so that the case waits on the team until it has offered days."""
    case, access, keys = _confirmed(reference)
    form = MeetForm(request.form)
    if not form.validate():
        return _page(case, access, keys, meet=form)
    text = f"The child would like to meet. {form.text.data}"
    beside_case.say(g.db, case, access, text, keys=keys, actor=g.staff, now=g.now, made=g.made)
    return _done(reference, MEETING_ASKED)


@bp.get("/letters/<uuid:letter_id>")
def letter(reference: str, letter_id: uuid.UUID) -> ResponseReturnValue:
    case, access, keys = _confirmed(reference)
    row = thread.letter_of(g.db, case, letter_id)
    if not copies.advocate_may(g.db, access, row):
        abort(404)
    note(g.db, g.staff, "view_letter", now=g.now, object_kind="letter", object_id=row.id)
    content = advocates.as_they_may(g.db, case, access, advocates.opened_letter(keys, row)) or {}
    with_it = list(content.get("enclosures") or ())
    links = [url_for(".enclosed", reference=reference, letter_id=letter_id, number=n) for n, _ in enumerate(with_it, 1)]
    letters = [enclosing.letter_meant(g.db, one, None) for one in with_it]
    theirs = [one if one and copies.advocate_may(g.db, access, one) else None for one in letters]
    ways = [url_for(".letter", reference=reference, letter_id=one.id) if one else "" for one in theirs]
    return render_template("admin/child/letter.html", case=case, letter=row, content=content, files=links, ways=ways)


@bp.get("/letters/<uuid:letter_id>/<int:number>")
def enclosed(reference: str, letter_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """The copy of a report or a paper that came as a file with a letter, where the child lets them have both."""
    case, access, keys = _confirmed(reference)
    row = thread.letter_of(g.db, case, letter_id)
    content = advocates.as_they_may(g.db, case, access, advocates.opened_letter(keys, row))
    there = (content or {}).get("enclosures") or []
    if not copies.advocate_may(g.db, access, row) or not 1 <= number <= len(there) or not there[number - 1]["file"]:
        abort(404)
    return sent_copy(attaching.one_of_family(g.db, case, uuid.UUID(there[number - 1]["file"]), keys))


@bp.post("/next")
@once(CaseEvent, NEXT_ASKED)
def ask_next(reference: str) -> ResponseReturnValue:
    """The advocate may ask for the next stage (E-28): what the child wants, and which points (rules 3.3)."""
    case, access, keys = _confirmed(reference)
    form = NextForm(request.form).of(stage_points(g.db, case, keys))
    if not form.validate():
        return _page(case, access, keys, next_stage=form)
    said = {"yes": "The child told their advocate that they want this.", "cannot": "The child cannot say."}
    why = f"{said[form.asked.data or 'yes']}\n\n{form.why.data or ''}".strip()
    points = sorted(map(int, form.points.data or ()))
    choosing.ask_next_stage(g.db, case, points=points, why=why, keys=keys, actor=g.staff, now=g.now, made=g.made)
    return _done(reference, NEXT_ASKED)


@bp.post("/more-time")
@once(CaseEvent, ANSWERED)
def more_time(reference: str) -> ResponseReturnValue:
    """The child's answer, as they gave it to their advocate. Saying nothing is never yes (T59)."""
    case, access, keys = _confirmed(reference)
    form, asked = TimeForm(request.form), extending.open_request(g.db, case)
    if not form.validate() or asked is None:
        return _page(case, access, keys, time=form)
    said = f"The child’s answer, as told to their advocate. {TALKED[form.how.data or 'met']}."
    extending.answer_request(
        g.db, case, asked, form.answer.data or "", actor=g.staff, now=g.now, keys=keys, note=said, made=g.made
    )
    return _done(reference, ANSWERED)


@bp.post("/statement/<part>/<int:number>")
@once(StatementReply, REMARKED)
def remark(reference: str, part: str, number: int) -> ResponseReturnValue:
    """A remark beside one line of the statement: the child says what is right, and signs."""
    case, access, keys = _confirmed(reference)
    row, form = stating.shown(g.db, case), RemarkForm(request.form)
    if row is None or not form.validate():
        return _page(case, access, keys, remark=form)
    stating.reply(
        g.db, case, row, part=part, number=number, right=False, text=form.text.data or "", by="advocate",
        holder_id=None, keys=keys, actor=g.staff, now=g.now, made=g.made,
    )  # fmt: skip
    return _done(reference, REMARKED)


@bp.post("/there")
@once(CaseEvent, WAS_THERE)
def there(reference: str) -> ResponseReturnValue:
    """They were with the child when the child signed (experience 5.3)."""
    case, access, keys = _confirmed(reference)
    row, form = stating.shown(g.db, case), ThereForm(request.form)
    if row is None or not form.validate():
        return _page(case, access, keys, there=form)
    stating.witness(g.db, case, row, g.staff.name, keys=keys, actor=g.staff, now=g.now, made=g.made)
    return _done(reference, WAS_THERE)


@bp.post("/worse")
@once(CaseEvent, TOLD)
def worse(reference: str) -> ResponseReturnValue:
    case, access, keys = _mine(reference)
    form = WorseForm(request.form)
    if not form.validate():
        return _page(case, access, keys, worse=form)
    choosing.got_worse(
        g.db, case, f"From the advocate: {form.text.data}", keys=keys, actor=g.staff, now=g.now, made=g.made
    )
    return _done(reference, TOLD)


@bp.post("/end")
def end(reference: str) -> ResponseReturnValue:
    """No longer this child's advocate: the child is offered a new one at once (A10)."""
    case, access, keys = _mine(reference)
    form = EndForm(request.form)
    if not form.validate():
        return _page(case, access, keys, end=form)
    advocates.end(g.db, case, access, by="advocate", keys=keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash("Ended. You can no longer open it, and the child is offered a new advocate.")
    return redirect(url_for("children.show"), 303)


def _mine(reference: str) -> tuple[Case, AdvocateAccess, Keyring]:
    case, _ = opened(reference, whole=False)
    access = advocates.current(g.db, case, g.staff.id)
    return (case, access, advocates.ring_of(g.keys, case)) if access else abort(404)


def _confirmed(reference: str) -> tuple[Case, AdvocateAccess, Keyring]:
    """What waits for the child's yes looks as if it were not there."""
    case, access, keys = _mine(reference)
    return (case, access, keys) if access.confirmed_at else abort(404)


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, access: AdvocateAccess, keys: Keyring, **wrong: Any) -> ResponseReturnValue:
    forms = all_beside(wrong)
    there = beside_case.whole(g.db, case, access, keys, now=g.now)
    cast(NextForm, forms["next_stage"]).of(there.points)
    more = {"form": next(iter(wrong.values()))} if wrong else {}
    page = render_template(
        PAGE,
        case=case,
        access=access,
        there=there,
        forms=forms,
        has=Advocate.HAVE_ONE,
        accept=ANYTHING,
        **waiting(filing.draft_at(g.db, g.staff, access.id)),
        **more,
    )
    return page, 422 if wrong else 200
