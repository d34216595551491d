"""The reply builder: write point by point, have it checked, see it as they will, let it go."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.answer import CommentForm, ReplyForm
from admin.forms.told import ToldForm
from admin.kept import new_page, turn
from admin.opened import instead, opened
from admin.parts import beside, changed, refused
from models.audit import note
from models.cases import answer_release, answering, concern_told, reporting, second_answer
from models.cases.answer_gaps import FINDINGS, Gap, grouped, half_sorry
from models.cases.answering import Desk, NotReady, SavedMeanwhile
from models.cases.finding import only_theirs
from models.cases.mine import safe_ways, times_of
from models.cases.to_mind import to_mind, what_helps
from models.cases.travelling import ahead
from models.cases.who_complains import complains
from models.cases.withdrawing import stopped_on
from models.post.letters import Incomplete
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.stage_three import DECIDED
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.sealing import Keyring

bp = Blueprint("answer", __name__, url_prefix="/cases/<reference>/answer")
PAGE, PART = "admin/answer/show.html", "admin/answer/_standing.html"
ENDED = "Written down, and the letter that says it is on its way."
CONFIRMATION = "Written down. The written confirmation is now owed within days."
SAVED, SECOND_HAS_IT = "Saved.", (answering.TO_CHECK, answering.CHECKED)
BACK = "Saved. A second person had this: what you changed has taken it back. Send it for a check again."


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    desk, _ = desk_of(reference)
    return render_template(PAGE, **_context(desk, ReplyForm(desk, _owners(desk))))


@bp.post("")
def save(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    if "both" in request.form and "do" not in request.form:
        return (
            "",
            204,
        )  # they see two texts: which of them stays is theirs to say, and no page decides it by itself (R4)
    form = ReplyForm(desk, _owners(desk), request.form)
    if not form.validate():
        return refused(PART, PAGE, **_context(desk, form), wrong=True)
    before = desk.state
    try:
        _keep(desk, form, keys)
    except SavedMeanwhile as problem:
        return _both_texts(problem, form)
    g.db.commit()
    if request.form.get("do") == "preview":
        return redirect(url_for(".preview", reference=reference), 303)
    desk, _ = desk_of(reference)
    to, back = url_for(".show", reference=reference), before in SECOND_HAS_IT and desk.state == answering.WRITING
    said = (BACK if back else SAVED) if "do" in request.form else ""  # saving by itself is not read out every time
    return changed(PART, to, said, **_context(desk, ReplyForm(desk, _owners(desk))), saved=True, taken_back=back)


@bp.get("/preview")
def preview(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    if not (desk.frame or desk.may_check):
        return redirect(url_for(".show", reference=reference), 303)
    whole, letter, lacking = not only_theirs(g.staff), None, ""
    travel = ahead(g.db, desk.case, keys, address=whole)
    if any(one.envelope for one in travel):
        note(g.db, g.staff, "contact_shown", now=g.now, object_kind="case", object_id=desk.case.id)
    try:
        letter = answer_release.preview(g.db, desk, g.staff, g.now)
    except Incomplete as problem:
        lacking = str(problem)
    facts = {"letter": letter, "lacking": lacking, "travel": travel, "whole": whole}
    return render_template("admin/answer/preview.html", desk=desk, case=desk.case, **facts)


@bp.post("/check")
def ask(reference: str) -> ResponseReturnValue:
    """With what stands in the boxes: the button belongs to their form, so nothing that was just typed is lost (R5)."""
    desk, keys, refusal = _kept_first(reference)
    return refusal or _step(
        desk,
        lambda: answering.ask_for_check(g.db, desk.case, actor=g.staff, now=g.now, keys=keys),
        "Sent for a check. A second person reads it before it goes.",
    )


@bp.post("/take-back")
def take_back(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    return _step(
        desk,
        lambda: answering.take_back(g.db, desk.case, actor=g.staff, now=g.now, keys=keys),
        "Taken back. Change it, then send it for a check again.",
    )


@bp.post("/agree")
def agree(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    return _step(
        desk, lambda: answering.agree(g.db, desk.case, actor=g.staff, now=g.now, keys=keys), "Checked. It may go now."
    )


@bp.post("/return")
def give_back(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    form = CommentForm(request.form)
    if not form.comment.data:
        form.comment.errors = ["Say what needs changing"]
        context = _context(desk, ReplyForm(desk, _owners(desk)))
        return render_template(PAGE, **{**context, "comment": form}, wrong=True), 422
    words = form.comment.data
    return _step(
        desk,
        lambda: answering.give_back(g.db, desk.case, words, actor=g.staff, now=g.now, keys=keys),
        "Sent back with your comment.",
    )


@bp.post("/release")
def let_go(reference: str) -> ResponseReturnValue:
    desk, keys, refusal = _kept_first(reference)
    return refusal or _step(
        desk,
        lambda: answer_release.let_go(g.db, desk.case, actor=g.staff, now=g.now, keys=keys),
        "The answer is released.",
    )


@bp.get("/told")
def told(reference: str) -> ResponseReturnValue:
    desk, _ = desk_of(reference)
    return render_template("admin/answer/told.html", form=ToldForm(), **_told(desk))


@bp.post("/told")
def keep_told(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    form = ToldForm(request.form).until(local_day(g.now))
    if not form.validate():
        return render_template("admin/answer/told.html", form=form, **_told(desk)), 422
    said, on, how = form.said.data or "", form.on.data, form.how.data or ""
    assert on is not None  # noqa: S101 - the form asked for it
    told = {"how": how, "on": on, "said": said, "actor": g.staff, "now": g.now, "keys": keys}
    concern = concern_told.is_concern(desk)
    with beside(form.on):
        (concern_told.end if concern else answer_release.tell_outcome)(g.db, desk.case, **told)
        g.db.commit()
        flash(ENDED if concern else CONFIRMATION)
        return redirect(url_for(".show", reference=reference), 303)
    return render_template("admin/answer/told.html", form=form, **_told(desk_of(reference)[0])), 422


def _told(desk: Desk) -> dict[str, Any]:
    return {"desk": desk, "case": desk.case, "concern": concern_told.is_concern(desk)}


def desk_of(reference: str) -> tuple[Desk, Keyring]:
    """The desk of this person, where there is an answer to write and some of it is theirs."""
    case, keys = opened(reference, whole=False)
    if not answering.answered_here(case):
        instead(case)
    desk = answering.desk(g.db, case, g.staff, keys, now=g.now)
    if not (desk.mine or desk.frame):
        instead(case)
    return desk, keys


def _owners(desk: Desk) -> list[tuple[str, str]]:
    people = ((str(person.id), f"{person.name}, {person.job}".rstrip(", ")) for person in desk.owners)
    return [("", "Choose"), *people]


def _context(desk: Desk, form: ReplyForm) -> dict[str, Any]:
    mine = {f"p{point.number}-" for point in desk.mine}
    gaps = [gap for gap in desk.gaps if desk.frame or any(gap.field.startswith(start) for start in mine)]
    here = [gap for gap in gaps if _there(gap, mine, desk)]
    return {
        "desk": desk,
        "case": desk.case,
        "form": form,
        "page_id": new_page(),
        "seen": form.seen or desk.marks,
        "gaps": here,
        "gap_groups": grouped(here),
        "elsewhere": len(desk.gaps) - len(gaps),
        "half_sorry": half_sorry(desk.reply.apology),
        **_of_the_case(desk),
        "whole": not only_theirs(g.staff),
        "comment": CommentForm(),
        "findings": FINDINGS,
        "decided": DECIDED,
        "locked": desk.state in SECOND_HAS_IT and form.typed is None,  # what was typed stays in its boxes (R5)
        "reports": _reports(desk),
        "stopped": stopped_on(g.db, desk.case) if desk.case.state is State.WITHDRAWN else None,
        **_too_soon(desk),
        "missing": [],
    }


def _too_soon(desk: Desk) -> dict[str, Any]:
    """At stage 2 before both reports are in: what is missing for its answer (K-40)."""
    if desk.case.state not in STAGE_TWO or desk.stage in second_answer.SECOND:
        return {"too_soon": False, "lacking": []}
    return {"too_soon": True, "lacking": second_answer.lacking(g.db, desk.case, g.keys.with_case(desk.case))}


def _of_the_case(desk: Desk) -> dict[str, Any]:
    """What stands beside the answer, whoever writes it."""
    case, keys = desk.case, g.keys.with_case(desk.case)
    return {
        "complains": complains(g.db, desk, g.staff, keys),
        "ways": safe_ways(g.db, case),
        "times": times_of(g.db, case, local_day(g.now)),
        "to_mind": to_mind(g.db, case, keys),
        "helps": what_helps(g.db, case, keys),
    }


def _reports(desk: Desk) -> list[reporting.Report]:
    """At stage 2 both reports stand beside the answer, as they were handed in."""
    if desk.stage != second_answer.STATUTORY[0]:
        return []
    return list(reporting.finals(g.db, desk.case, g.keys.with_case(desk.case)).values())


def _there(gap: Gap, mine: set[str], desk: Desk) -> bool:
    """Gaps of points that others answer have no field on this page."""
    return not gap.field.startswith("p") or gap.field == "points" or any(gap.field.startswith(s) for s in mine)


def _step(desk: Desk, step: Callable[[], object], said: str) -> ResponseReturnValue:
    """One step of the check; what is missing comes back as a list with a link to each field (G-05)."""
    try:
        step()
    except NotReady as problem:
        return _lacking(desk, problem.gaps)
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=desk.case.reference), 303)


def _keep(desk: Desk, form: ReplyForm, keys: Keyring) -> Desk:
    given = {"seen": form.seen, "turn": turn(), "actor": g.staff, "now": g.now, "keys": keys}
    return answering.save(g.db, desk.case, form.reply(), **given)


def _kept_first(reference: str) -> tuple[Desk, Keyring, ResponseReturnValue | None]:
    """Keep what a step's button sent along, whatever becomes of the step; the answer where it cannot be kept."""
    desk, keys = desk_of(reference)
    if "page" not in request.form:
        return desk, keys, None
    form = ReplyForm(desk, _owners(desk), request.form)
    if not form.validate():
        return desk, keys, (render_template(PAGE, **_context(desk, form), wrong=True), 422)
    try:
        _keep(desk, form, keys)
    except SavedMeanwhile as problem:
        return desk, keys, _both_texts(problem, form)
    g.db.commit()
    return *desk_of(reference), None


def _lacking(desk: Desk, gaps: list[Gap]) -> ResponseReturnValue:
    """Each with a link to its field; what others write has no field here, and is said in one line."""
    context = _context(desk, ReplyForm(desk, _owners(desk)))
    missing = [gap for gap in gaps if gap in context["gaps"]]
    if len(missing) < len(gaps):
        missing.append(Gap("", "Parts that other people write are not finished."))
    return render_template(PAGE, **{**context, "missing": missing}, wrong=True), 422


def _both_texts(problem: SavedMeanwhile, form: ReplyForm) -> ResponseReturnValue:
    """Both texts on one page: mine still in its boxes, theirs beside it. Saving again keeps what is in the boxes."""
    desk, form.theirs = problem.desk, problem.theirs
    page = PART if request.htmx.fragment else PAGE  # type: ignore[attr-defined]
    return render_template(page, **{**_context(desk, form), "seen": desk.marks}), 409
