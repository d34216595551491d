"""What a live case comes to as one counted line: plain facts in, the values of a line out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.procedure.closing import roll_up
from models.procedure.codes import HOW_RECEIVED, NATURE, OUTCOME_SOUGHT, SERVICE, TILES, WISHES, how_received, label_of
from models.procedure.register_codes import SENSITIVE_MATTER
from models.procedure.screening import reason_of
from models.procedure.standing import Standing
from models.procedure.terms import Advocate, Channel, Clock, Event, Finding, Journey, Procedure, State

FINDINGS: Mapping[Finding, str] = {
    Finding.UPHELD: "Upheld",
    Finding.PARTIALLY_UPHELD: "Partially Upheld",
    Finding.NOT_UPHELD: "Not Upheld",
    Finding.NO_FINDING: "No Finding",
}
REMEDIES: Mapping[str, str] = {"action": "Remedial Action", "explanation": "Explanation"}
KINDS: Mapping[Procedure | None, str] = {
    None: "Pre-complaint (to statutory Stage 1 complaint)",  # nobody has decided yet what it is
    Procedure.STATUTORY: "Complaint",
    Procedure.CORPORATE: "Complaint",
    Procedure.CONCERN: "Case Concern",
    Procedure.REFUSED: "Refused",
    Procedure.COMPLIMENT: "Compliment",
    Procedure.COMMENT: "Comment",
    Procedure.PRE_COMPLAINT: "Pre-complaint (to statutory Stage 1 complaint)",
    Procedure.AREA: "Area initiated complaint",
    Procedure.DUTY: "Duty Matter",
    Procedure.PROFESSIONAL: "Professional to Professional Complaint",
    Procedure.SAFEGUARDING: "LSCB",
    Procedure.NHS_PART: "NHS Complaint",
    Procedure.NHS_WHOLE: "NHS Complaint",
    Procedure.PROVIDER: "Provider Complaint",
    Procedure.AUTHORITY: "Miscellaneous",
    Procedure.INSURANCE: "Miscellaneous",
    Procedure.AGENCY: "Miscellaneous",
    Procedure.MP: "MP Enquiry",
    Procedure.INFORMATION: "Request for info",
}
_FROM: Mapping[str, str] = {
    Standing.PARENT: "Parent",
    Standing.RESPONSIBILITY: "Other",
    Standing.FOSTER_CARER: "Foster Carer",
    Standing.SPECIAL_GUARDIAN: "Other",
    Standing.GUARDIANSHIP_PARENT: "Parent",
    Standing.ADOPTION_PARENT: "Parent",
    Standing.ADOPTER: "Prospective Adopter/Foster Carer",
    Standing.ADOPTED: "Service user (adult)",
    Standing.REPRESENTATIVE: "Advocate",
    Standing.INTEREST: "Other",
    Standing.PROFESSIONAL: "Other Professionals",
}
_BY_JOURNEY: Mapping[Journey, str] = {
    Journey.PARENT: "Parent",
    Journey.ADVOCATE: "Advocate",
    Journey.PRAISE: "Unknown",
}
LEGAL_STATUS: Mapping[str, str] = {
    Standing.LOOKED_AFTER: "Child in Care",
    Standing.IN_NEED: "Child in Need",
    Standing.CARE_LEAVER: "Care Leaver",
    Standing.GUARDIANSHIP_CHILD: "Special Guardianship Order",
    Standing.ADOPTION_CHILD: "Adopted",
}
_SILENT: Mapping[str, Any] = {
    "stage1_outcome": SENSITIVE_MATTER,
    **dict.fromkeys(
        (
            "nature",
            "service",
            "directorate",
            "team",
            "outcome_sought",
            "stage1_remedy",
            "stage2_outcome",
            "learning",
            "legal_status",
            "delay_reason",
        )
    ),
}
ROUTED = (
    Event.ROUTED_STATUTORY, Event.ROUTED_CORPORATE, Event.ROUTED_CONCERN, Event.ROUTED_PRAISE,
    Event.ROUTED_ASIDE, Event.REFUSED,
)  # fmt: skip
ANSWERED_1 = (
    Event.S1_ANSWERED, Event.C1_ANSWERED, Event.CONCERN_ANSWERED, Event.CONFIRMATION_SENT, Event.LOCAL_ANSWERED,
)  # fmt: skip
UNKNOWN = "Unknown"
PROVIDERS = "provider_first"  # why it is only kept a record of: a provider or a home answers it (S-30)
ANSWERED_2 = (Event.S2_ANSWERED, Event.C2_ANSWERED)
CAME = (Event.ADVOCATE_APPOINTED, Event.ADVOCATE_CONTACTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a line is worked out from. Events and clocks in their order; nothing in it is sealed."""

    reference: str
    authority: str
    journey: Journey
    channel: Channel
    young_person: bool
    standing: str | None
    topics: Sequence[str]
    wants: Sequence[str]
    state: State
    procedure: Procedure | None
    route_reason: str | None
    received_on: date
    closed_on: date | None
    advocate: Advocate | None
    organisation: str | None  # of the advocate who came
    team: tuple[str, str] | None  # directorate and team of whoever answers
    events: Sequence[tuple[Event, date]]
    clocks: Mapping[Clock, tuple[date, date | None]]  # started, extended to
    points: Sequence[tuple[str | None, str | None, Finding | None, str | None]]  # nature, service, finding, remedy
    actions: int
    entries: int
    delay_reason: str | None = None
    second: Sequence[Finding] = ()  # what stage 2 found of each point
    anonymous: bool = False
    sensitive: bool = False  # closed as a sensitive matter: counted, and nothing of what it was about (S-07)


def line_of(facts: Facts) -> dict[str, Any]:
    """The columns of `register_line` for this case, but for its keys and what is sealed."""
    return {
        "reference": facts.reference,
        "authority": facts.authority,
        "kind": KINDS[Procedure.PROVIDER if facts.route_reason == PROVIDERS else facts.procedure],
        "procedure": facts.procedure.value if facts.procedure in (Procedure.STATUTORY, Procedure.CORPORATE) else None,
        "received_on": facts.received_on,
        "young_person": facts.young_person,
        "closed_on": facts.closed_on,
        "entries": facts.entries,
        "anonymous": facts.anonymous,
        "delay_reason": facts.delay_reason,
        **_who(facts),
        **_what(facts),
        **_stages(facts),
        **_advocacy(facts),
        **(_SILENT if facts.sensitive else {}),
    }


def _who(facts: Facts) -> dict[str, Any]:
    young = "Service user (young person)"
    sent_by = young if facts.young_person else _BY_JOURNEY.get(facts.journey, young)
    if facts.journey is Journey.ADVOCATE:
        sent_by = "Advocate"
    elif not facts.young_person:
        sent_by = _FROM.get(facts.standing or "", sent_by)
    if facts.anonymous:
        sent_by = UNKNOWN  # nothing of who they are is guessed (rules 2.10)
    return {
        "channel": label_of(HOW_RECEIVED, how_received(facts.channel, facts.journey)),
        "received_from": sent_by,
        "on_behalf": facts.journey is Journey.ADVOCATE or facts.standing == Standing.REPRESENTATIVE,
        "legal_status": None if facts.anonymous else LEGAL_STATUS.get(facts.standing or ""),
        "record_age": None,
    }


def _what(facts: Facts) -> dict[str, Any]:
    tile = next((TILES[topic] for topic in facts.topics if topic in TILES), None)
    nature, service = facts.points[0][:2] if facts.points else (None, None)
    said = label_of(SERVICE, service or (tile.service if tile else "")) or None
    directorate, team = (said, None) if said else facts.team or (None, None)
    return {
        "nature": label_of(NATURE, nature or (tile.nature if tile else "")) or None,
        "service": " / ".join(filter(None, (directorate, team))) or None,
        "directorate": directorate,
        "team": team,
        "outcome_sought": next(
            (label_of(OUTCOME_SOUGHT, WISHES[wish]) for wish in facts.wants if wish in WISHES), None
        ),
        "refusal_reason": reason_of(Procedure.REFUSED, facts.route_reason or "").label
        if facts.procedure is Procedure.REFUSED
        else None,
    }


def _stages(facts: Facts) -> dict[str, Any]:
    def first(*events: Event) -> date | None:
        return next((on for event, on in facts.events if event in events), None)

    clock = facts.clocks.get(Clock.S1_RESPONSE) or facts.clocks.get(Clock.C1_RESPONSE)
    second = facts.clocks.get(Clock.S2_RESPONSE) or facts.clocks.get(Clock.C2_RESPONSE)
    answered, asked = first(*ANSWERED_1), first(Event.S2_REQUESTED, Event.C2_REQUESTED)
    said = facts.points if answered else ()  # what is decided and not yet sent is no outcome (K-18)
    found = [finding for _, _, finding, _ in said if finding is not None]
    remedies = [remedy for *_, remedy in said if remedy is not None]
    return {
        "triaged_on": first(*ROUTED),
        "acknowledged_on": first(Event.ACKNOWLEDGED),
        "stage1_started_on": clock[0] if clock and facts.procedure in _TWO else None,
        "stage1_extended_to": clock[1] if clock else None,
        "stage1_responded_on": answered,
        "stage1_outcome": FINDINGS[roll_up(found)] if found else _stopped(facts),
        "stage1_remedy": _remedy(remedies),
        "learning": facts.actions > 0 if answered else None,
        "stage2_requested_on": asked,
        "stage2_started_on": second[0] if second else None,
        "stage2_allocated_on": first(Event.S2_APPOINTED),
        "stage2_responded_on": first(*ANSWERED_2),
        "stage2_outcome": _second(facts, asked=asked, began=first(Event.S2_APPOINTED, *ANSWERED_2)),
        "stage3_requested_on": first(Event.S3_REQUESTED),
        "stage3_panel_on": first(Event.S3_HELD),
        "stage3_responded_on": first(Event.S3_ANSWERED),
        "withdrawn_on": _withdrawn(facts),
        "visit_offered": "accepted" if first(Event.VISIT_ASKED) else None,
    }


def _remedy(remedies: Sequence[str]) -> str | None:
    """The first that somebody put right in the council's own words, else an action before an explanation."""
    said = [remedy for remedy in remedies if remedy not in REMEDIES]
    return (said or [REMEDIES["action" if "action" in remedies else "explanation"]])[0] if remedies else None


WITHDRAWN = "Withdrawn"  # of the ways a request for stage 2 ended (2.7)
_TWO = (Procedure.STATUTORY, Procedure.CORPORATE)


def _withdrawn(facts: Facts) -> date | None:
    turns = [(event, on) for event, on in facts.events if event in (Event.WITHDRAWN, Event.REINSTATED)]
    return turns[-1][1] if turns and turns[-1][0] is Event.WITHDRAWN else None


def _stopped(facts: Facts) -> str | None:
    return "Complaint Withdrawn" if _withdrawn(facts) and facts.procedure in _TWO else None


def _second(facts: Facts, *, asked: date | None, began: date | None) -> str | None:
    """What stage 2 came to once its answer is sent (4.7); a request that was taken back before anybody began fell."""
    if any(event in ANSWERED_2 for event, _ in facts.events):
        return FINDINGS[roll_up(facts.second)] if facts.second else None
    taken_back = _withdrawn(facts)
    return WITHDRAWN if asked and not began and taken_back and taken_back >= asked else None


def _advocacy(facts: Facts) -> dict[str, Any]:
    """4.20, and what was offered: an advocate of the person's own choice is not one that we found."""
    happened = {event for event, _ in facts.events}
    kinds: Iterable[tuple[str, Callable[[], bool]]] = (
        ("Independent commissioned", lambda: bool(happened.intersection(CAME))),
        ("Own choice", lambda: facts.advocate in (Advocate.HAVE_ONE, Advocate.KNOWN_PERSON)),
        ("Offered, not wanted", lambda: facts.advocate is Advocate.NOT_NOW or Event.ADVOCATE_NOT_NOW in happened),
        ("Offered", lambda: bool(happened & {Event.ADVOCATE_OFFERED, Event.ADVOCATE_WANTED, Event.ADVOCATE_REFERRED})),
    )
    kind = next((label for label, is_so in kinds if is_so()), None) if facts.young_person else None
    return {"advocacy": kind, "advocate_organisation": facts.organisation if kind and happened & set(CAME) else None}
