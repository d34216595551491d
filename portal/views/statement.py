"""The statement of complaint, line by line: is it right, what should it say, and signing it (experience 5.3, K-31)."""

import uuid
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.cases import finding, stating
from models.cases.returning import Theirs
from models.procedure.terms import Clock
from models.tables.history import CaseEvent
from models.tables.stage_two import ComplaintStatement, StatementReply
from portal.forms.signing import LineForm, SignForm, WitnessForm
from portal.once import once
from portal.person import done, main_only, mine, page, ring
from portal.unsent import begun, sent

bp = Blueprint("statement", __name__, url_prefix="/your-page/10")
PARTS = '<any("point", "wish", "missed"):part>'


@bp.get("")
@mine
def show(me: Theirs) -> ResponseReturnValue:
    row = stating.shown(g.db, me.case)
    return _page(me, row, SignForm(begun(me, url_for(".sign")))) if row else done("")


@bp.post("/right")
@main_only
def right(me: Theirs) -> ResponseReturnValue:
    """ "That is right", of one line, or of all that nobody has answered yet."""
    row = _open(me)
    chosen = request.form.get("line", "")
    stands = stating.settled(stating.words_of(row, ring(me)), stating.replies(g.db, row, ring(me)))
    lines = {f"{part}-{number}": (part, number) for part, number in stands}
    if chosen and chosen not in lines:
        abort(400)
    asked = {lines[chosen]} if chosen else {line for line, answer in stands.items() if answer is None}
    for part, number in [line for line in stands if line in asked and not stands[line]]:  # not a second time (T22)
        _reply(me, row, part, number, right=True)
    g.db.commit()
    return done("line_right", ".show")


@bp.get(f"/{PARTS}/<int:number>")
@mine
def change(me: Theirs, part: str, number: int) -> ResponseReturnValue:
    says = _line(me, _open(me), part, number)
    return _asked(LineForm(begun(me), data={"text": says}), part, number)


@bp.post(f"/{PARTS}/<int:number>")
@mine
@once(StatementReply, "line_changed", ".show")
def correct(me: Theirs, part: str, number: int) -> ResponseReturnValue:
    row, form = _open(me), LineForm(request.form)
    if not form.says(_line(me, row, part, number)):
        return _asked(form, part, number, 422)
    _reply(me, row, part, number, right=False, text=form.text.data, made=g.made)
    sent(me)
    g.db.commit()
    return done("line_changed", ".show")


@bp.post("/sign")
@main_only
@once(CaseEvent, "signed", ".show")
def sign(me: Theirs) -> ResponseReturnValue:
    row, form = _open(me), SignForm(request.form)
    if not form.signed():
        return _page(me, row, form, 422)
    stating.sign(g.db, me.case, row, form.name.data, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    sent(me)
    g.db.commit()
    return done("signed", ".show")


@bp.post("/there")
@mine
@once(CaseEvent, "witnessed", ".show")
def there(me: Theirs) -> ResponseReturnValue:
    """Who stands beside the person was there when it was signed; the person themselves does not witness it."""
    row, form = stating.shown(g.db, me.case), WitnessForm(request.form)
    if row is None or not _may_witness(me, row):
        return done("", ".show")
    if not form.seen():
        return _page(me, row, SignForm(), 422, witness=form)
    stating.witness(g.db, me.case, row, form.witness.data, keys=ring(me), actor=me.actor, now=g.now, made=g.made)
    g.db.commit()
    return done("witnessed", ".show")


def _may_witness(me: Theirs, row: ComplaintStatement) -> bool:
    return me.helper and not me.main and row.state == stating.SIGNED and row.witnessed_at is None


def _open(me: Theirs) -> ComplaintStatement:
    """The version that can be answered; any other request goes back to the page that shows how it stands."""
    row = stating.shown(g.db, me.case)
    return row if row and row.state == stating.OFFERED else abort(redirect(url_for(".show"), 303))


def _reply(
    me: Theirs, row: ComplaintStatement, part: str, number: int, *, right: bool, text: str = "",
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    by = "person" if me.main else "advocate"
    stating.reply(
        g.db, me.case, row, part=part, number=number, right=right, text=text, by=by, holder_id=me.holder.id,
        keys=ring(me), actor=me.actor, now=g.now, made=made,
    )  # fmt: skip


def _line(me: Theirs, row: ComplaintStatement, part: str, number: int) -> str:
    lines = stating.words_of(row, ring(me)).lines()
    found = next((text for line, place, text in lines if (line, place) == (part, number)), None)
    return "" if part == stating.MISSED and number == 0 else found or abort(404)


def _asked(form: Any, part: str, number: int, status: int = 200) -> ResponseReturnValue:
    return page("statement/change", "statement_line", status, form=form, part=part, number=number)


def _page(
    me: Theirs, row: ComplaintStatement, form: SignForm, status: int = 200, *, witness: WitnessForm | None = None
) -> ResponseReturnValue:
    words, said = stating.words_of(row, ring(me)), stating.replies(g.db, row, ring(me))
    beside = {line: [one for one in said if (one.row.part, one.row.number) == line[:2]] for line in words.lines()}
    asked = (witness or WitnessForm()) if _may_witness(me, row) else None
    counts = {clock.clock: clock for clock in finding.clocks_of(g.db, me.case) if clock.stopped_on is None}
    return page(
        "statement/show", "statement", status, form=witness or form, row=row, me=me, beside=beside, asked=asked,
        stands=stating.settled(words, said), missed=[one for one in said if one.row.part == stating.MISSED],
        ready=stating.may_sign(words, said), signed_name=stating.signature_of(row, ring(me)),
        witness=stating.witness_of(row, ring(me)), since=counts.get(Clock.S2_RESPONSE),
        by_list=counts.get(Clock.S2_PROCEDURE),
        left_out=finding.left_out_of(g.db, me.case, ring(me)),
    )  # fmt: skip
