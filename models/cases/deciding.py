"""What an officer decides at triage: seven decisions in one value, what is wrong with them, and how they are kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.procedure.freezing import NEEDED as FREEZE
from models.procedure.judgements import JUDGEMENTS, Judging
from models.procedure.left_out import LEFT_OUT, said
from models.procedure.refusal_parts import DECIDED, NEEDED
from models.procedure.routes import AGREED, ANSWERED_BY_US, ASIDES, SETTLED, WAYS
from models.procedure.screening import Facts, Reason, needs_second_signoff, reason_of, suggest
from models.procedure.speaking import Speaks, needed_for
from models.procedure.standing import FROM_FORM, WORRIED, Standing
from models.procedure.taken_up import LEFT_OUT as ACCEPTED
from models.procedure.taken_up import MAY_LEAVE_OUT, leaves, route_refused
from models.procedure.terms import Event, Journey, Procedure, Role
from models.tables.case import Case

ROUTE_EVENTS: dict[Procedure, Event] = {
    Procedure.STATUTORY: Event.ROUTED_STATUTORY,
    Procedure.CORPORATE: Event.ROUTED_CORPORATE,
    Procedure.CONCERN: Event.ROUTED_CONCERN,
    Procedure.REFUSED: Event.REFUSED,
    Procedure.COMPLIMENT: Event.ROUTED_PRAISE,
    Procedure.COMMENT: Event.ROUTED_PRAISE,
    **dict.fromkeys(ASIDES, Event.ROUTED_ASIDE),
}
LETTERS: dict[Procedure, str] = {
    Procedure.STATUTORY: "acknowledgement_statutory",
    Procedure.CORPORATE: "acknowledgement_corporate",
    Procedure.CONCERN: "acknowledgement_concern",
    Procedure.REFUSED: "refusal",
    Procedure.COMPLIMENT: "thanks",
    Procedure.COMMENT: "thanks",
    **{route: way.letter for route, way in WAYS.items()},
}
OWN_RIGHT = "own_right"
NOT_FUNCTION = "not_function"
ELSEWHERE = (
    ". If another service of the council deals with it, choose “Another service of the council deals with it” under "
    "“Another way: Duty matter” instead: there it is passed to whoever you name (E-38)"
)
NOT_OF_RIGHT = (Standing.INTEREST, Standing.REPRESENTATIVE)  # decided, or the child's (E-14, E-20)
PRAISE = frozenset({Procedure.COMPLIMENT, Procedure.COMMENT})
ANSWERED = frozenset({Procedure.STATUTORY, Procedure.CORPORATE, Procedure.CONCERN})
SHOWN = 60  # of a point, in a sentence about it
WRITTEN = ("reasons", "evidence", "carried_on", "again")  # the parts of a refusal that an officer may write


@dataclass(frozen=True, slots=True)
class PointGiven:
    """One point as the officer has it. Where it does not go on, `ground` is why, of the closed list, and `left_out`
    what the officer adds to it; the person reads both (K-06, E-44).
    """

    text: str
    procedure: Procedure | None = None  # None: the route of the case (E-56)
    left_out: str = ""
    ground: str = ""  # a code of models.procedure.left_out

    @property
    def out(self) -> bool:
        return bool(self.ground or self.left_out)

    def why(self, *, child: bool) -> str:
        return said(self.ground, self.left_out, child=child)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    route: Procedure
    reason: str  # a code of models.procedure.screening
    points: tuple[PointGiven, ...] = ()
    standing: Standing | None = None
    responder_id: uuid.UUID | None = None
    answer_by: date | None = None  # for a case concern, which no clock of law answers
    safe: str = ""  # safe | referred
    safe_note: str = ""
    freeze: str = ""  # frozen | part | not_frozen
    freeze_reason: str = ""  # the person reads it
    freeze_risk: str = ""
    freeze_wishes: str = ""
    freeze_by: str = ""
    walls: Mapping[uuid.UUID, str] = field(default_factory=dict)  # who was named: confirm | lift
    advocate: str = ""  # offered | referred | has_one
    hold_reason: str = ""  # why we could not ask the child first (experience 2.4)
    extra: str = ""
    passed_to: str = ""  # praise: who hears of it; another way: where it goes
    reasons: str = ""
    evidence: str = ""
    carried_on: str = ""
    again: str = ""
    leads: str = ""  # several services: who leads, and who brings one answer together (E-56)
    coordinates: str = ""

    @property
    def kind(self) -> str:
        return LETTERS[self.route]

    @property
    def sent_points(self) -> list[PointGiven]:
        return [point for point in self.points if point.text.strip() and not point.out and not self.apart(point)]

    @property
    def excluded(self) -> list[PointGiven]:
        return [point for point in self.points if point.text.strip() and point.out]

    @property
    def set_apart(self) -> list[PointGiven]:
        """The points that become a case of their own, with its own clock and letter (E-56, X-13)."""
        return [point for point in self.points if point.text.strip() and not point.out and self.apart(point)]

    def apart(self, point: PointGiven) -> bool:
        """Two stages of answers may be one letter (TW 12.3); every other way is walked by itself."""
        return point.procedure not in (None, self.route) and bool({point.procedure, self.route} & ASIDES)


def problems(
    case: Case, decision: Decision, roles: frozenset[Role], judged: Mapping[Judging, str], speaks: Speaks,
    taken_up: str = "",
) -> dict[str, str]:  # fmt: skip
    """What is still to be decided, by the field that decides it. Empty: it may be done. `judged` is how things ended
    that were judged before; `speaks` whether the child is to be asked about whoever speaks for it; `taken_up` whether
    these points were accepted before they went their own way (E-43).
    """
    found = _way(case, decision) | _accepted(decision, taken_up)
    if not decision.safe:
        found["safe"] = "Say whether they are safe as far as you know"
    if decision.safe == "referred" and not decision.safe_note:
        found["safe_note"] = "Say what the duty team needs to know"
    if decision.safe == "safe" and case.standing in WORRIED and not decision.safe_note:
        found["safe_note"] = "They are worried about the child. Say how you know that the child is safe"
    if case.freeze_on and not case.freeze_decided:
        if not decision.freeze:
            found["freeze"] = "Decide whether the change waits"
        else:
            found |= {f"freeze_{of}": words for of, words in FREEZE.items() if not getattr(decision, f"freeze_{of}")}
    if decision.hold_reason and not roles & {Role.MANAGER, Role.ALTERNATE}:
        found["hold_reason"] = "Only a complaints manager can decide not to ask first"
    found |= _left_out(decision, judged)
    return found | _judging(case, decision, judged, speaks) | _answering(case, decision)


def _way(case: Case, decision: Decision) -> dict[str, str]:
    try:
        reason_of(decision.route, decision.reason)
    except ValueError as problem:
        return {"route": str(problem)}
    if decision.reason == OWN_RIGHT and (decision.standing or standing_of(case)) in NOT_OF_RIGHT:
        return {"route": "With this standing nobody complains in their own right: choose the reason that fits it"}
    return {}


def _accepted(decision: Decision, taken_up: str) -> dict[str, str]:
    """What was accepted once is not turned away by another door (E-43)."""
    if shut := route_refused(taken_up, decision.route, decision.reason):
        return {"route": shut}
    out = next((point for point in decision.excluded if taken_up and point.ground not in MAY_LEAVE_OUT), None)
    return {"points": f"{ACCEPTED}{out.text[:SHOWN]}"} if out else {}


def _left_out(decision: Decision, judged: Mapping[Judging, str]) -> dict[str, str]:
    """What is left out is refused: a ground of the closed list, what was judged for it, and its words (E-44, X-03)."""
    for point in decision.excluded:
        ground = LEFT_OUT.get(point.ground)
        if ground is None:
            return {"points": f"Choose why this is left out: {point.text[:SHOWN]}"}
        if not point.left_out.strip():
            return {"points": f"{ground.ask}, as the person will read it: {point.text[:SHOWN]}"}
        if ground.needs and judged.get(ground.needs[0]) not in ground.needs[1]:
            title = JUDGEMENTS[ground.needs[0]].title
            return {"judging": f"Something is left out as “{ground.label}”. Judge it first: {_small(title)}"}
    return {}


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def _judging(case: Case, decision: Decision, judged: Mapping[Judging, str], speaks: Speaks) -> dict[str, str]:
    """What the route depends on is judged first, with its reasons (X-06, X-10, E-14, E-20)."""
    standing = decision.standing or standing_of(case)
    for kind, leads in needed_for(decision.route, decision.reason, standing, speaks):
        title = JUDGEMENTS[kind].title
        if kind not in judged:
            return {"judging": f"Judge this first: {_small(title)}"}
        if judged[kind] not in leads:
            own = ": it may go on as the child's own, or another way" if kind is Judging.BEHALF else ""
            return {"judging": f"“{title}” was judged in a way that does not lead here{own}"}
    return {}


def _answering(case: Case, decision: Decision) -> dict[str, str]:
    found: dict[str, str] = {}
    if decision.route in ANSWERED:
        if not decision.sent_points:
            found["points"] = "Write down at least one point"
        if decision.responder_id is None and not on_hold(case, decision):
            found["responder"] = f"Choose who answers{ELSEWHERE if decision.reason == NOT_FUNCTION else ''}"
    if decision.route in WAYS:
        found |= _another_way(decision)
    if decision.route is Procedure.REFUSED:
        found |= _unwritten(decision, NEEDED.get(decision.reason, {}))
    return found


def _unwritten(decision: Decision, needed: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in needed.items() if not getattr(decision, name).strip()}


def _another_way(decision: Decision) -> dict[str, str]:
    way, found = WAYS[decision.route], {}
    if not decision.sent_points:
        found["points"] = "Write down at least one point"
    if way.where and not decision.passed_to.strip():
        if decision.route in ANSWERED_BY_US:
            found["responder"] = "Choose who answers"
        else:
            found["passed_to"] = f"Say {way.where[0].lower()}{way.where[1:]}"
    if way.decided:
        found |= _unwritten(decision, DECIDED)
    if decision.reason == SETTLED and not decision.extra.strip():
        found["extra"] = AGREED
    return found


def on_hold(case: Case, decision: Decision) -> bool:
    """Whether the child is to be asked before anybody in the service hears of it."""
    return case.ask_first and not decision.hold_reason


def second_person_needed(case: Case, decision: Decision, roles: frozenset[Role], taken_up: str = "") -> bool:
    """A way that gives less for someone the law gives the statutory one, also for one point (X-01, E-08); an officer's
    refusal (E-44); thanks or an idea made of what came by no door for those: nobody shelves a complaint alone (E-08);
    whatever leaves the children's procedure after it was taken up there.
    """
    standing = decision.standing or standing_of(case)
    manager = bool(roles & {Role.MANAGER, Role.ALTERNATE})
    ways = {decision.route, *(point.procedure for point in decision.sent_points if point.procedure)}
    if (case.journey is not Journey.PRAISE and ways & PRAISE) or leaves(taken_up, frozenset(ways)):
        return True
    return any(needs_second_signoff(standing, way, young_person=case.young_person, manager=manager) for way in ways)


def standing_of(case: Case) -> Standing | None:
    """What is known of their standing: as an officer settled it, or as their own answer suggests."""
    if case.standing in set(Standing):
        return Standing(case.standing)
    return FROM_FORM.get(case.standing or "")


def likely(case: Case) -> tuple[Procedure, Reason]:
    """The route that their own answers point to (E-12, E-13). An officer decides, always."""
    praise = case.journey == Journey.PRAISE
    idea = praise and case.procedure is Procedure.COMMENT
    own, worried = case.standing == "own_treatment", case.standing in WORRIED
    return suggest(Facts(standing_of(case), case.young_person, praise and not idea, idea, own, worried))


def as_json(decision: Decision) -> dict[str, Any]:
    """A decision that waits for a second person, kept in the file."""
    kept = {name: getattr(decision, name) for name in Decision.__slots__}
    return kept | {
        "points": [[point.text, point.procedure, point.left_out, point.ground] for point in decision.points],
        "responder_id": decision.responder_id and str(decision.responder_id),
        "answer_by": decision.answer_by and decision.answer_by.isoformat(),
        "walls": {str(named): choice for named, choice in decision.walls.items()},
    }


def from_json(kept: Mapping[str, Any]) -> Decision:
    return Decision(
        **{
            **kept,
            "route": Procedure(kept["route"]),
            "standing": Standing(kept["standing"]) if kept["standing"] else None,
            "points": tuple(PointGiven(t, Procedure(p) if p else None, *why) for t, p, *why in kept["points"]),
            "responder_id": uuid.UUID(kept["responder_id"]) if kept["responder_id"] else None,
            "answer_by": date.fromisoformat(kept["answer_by"]) if kept["answer_by"] else None,
            "walls": {uuid.UUID(named): choice for named, choice in kept["walls"].items()},
        }
    )
