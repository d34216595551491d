"""Triage: seven decisions down one page, the letter beside them, and one button that does it all (experience 6.3)."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.triage import Row, Triage
from admin.forms.triage_again import typed_again
from admin.forms.triage_fields import GROUNDS, HOMES, SendBackForm
from admin.kept import kept_here, sent, typed_before
from admin.leaving import duty_told, leaving
from admin.opened import instead, opened
from models.cases import passing_on, proposing, splitting, triaging, walling
from models.cases.advocate_now import AdvocateNow, advocate_now
from models.cases.alerting import duty_on
from models.cases.allocating import candidates
from models.cases.caring_details import details_of, statement_of, suggested_points, words_of
from models.cases.deciding import ANSWERED, PRAISE, Decision, on_hold, second_person_needed, standing_of
from models.cases.judging import endings, judged, reasons_to_refuse
from models.cases.others import others
from models.cases.queue import first_new
from models.cases.speaking_for import speaking_for
from models.cases.statement import Statement
from models.cases.timeline import Entry, entries
from models.cases.travelling import ahead
from models.formats import moment
from models.post.letters import check_complete
from models.procedure.judgements import JUDGEMENTS, Judging
from models.procedure.lifecycle import NotAllowed
from models.procedure.routes import WAYS
from models.procedure.screening import ROUTES, reason_of
from models.procedure.standing import LABELS
from models.procedure.terms import Channel, Event, Journey, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("triage", __name__, url_prefix="/cases/<reference>/triage")
PAGE, PREVIEW, WAITING = "admin/triage/show.html", "admin/triage/_preview.html", "admin/triage/waiting.html"

TABLES = {"routes": ROUTES, "aside": WAYS, "homes": HOMES, "grounds": GROUNDS, "judgements": JUDGEMENTS}


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    if case.state is not State.RECEIVED:
        if decided := proposing.decided_by(g.db, case):
            flash(f"Decided by {decided[0]} on {moment(decided[1])}.")
        instead(case)
    if waiting := proposing.proposal_of(g.db, case, ring):
        return _waiting(case, ring, waiting, SendBackForm())
    returned, kept = proposing.returned_of(g.db, case, ring), proposing.kept_of(g.db, case, ring)
    before = kept or returned
    typed = typed_before(case, ring, "triage") or (before and typed_again(before.decision, endings(g.db, case)))
    page = _triage(case, ring, typed)
    if not typed:
        _begin(case, page, statement_of(g.db, case, ring))
    page.begin_reasons(reasons_to_refuse(g.db, case, ring))
    return _page(case, ring, page, returned=returned is not None and kept is None)


def _begin(case: Case, page: Triage, said: Statement | None) -> None:
    """Points in their own words; for thanks whoever of us they name, where it can only be them."""
    page.rows = [Row(text) for text in suggested_points(said, case)] or [Row()]
    if page.short and said:
        them = passing_on.named_in(said.about_whom, passing_on.people(g.db, case))
        page.form.passed_to.data = " and ".join(one.name for one in them)


@bp.post("")
def decide(reference: str) -> ResponseReturnValue:
    """Only the two sending buttons save; the others draw the page again, and changing anything draws the letter."""
    case, ring = opened(reference)
    if case.state is not State.RECEIVED:
        raise NotAllowed("Somebody has decided this already.")
    page = _triage(case, ring, request.form)
    act = page.act
    page.edit(act)
    if request.htmx.fragment:  # type: ignore[attr-defined]
        return render_template(PREVIEW, **_letter(case, ring, page))
    if act.startswith("judge-"):
        return _judge_first(case, ring, page, act.removeprefix("judge-"))
    if act not in ("send", "next"):
        return _page(case, ring, page)
    if page.seen != case.version:
        return _page(case, ring, page, since=page.seen), 409
    return _send(case, ring, page, act)


@bp.post("/agree")
def agree(reference: str) -> ResponseReturnValue:
    case, _ = opened(reference)
    triaging.agree(g.db, case, actor=g.staff, keys=g.keys, now=g.now, how_it_works=_address())
    g.db.commit()
    flash(f"Agreed. {leaving(case)}")
    return redirect(url_for("case.letters", reference=reference), 303)


@bp.post("/back")
def give_back(reference: str) -> ResponseReturnValue:
    """To whoever decided it, with what has to change."""
    case, ring = opened(reference)
    form, waiting = SendBackForm(request.form), proposing.proposal_of(g.db, case, ring)
    if waiting and not form.validate():
        return _waiting(case, ring, waiting, form), 422
    proposing.send_back(g.db, case, form.comment.data or "", actor=g.staff, keys=g.keys, now=g.now)
    g.db.commit()
    flash("Sent back. It waits for us again.")
    return redirect(url_for("case.show", reference=reference), 303)


def _send(case: Case, ring: Keyring, page: Triage, act: str) -> ResponseReturnValue:
    valid = page.validate()
    page.refuse(page.open_questions(g.staff.roles))
    decision = page.decision()
    if decision is None or not valid or page.errors:
        return _page(case, ring, page), 422
    done = triaging.triage(g.db, case, decision, actor=g.staff, keys=g.keys, now=g.now, how_it_works=_address())
    sent(case, ring, "triage")
    g.db.commit()
    of = f"{case.reference}: " if act == "next" else ""  # the page that follows is another case's
    flash(of + (_decided(case, decision) if done else "Kept. A complaints manager has to agree before it is sent."))
    if page.undecided:
        flash(f"{page.undecided}. Say under People whether they are meant.")
    following = first_new(g.db, g.staff, now=g.now) if act == "next" else None
    if following:
        return redirect(url_for(".show", reference=following), 303)
    then = "praise.show" if done and decision.route in PRAISE else "case.show"  # what is still to do, begun already
    return redirect(url_for("queue.show") if act == "next" else url_for(then, reference=case.reference), 303)


def _decided(case: Case, decision: Decision) -> str:
    return " ".join(["Decided.", *([duty_told(case)] if decision.safe == "referred" else []), leaving(case)])


def _judge_first(case: Case, ring: Keyring, page: Triage, kind: str) -> ResponseReturnValue:
    """What is typed waits here, and is there again afterwards."""
    if kind not in set(Judging):
        instead(case)
    if decision := page.decision() or page.not_chosen:
        proposing.keep(g.db, case, decision, by=g.staff.id, keys=ring, now=g.now)
        sent(case, ring, "triage")
        g.db.commit()
    return redirect(url_for("checks.one", reference=case.reference, kind=kind), 303)


def _triage(case: Case, ring: Keyring, typed: Any = None) -> Triage:
    advocate = _advocate(case, ring)
    people, walls, judged = candidates(g.db, case), walling.panel(g.db, case), endings(g.db, case)
    speaks = speaking_for(g.db, case, ring)
    page = Triage(case, people, walls, judged, advocate, speaks, local_day(g.now), typed)
    page.taken_up = splitting.taken_up(g.db, case)
    return page


def _advocate(case: Case, ring: Keyring) -> AdvocateNow:
    return advocate_now(g.db, case, ring, details_of(g.db, case, ring) or {}, now=g.now)


def _address() -> str:
    return f"{current_app.config['HEARD'].portal_url}/how-it-works"


def _letter(case: Case, ring: Keyring, page: Triage) -> dict[str, Any]:
    """The letter as it would go now, and what the law still misses in it."""
    decision = page.decision()
    known = decision is not None and decision.reason in {reason.id for reason in ROUTES[decision.route].reasons}
    if decision is None or not known:
        return {"letter": None, "missing": [], "held": False, "second": False, "undecided": page.undecided}
    made = triaging.preview(g.db, case, decision, actor=g.staff, now=g.now, how_it_works=_address())
    young, out = case.young_person, bool(decision.excluded or decision.set_apart)
    return {
        "letter": made.content(),
        "travel": ahead(g.db, case, ring, address=False),
        "still_open": page.still_open(g.staff.roles) if page.typed is not None else [],  # else they stand on top
        "undecided": page.undecided,
        "missing": check_complete(decision.kind, made.blocks, young_person=young, excluded=out),
        "held": on_hold(case, decision) and decision.route in ANSWERED,
        "second": second_person_needed(case, decision, g.staff.roles, page.taken_up),
    }


def _page(case: Case, ring: Keyring, page: Triage, *, since: int | None = None, returned: bool = False) -> str:
    simple = page.simple(g.staff.roles)
    said = statement_of(g.db, case, ring) if simple else None
    context = {
        "page": page,
        "form": page.form,
        "others": others(g.db, case, g.staff, links=0),
        "simple": simple,
        "they_name": said.names if said else [],
        "asked_of_a_child": case.journey is Journey.PARENT and case.channel is Channel.ONLINE,
        "open_at_first": page.open_at_first(g.staff.roles) if page.typed is None else [],
        **TABLES,
        "sent": words_of(g.db, case, ring),
        "duty": duty_on(g.db, case, g.keys),
        "draft": kept_here(case, ring, "triage"),
        **(_thanks(case, ring) if page.short else {}),
        "advocate": page.advocate,
        "since": entries(g.db, case, ring)[:5] if since is not None else None,
        "returned": _comment(case, ring) if returned else None,
        **_letter(case, ring, page),
    }
    return render_template(PAGE, **bar(case, ring, **context))


def _thanks(case: Case, ring: Keyring) -> dict[str, Any]:
    """Whom they name, and who could hear of it."""
    said = statement_of(g.db, case, ring)
    return {
        "about_whom": said.about_whom if said else "",
        "hearers": sorted({one.name for one in passing_on.people(g.db, case)}),
    }


def _comment(case: Case, ring: Keyring) -> Entry | None:
    """Why the decision came back."""
    return next((one for one in entries(g.db, case, ring) if one.event is Event.CHECK_RETURNED), None)


def _waiting(case: Case, ring: Keyring, waiting: proposing.Proposal, form: SendBackForm) -> str:
    """What was decided, whole, and the letter exactly as it will go: nobody agrees to what they cannot see (X-01)."""
    decision = waiting.decision
    made = triaging.preview(g.db, case, decision, actor=waiting.writer, now=g.now, how_it_works=_address())
    names = {str(one.id): one.name for one in walling.directory(g.db)}
    context = {
        "waiting": waiting,
        "decision": decision,
        "routes": ROUTES,
        "reason": reason_of(decision.route, decision.reason),
        "standing": LABELS[known] if (known := decision.standing or standing_of(case)) else "",
        "responder": names.get(str(decision.responder_id)),
        "answer_by": triaging.answer_day(g.db, case, decision, now=g.now),
        "walls": _named(case, decision),
        "judged": judged(g.db, case, ring),  # who agrees reads on what grounds
        "judgements": JUDGEMENTS,
        "held": on_hold(case, decision) and decision.route in ANSWERED,
        "sent": words_of(g.db, case, ring),
        "duty": duty_on(g.db, case, g.keys),
        **{"letter": made.content(), "travel": ahead(g.db, case, ring, address=False)},
        "form": form,
        "mine": waiting.by_id == g.staff.id,
        "may_agree": proposing.may_agree(g.staff, waiting.by_id),
    }
    return render_template(WAITING, **bar(case, ring, **context))


def _named(case: Case, decision: Decision) -> list[tuple[str, str]]:
    """Who was named, with what was decided of the wall."""
    return [(named.name, decision.walls[named.id]) for named in walling.panel(g.db, case) if named.id in decision.walls]
