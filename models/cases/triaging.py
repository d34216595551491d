"""Triage: the decisions an officer takes once, done in one transaction with the letter that tells the person."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import asking_first, coordinating, freezing, restarting
from models.cases.alerting import raise_alert
from models.cases.allocating import give
from models.cases.deciding import (
    ANSWERED,
    PRAISE,
    ROUTE_EVENTS,
    WRITTEN,
    Decision,
    PointGiven,
    on_hold,
    problems,
    second_person_needed,
)
from models.cases.judging import endings
from models.cases.letter_facts import facts_of
from models.cases.letter_wording import wordings
from models.cases.other_routes import next_words
from models.cases.policies import holidays, policy_of
from models.cases.proposing import AGREED, Proposal, forbid_replacing, may_agree, proposal_of, propose, settle
from models.cases.recording import keep_next_due, record, running_clocks
from models.cases.referring import latest
from models.cases.releasing import release
from models.cases.said_not_safe import reach_now
from models.cases.speaking_for import speaking_for
from models.cases.splitting import set_apart, taken_up
from models.cases.two_ways import facts_of_two
from models.cases.waits import counted_from
from models.cases.walling import confirm, only_thanked, take_down
from models.post.letters import Composed, compose, require_complete
from models.procedure.clocks import LIMITS, Basis
from models.procedure.deadlines import due_on
from models.procedure.freezing import SAID as FREEZE_WORDS
from models.procedure.lifecycle import NotAllowed
from models.procedure.refusal_parts import SIGNPOSTED, said
from models.procedure.routes import ASIDES, SETTLED
from models.procedure.screening import ROUTES, reason_of
from models.procedure.terms import Clock, Event, Procedure, Safe, State
from models.procedure.working_days import local_day, working_days_between
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Point

ANSWER_CLOCKS = {
    Procedure.STATUTORY: Clock.S1_RESPONSE,
    Procedure.CORPORATE: Clock.C1_RESPONSE,
    Procedure.MP: Clock.MP_RESPONSE,
    Procedure.CONCERN: Clock.CONCERN_ANSWER,
    **dict.fromkeys((Procedure.AREA, Procedure.PROFESSIONAL, Procedure.INFORMATION), Clock.ROUTE_ANSWER),
}
APART = ("We will write to you about this part.", "This part goes another way ({way}), and we write to you about it.")

HOLD_WORDS = (
    "We will ask you before we talk to the person it is about. Then we write to you who looks into it.",
    "We will ask you before we speak to the person it is about. After that we write to you who answers, and by when.",
)


class NotReady(ValueError):
    """Something is still undecided: `fields` says what, by the field that decides it."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


NOT_CHOSEN = "(nobody is chosen yet)"


def triage(
    db: Session,
    case: Case,
    decision: Decision,
    *,
    actor: Actor,
    keys: Keyring,
    now: datetime,
    how_it_works: str = "",
    agreed: Proposal | None = None,
) -> bool:
    """Do all of it, or nothing. False: it waits for a second person, who calls `agree` (X-01)."""
    if case.state is not State.RECEIVED:
        raise NotAllowed("Somebody has decided this already.")
    if agreed is None:
        forbid_replacing(db, case)
    ring = keys.with_case(case)
    speaks = speaking_for(db, case, ring)
    before = taken_up(db, case)
    if found := problems(case, decision, actor.roles, endings(db, case), speaks, before):
        raise NotReady(found)
    rewrap(case, keys)
    if second_person_needed(case, decision, actor.roles, before) and not agreed:
        propose(db, case, decision, actor=actor, keys=ring, now=now)
        return False
    writer = agreed.writer if agreed else actor
    letter = preview(db, case, decision, actor=writer, now=now, how_it_works=how_it_works)
    left_out = bool(decision.excluded or decision.set_apart)
    require_complete(decision.kind, letter.blocks, young_person=case.young_person, excluded=left_out)
    _settle_first(db, case, decision, actor=actor, keys=ring, now=now)
    _route(db, case, decision, actor=actor, keys=ring, now=now)
    _keep_points(db, case, decision, ring)
    if together := coordinating.Together(decision.leads, decision.coordinates):
        coordinating.keep(db, case, together, actor=writer, now=now, keys=ring)
    _name_people(db, case, decision, actor=actor, officer_id=writer.id, now=now)
    event = {"refusal": Event.REFUSAL_SENT, "thanks": Event.THANKED}.get(decision.kind, Event.ACKNOWLEDGED)
    release(db, case, decision.kind, letter.content(), event=event, actor=actor, now=now, keys=ring)
    set_apart(db, case, decision, actor=writer, now=now, keys=ring)
    return True


def agree(db: Session, case: Case, *, actor: Actor, keys: Keyring, now: datetime, how_it_works: str = "") -> None:
    """A second person agrees with what the first decided, and it is done; the case stays with the first (X-01)."""
    waiting = proposal_of(db, case, keys.with_case(case, "file"))
    if waiting is None:
        raise NotAllowed("There is nothing to agree to.")
    if not may_agree(actor, waiting.by_id):
        raise NotAllowed("A complaints manager who did not decide this has to agree to it.")
    record(db, case, Event.CHECKED, actor=actor, now=now, reason="second_person")
    settle(db, case, AGREED)
    try:
        triage(db, case, waiting.decision, actor=actor, keys=keys, now=now, how_it_works=how_it_works, agreed=waiting)
    except NotReady as problem:
        raise NotAllowed(f"Something changed since this was decided. Send it back: {problem}.") from None


def _who_answers(decision: Decision, responder: Staff | None, actor: Actor, *, held: bool, child: bool) -> str:
    """Until somebody is chosen the letter names nobody: whoever looks at it is not who answers."""
    if held:
        return "Someone" if child else "One of our managers"
    if responder is not None:
        return responder.name
    return actor.name if decision.route not in ANSWERED else NOT_CHOSEN


def preview(
    db: Session, case: Case, decision: Decision, *, actor: Actor, now: datetime, how_it_works: str = ""
) -> Composed:
    """The letter exactly as the person will read it."""
    child = case.young_person
    responder = db.get(Staff, decision.responder_id) if decision.responder_id else None
    held = on_hold(case, decision) and decision.route in ANSWERED
    named = _who_answers(decision, responder, actor, held=held, child=child)
    excluded = [f"{point.text} – {point.why(child=child)}" for point in decision.excluded]
    excluded += [f"{point.text} – {_apart(point, child=child)}" for point in decision.set_apart]
    by = answer_day(db, case, decision, now=now)
    aside = ""
    if decision.route in ASIDES:
        aside = next_words(decision.route, decision.passed_to, by, child=child, reason=decision.reason)
    facts: dict[str, Any] = {
        **facts_of(db, case),
        "wordings": wordings(db, local_day(now)),
        "officer": actor.name,
        "responder": decision.passed_to or "the team" if decision.route in PRAISE else named,
        "points": [point.text for point in decision.sent_points],
        "answer_by": by,
        "next": aside,
        "excluded": excluded,
        "extra": _extra(decision, child=child, held=held),
        "route_reason": reason_of(decision.route, decision.reason).sentence(child=child),
        "rule": reason_of(decision.route, decision.reason).sentence(child=child),
        "how_it_works": how_it_works,
        **facts_of_two(enumerate((point.procedure for point in decision.sent_points), 1), decision.route),
        "leads": decision.leads,
        "coordinates": decision.coordinates,
        "idea": decision.route is Procedure.COMMENT,
        "deals_with": decision.passed_to if decision.reason in SIGNPOSTED else "",
        **said(decision.reason, {name: getattr(decision, name) for name in WRITTEN}, child=child),
    }
    return compose(decision.kind, child, **facts)


def answer_day(db: Session, case: Case, decision: Decision, *, now: datetime) -> date | None:
    """The day the answer is due: from the running clock, or as the clock will run once this is done."""
    if decision.route not in ANSWERED and decision.route not in ANSWER_CLOCKS:
        return None
    free = holidays(db)
    if decision.route is Procedure.CONCERN and decision.answer_by:
        return decision.answer_by
    clock = ANSWER_CLOCKS[decision.route]
    running = next((row for row in running_clocks(db, case) if row.clock is clock), None)
    if running:
        return restarting.due_when_routed(db, case, running, decision.reason, now=now)
    start = case.received_on if LIMITS[clock].basis is Basis.RECEIVED else local_day(now)
    return due_on(LIMITS[clock].unit, policy_of(db, case).lengths[clock], start, free)


def rewrap(case: Case, keys: Keyring) -> None:
    """Wraps made by the public half become fast ones: lists open three times quicker (sealing.md 5)."""
    case.thread_wrap = keys.rewrapped(Case.thread_wrap, case)
    case.file_wrap = keys.rewrapped(Case.file_wrap, case)
    case.wrapped_by = keys["master"].version


def _settle_first(db: Session, case: Case, decision: Decision, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """Safety, the change that must wait, and the wall: before anything is sent to anybody."""
    if case.looked_at is None:
        case.looked_at = now
    if decision.safe == "referred":
        raise_alert(
            db, council=case.council, kind=Safe.NOT_SURE, said=decision.safe_note,
            reach=reach_now(db, case, keys), about_worker=None, worker="", holder_id=None,
            case=case, keys=keys, actor=actor, now=now,
        )  # fmt: skip
    why = decision.safe_note if decision.safe == "safe" else ""  # what duty is told stays with duty
    of_it: dict[str, Any] = {"reason": f"safety_{decision.safe}", "details": why or None, "keys": keys}
    record(db, case, Event.NOTED, actor=actor, now=now, **of_it)
    for named_id, choice in decision.walls.items():
        (confirm if choice == "confirm" else take_down)(db, case, named_id, actor=actor, now=now)
    if decision.route in PRAISE:
        only_thanked(db, case, keys, actor=actor, now=now)
    if decision.freeze:
        freezing.decide(
            db, case, decision.freeze, reason=decision.freeze_reason, risk=decision.freeze_risk,
            wishes=decision.freeze_wishes, by=decision.freeze_by, actor=actor, now=now, keys=keys, tell_person=False,
        )  # fmt: skip
    if decision.hold_reason and case.ask_first:  # the person reads that we could not wait, before anybody is told (2.4)
        why = decision.hold_reason
        asking_first.settle(db, case, asking_first.OVERRULED, why, actor=actor, keys=keys, now=now)


def _route(db: Session, case: Case, decision: Decision, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    case.procedure, case.route_reason = decision.route, decision.reason
    if decision.standing:
        case.standing = decision.standing.value
    hears = (decision.passed_to or None) if decision.route in PRAISE | ASIDES else None
    record(
        db, case, ROUTE_EVENTS[decision.route], actor=actor, now=now, reason=decision.reason, details=hears, keys=keys
    )
    if decision.reason == SETTLED:  # nothing is awaited: what was agreed is written down, and in their letter
        record(db, case, Event.LOCAL_ANSWERED, actor=actor, now=now, details=decision.extra, keys=keys)
    restarting.routed(db, case, now=now)
    _promise(db, case, decision)
    asked = decision.advocate == "referred" and (row := latest(db, case)) is not None and row.cannot is None
    if decision.advocate in ("offered", "referred") and not asked:  # what is asked for is recorded when its mail goes
        event = Event.ADVOCATE_OFFERED if decision.advocate == "offered" else Event.ADVOCATE_REFERRED
        record(db, case, event, actor=actor, now=now)


def _promise(db: Session, case: Case, decision: Decision) -> None:
    """No law sets a day for a case concern: the one that an officer chose, and the letter names, is kept (K-91)."""
    clock = next((one for one in running_clocks(db, case) if one.clock is Clock.CONCERN_ANSWER), None)
    if clock and decision.answer_by:
        free = holidays(db)
        clock.length = working_days_between(counted_from(clock, free), decision.answer_by, free)
        clock.due_on = decision.answer_by
        keep_next_due(db, case)


def _apart(point: PointGiven, *, child: bool) -> str:
    label = ROUTES[point.procedure].label if point.procedure else ""
    return APART[0] if child else APART[1].format(way=label)


def _keep_points(db: Session, case: Case, decision: Decision, ring: Keyring) -> None:
    """The points as sent, in their order; what was left out is kept too, with its home (X-13)."""
    for number, given in enumerate([*decision.sent_points, *decision.excluded], start=1):
        home = Procedure.REFUSED if given.out else given.procedure or decision.route
        point = Point(id=uuid.uuid4(), case_id=case.id, number=number, procedure=home, revision=1)
        why = f" – {given.why(child=case.young_person)}" if given.out else ""
        ring.seal(Point.text, point, given.text + why)
        db.add(point)


def _name_people(
    db: Session, case: Case, decision: Decision, *, actor: Actor, officer_id: uuid.UUID | None, now: datetime
) -> None:
    if case.officer_id is None and officer_id is not None:
        case.officer_id = officer_id
        record(db, case, Event.OFFICER_ASSIGNED, actor=actor, now=now, reason=str(officer_id))
    if decision.route in ANSWERED and decision.responder_id and not on_hold(case, decision):
        give(db, case, decision.responder_id, actor=actor, now=now)
        case.waiting_on = "service"
    elif on_hold(case, decision):
        case.waiting_on = "person"


def _extra(decision: Decision, *, child: bool, held: bool) -> str:
    more = [f"{FREEZE_WORDS[decision.freeze][0 if child else 1]} {decision.freeze_reason}"] if decision.freeze else []
    more += [HOLD_WORDS[0 if child else 1]] if held else []
    return "\n\n".join([*more, *filter(None, [decision.extra])])
