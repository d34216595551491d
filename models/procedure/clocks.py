"""Every time limit, one row each. Change a limit here or in a council's policy, nowhere else."""

from models.procedure.limits import Authority as Authority
from models.procedure.limits import Basis as Basis
from models.procedure.limits import Limit as Limit
from models.procedure.panel_clocks import PANEL_LIMITS
from models.procedure.route_clocks import ROUTE_LIMITS
from models.procedure.routes import ASIDES
from models.procedure.stage_two_clocks import STAGE_TWO_LIMITS
from models.procedure.terms import Clock, Confidence, Event, Procedure

STATUTORY = (Procedure.STATUTORY,)
CORPORATE = (Procedure.CORPORATE,)
COMPLAINTS = (Procedure.STATUTORY, Procedure.CORPORATE, Procedure.CONCERN)
ARRIVED = (Event.RECEIVED, Event.REGISTERED, Event.RESUBMITTED)
ROUTED = (
    Event.ROUTED_STATUTORY, Event.ROUTED_CORPORATE, Event.ROUTED_CONCERN, Event.ROUTED_PRAISE, Event.ROUTED_ASIDE, Event.REFUSED,
)  # fmt: skip
ANY_BUT_PRAISE = (*COMPLAINTS, Procedure.REFUSED, *ASIDES)
TEAM = "Complaints team"

LIMITS: dict[Clock, Limit] = {
    Clock.TRIAGE: Limit(
        "K-02", "Decide how to deal with it", ARRIVED, ROUTED, 3,
        "Isle of Wight annual report 2016/17, 4.4.11", Confidence.READ, Authority.POLICY, TEAM, "triage",
        basis=Basis.RECEIVED,
    ),
    Clock.ACKNOWLEDGE: Limit(
        "K-03", "Acknowledge", ARRIVED, (Event.ACKNOWLEDGED, Event.REFUSAL_SENT, Event.THANKED), None,
        "the council's own promise; the Regulations set no number of days", Confidence.GENERAL, Authority.POLICY, TEAM, "ack_s1",
        basis=Basis.RECEIVED, procedures=ANY_BUT_PRAISE,
    ),
    Clock.PASS_TO_MANAGER: Limit(
        "K-04", "Give it to a manager to answer", ARRIVED, (Event.RESPONDER_ASSIGNED,), 1,
        "Telford & Wrekin policy 2024, 7.11.5 and 7.14", Confidence.READ, Authority.POLICY, TEAM, "pass_to_manager",
        basis=Basis.RECEIVED, procedures=COMPLAINTS,
    ),
    Clock.OFFER_ADVOCACY: Limit(
        "K-05", "Offer an advocate", ARRIVED, (Event.ADVOCATE_OFFERED, Event.ADVOCATE_REFERRED, Event.ADVOCATE_APPOINTED), 1,
        "Telford & Wrekin policy 2024, 7.5 and 7.14", Confidence.READ, Authority.POLICY, TEAM, "offer_advocacy",
        basis=Basis.RECEIVED, procedures=ANY_BUT_PRAISE, only_for_children=True,
    ),
    Clock.ADVOCATE_CONTACT: Limit(
        "X-14", "An advocate is in touch", (Event.ADVOCATE_WANTED,), (Event.ADVOCATE_CONTACTED,), 2,
        "this service's own promise", Confidence.POLICY, Authority.OURS, "Advocacy provider", "advocate_contact",
        procedures=ANY_BUT_PRAISE, only_for_children=True,
    ),
    Clock.FREEZE: Limit(
        "E-63", "Decide whether the change must wait", (Event.FREEZE_ASKED,), (Event.FREEZE_DECIDED,), 1,
        "this service's own promise", Confidence.POLICY, Authority.OURS, "Complaints manager", "freeze",
        procedures=ANY_BUT_PRAISE,
    ),
    Clock.VISIT: Limit(
        "2.9", "Go and see them", (Event.VISIT_ASKED,), (Event.VISIT_DONE,), 3,
        "this service's own promise", Confidence.POLICY, Authority.OURS, TEAM, "visit",
        procedures=ANY_BUT_PRAISE,
    ),
    Clock.ASK_FIRST: Limit(
        "2.4", "Ask them before the worker is told", (Event.ASK_FIRST_WANTED,), (Event.ASK_FIRST_ANSWERED,), 2,
        "this service's own promise", Confidence.POLICY, Authority.OURS, TEAM, "ask_first", procedures=COMPLAINTS,
    ),
    Clock.SAFETY_TALK: Limit(
        "2.5", "Talk to them about being safe", (Event.SAFETY_UNSURE,),
        (Event.SAFETY_TALKED, Event.MESSAGE_FROM_STAFF, Event.SAFETY_LINKED), 0,
        "this service's own promise", Confidence.POLICY, Authority.OURS, TEAM, "safety_talk",
    ),
    Clock.S1_RESPONSE: Limit(
        "K-10", "Answer at stage 1", (*ARRIVED, Event.ROUTED_STATUTORY), (Event.S1_ANSWERED, Event.CONFIRMATION_SENT), 10,
        "regulation 14", Confidence.CORROBORATED, Authority.LAW, "Responding manager", "s1",
        ceiling=20, law=10, basis=Basis.S1_START, procedures=STATUTORY,
    ),
    Clock.S1_CONFIRM: Limit(
        "K-17", "Confirm the outcome in writing", (Event.OUTCOME_TOLD,), (Event.CONFIRMATION_SENT, Event.S1_ANSWERED), 5,
        "Telford & Wrekin policy 2024, 7.11.8 and 7.14", Confidence.READ, Authority.POLICY, "Responding manager", "s1_confirm",
        procedures=STATUTORY,
    ),
    Clock.S2_ACKNOWLEDGE: Limit(
        "K-27", "Acknowledge the stage 2 request", (Event.S2_REQUESTED,), (Event.S2_ACKNOWLEDGED,), 2,
        "Bexley's published timetable", Confidence.READ, Authority.POLICY, TEAM, "s2_ack",
        basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S2_APPOINT: Limit(
        "K-30", "Appoint the investigator and the independent person", (Event.S2_REQUESTED,), (Event.S2_APPOINTED,), 5,
        "Telford & Wrekin policy 2024, 7.14", Confidence.READ, Authority.POLICY, TEAM, "s2_appoint",
        basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S2_STATEMENT: Limit(
        "K-31", "Agree the statement of complaint", (Event.S2_REQUESTED, Event.STATEMENT_REOPENED),
        (Event.STATEMENT_SIGNED, Event.STATEMENT_UNSIGNED), 10,
        "this service's own target: the Ombudsman counts slow agreement as the council's delay", Confidence.POLICY,
        Authority.OURS, TEAM, "s2_statement_alert", procedures=STATUTORY,
    ),
    Clock.S2_RESPONSE: Limit(
        "K-32", "Answer at stage 2", (Event.S2_REQUESTED,), (Event.S2_ANSWERED,), 25,
        "regulation 17", Confidence.CORROBORATED, Authority.LAW, "Adjudicating officer", "s2",
        ceiling=65, law=25, basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S2_PROCEDURE: Limit(
        "K-32", "Answer at stage 2, counted from the agreed statement",
        (Event.STATEMENT_SIGNED, Event.STATEMENT_UNSIGNED), (Event.S2_ANSWERED,), 25,
        "Telford & Wrekin policy 2024, 7.12.11", Confidence.READ, Authority.POLICY, "Adjudicating officer", "s2_procedure",
        ceiling=65, law=25, basis=Basis.STATEMENT, procedures=STATUTORY,
    ),
    **STAGE_TWO_LIMITS,
    **PANEL_LIMITS,
    Clock.EARLY_CALL: Limit(
        "K-08", "Ring them, as they asked", (Event.CALL_WANTED,), (Event.CALL_MADE,), 3,
        "this service's own promise", Confidence.POLICY, Authority.OURS, "A manager", "early_call",
        procedures=COMPLAINTS,
    ),
    Clock.EARLY_RESOLUTION: Limit(
        "K-08", "Put it right early, or agree a way forward", (Event.EARLY_AGREED,), (Event.EARLY_ENDED,), 5,
        "Sheffield's guidance for its staff", Confidence.READ, Authority.POLICY, "A manager", "early_resolution",
        basis=Basis.RECEIVED, procedures=COMPLAINTS,
    ),
    Clock.PASS_ON: Limit(
        "K-90", "Pass on the thanks or the idea", ARRIVED, (Event.PASSED_ON,), 2,
        "this service's own promise; the policies say “promptly”", Confidence.POLICY, Authority.OURS, TEAM, "pass_on",
        basis=Basis.RECEIVED, procedures=(Procedure.COMPLIMENT, Procedure.COMMENT),
    ),
    Clock.C1_ACKNOWLEDGE: Limit(
        "K-80", "Acknowledge the corporate complaint", (Event.ROUTED_CORPORATE,), (Event.ACKNOWLEDGED,), 5,
        "6.2", Confidence.READ, Authority.CODE, TEAM, "corp_ack",
        basis=Basis.RECEIVED, procedures=CORPORATE,
    ),
    Clock.C1_RESPONSE: Limit(
        "K-81", "Answer at corporate stage 1", (Event.ACKNOWLEDGED,), (Event.C1_ANSWERED,), 10,
        "6.3 to 6.5", Confidence.READ, Authority.CODE, "Responding manager", "corp_s1",
        ceiling=20, basis=Basis.ACKNOWLEDGED, procedures=CORPORATE,
    ),
    Clock.C2_ACKNOWLEDGE: Limit(
        "K-80", "Acknowledge the corporate stage 2 request", (Event.C2_REQUESTED,), (Event.C2_ACKNOWLEDGED,), 5,
        "6.2", Confidence.READ, Authority.CODE, TEAM, "corp_s2_ack",
        basis=Basis.REQUEST, procedures=CORPORATE,
    ),
    Clock.C2_RESPONSE: Limit(
        "K-82", "Answer at corporate stage 2", (Event.C2_ACKNOWLEDGED,), (Event.C2_ANSWERED,), 20,
        "6.9 onwards", Confidence.CORROBORATED, Authority.CODE, "A senior manager who did not answer stage 1", "corp_s2",
        ceiling=40, procedures=CORPORATE,
    ),
    **ROUTE_LIMITS,
}  # fmt: skip

ROUTES: dict[Event, Procedure] = {
    Event.ROUTED_STATUTORY: Procedure.STATUTORY,
    Event.ROUTED_CORPORATE: Procedure.CORPORATE,
    Event.ROUTED_CONCERN: Procedure.CONCERN,
    Event.ROUTED_PRAISE: Procedure.COMPLIMENT,
    Event.ROUTED_ASIDE: Procedure.PRE_COMPLAINT,
    Event.REFUSED: Procedure.REFUSED,
}
PRAISE = frozenset({Procedure.COMPLIMENT, Procedure.COMMENT})
ENDINGS = frozenset({Event.WITHDRAWN, Event.CLOSED})
OVERTAKEN: dict[
    Event, list[Clock]
] = {  # the person went on to the next stage; a clock cancelled after its day was late all the same
    Event.S2_REQUESTED: [Clock.S1_RESPONSE, Clock.S1_CONFIRM],
    Event.C2_REQUESTED: [Clock.C1_RESPONSE],
    Event.ADVOCATE_NOT_NOW: [Clock.ADVOCATE_CONTACT],  # they changed their mind about an advocate
    Event.STATEMENT_REOPENED: [
        Clock.S2_PROCEDURE,
        Clock.S2_DRAFT,
    ],  # an amended statement starts the procedure's clock over (1.5.1)
    Event.S3_REQUESTED: [Clock.S2_ACKNOWLEDGE, Clock.S2_APPOINT, Clock.S2_STATEMENT, *STAGE_TWO_LIMITS],
    Event.S3_HELD: [Clock.S3_PAPERS],  # it met without them
    Event.PANEL_CANCELLED: [Clock.S3_PAPERS],  # counted back from a day that is none any more
    Event.S3_REFUSED: [*PANEL_LIMITS],
    Event.S3_REFERRED: [*PANEL_LIMITS],
}


ORDERED = "ombudsman_again"  # the reason of what begins a round that the Ombudsman wants (3.8)
NOT_ASKED = frozenset({Clock.S2_ACKNOWLEDGE, Clock.S3_ACKNOWLEDGE})
"""Nobody asked for that round: the letter that tells of it acknowledges no request."""

FOR_THE_PERSON = frozenset(
    {
        Clock.ACKNOWLEDGE,
        Clock.S1_RESPONSE,
        Clock.C1_ACKNOWLEDGE,
        Clock.C1_RESPONSE,
        Clock.OFFER_ADVOCACY,
        Clock.CONCERN_ANSWER,
    }
)
"""What is owed to somebody: where nobody can be reached and nobody can come back, none of it runs (K-94)."""


def started_by(event: Event, procedure: Procedure | None, young_person: bool) -> list[Clock]:
    """The clocks this event sets going. Until an officer has decided, the case counts as statutory; leave running clocks alone."""
    return [
        clock for clock, limit in LIMITS.items() if event in limit.starts and _belongs(limit, procedure, young_person)
    ]


def _belongs(limit: Limit, procedure: Procedure | None, young_person: bool) -> bool:
    if limit.only_for_children and not young_person:
        return False
    return (procedure or Procedure.STATUTORY) in limit.procedures


def stopped_by(event: Event) -> list[Clock]:
    """The clocks this event answers, where they are running."""
    return [clock for clock, limit in LIMITS.items() if event in limit.stops]


def cancelled_by(event: Event, procedure: Procedure | None = None) -> list[Clock]:
    """The clocks that end without being answered: another route was taken, or the case ended. `procedure` is what the
    case is now, where one event leads to several.

    A refusal keeps the acknowledgement owed, because the refusal letter pays it. A case that is closed owes nothing
    more, nor does one that is stopped by the person, but for this: who was not sure that they are safe is talked to
    all the same, because somebody may have made them stop it (experience 2.5).
    """
    if event in ENDINGS:
        return [clock for clock in LIMITS if event is Event.CLOSED or clock is not Clock.SAFETY_TALK]
    if event in OVERTAKEN:
        return list(OVERTAKEN[event])
    route = procedure if event in ROUTES and procedure else ROUTES.get(event)
    return [clock for clock, limit in LIMITS.items() if route and route not in limit.procedures]
