"""The time limits of the routes beside the stages (rules 1.9)."""

from models.procedure.limits import Authority, Basis, Limit
from models.procedure.terms import Clock, Confidence, Event, Procedure

ASKING_FIRST = (
    Procedure.NHS_PART, Procedure.NHS_WHOLE, Procedure.PROVIDER, Procedure.AUTHORITY, Procedure.AGENCY,
)  # fmt: skip
_SENT_OR_NOT = (Event.SENT_ON, Event.PERMISSION_REFUSED)  # a yes may be taken back until then
_TEAM = "Complaints team"
_OURS = "this service's own promise"

ROUTE_LIMITS: dict[Clock, Limit] = {
    Clock.CHASE: Limit(
        "K-92", "Ask them again what they want", (Event.ROUTED_ASIDE, Event.CHASED), (Event.CHASED,
        Event.RECLASSIFIED), 10,
        _OURS, Confidence.POLICY, Authority.OURS, _TEAM, "chase", procedures=(Procedure.PRE_COMPLAINT,),
    ),
    Clock.NHS_PART: Limit(
        "K-86", "Ask whether the NHS part may be passed on", (Event.ROUTED_ASIDE,), (Event.ACKNOWLEDGED,), 10,
        "Telford & Wrekin policy 2024, 10.3", Confidence.READ, Authority.POLICY, _TEAM, "nhs_part",
        basis=Basis.RECEIVED, procedures=(Procedure.NHS_PART,),
    ),
    Clock.NHS_WHOLE: Limit(
        "K-87", "Ask whether it may be passed to the NHS", (Event.ROUTED_ASIDE,), (Event.ACKNOWLEDGED,), 5,
        "Telford & Wrekin policy 2024, 10.5", Confidence.READ, Authority.POLICY, _TEAM, "nhs_whole",
        basis=Basis.RECEIVED, procedures=(Procedure.NHS_WHOLE,),
    ),
    Clock.PROVIDER_ASK: Limit(
        "K-88", "Ask whether it may go to the provider", (Event.ROUTED_ASIDE,), (Event.ACKNOWLEDGED,), 1,
        "Telford & Wrekin policy 2024, 9.6", Confidence.READ, Authority.POLICY, _TEAM, "provider_ask",
        basis=Basis.RECEIVED, procedures=(Procedure.PROVIDER,),
    ),
    Clock.PERMISSION: Limit(
        "3.6", "Hear whether it may be passed on", (Event.ACKNOWLEDGED,), (Event.PERMISSION_GIVEN,
        Event.PERMISSION_REFUSED),
        10, _OURS, Confidence.POLICY, Authority.OURS, _TEAM, "permission", procedures=ASKING_FIRST,
    ),
    Clock.PROVIDER_SEND: Limit(
        "K-89", "Send it to the provider", (Event.PERMISSION_GIVEN,), _SENT_OR_NOT, 5,
        "Telford & Wrekin policy 2024, 9.6", Confidence.READ, Authority.POLICY, _TEAM, "provider_send",
        procedures=(Procedure.PROVIDER,),
    ),
    Clock.SEND_ON: Limit(
        "K-86", "Send it on without delay", (Event.PERMISSION_GIVEN,), _SENT_OR_NOT, 1,
        f"{_OURS}; the policy says “without delay”", Confidence.POLICY, Authority.OURS, _TEAM, "send_on",
        procedures=(Procedure.NHS_PART, Procedure.NHS_WHOLE, Procedure.AUTHORITY, Procedure.AGENCY),
    ),
    Clock.PASS_ROUTE: Limit(
        "E-38", "Pass it to those who deal with it", (Event.ROUTED_ASIDE,), (Event.SENT_ON,), 2,
        _OURS, Confidence.POLICY, Authority.OURS, _TEAM, "pass_route",
        procedures=(Procedure.SAFEGUARDING, Procedure.INSURANCE),
    ),
    Clock.HEAR_BACK: Limit(
        "S-30", "Hear what the provider answered", (Event.SENT_ON,), (Event.ROUTE_ANSWERED,), 20,
        _OURS, Confidence.POLICY, Authority.OURS, _TEAM, "hear_back", procedures=(Procedure.PROVIDER,),
    ),
    Clock.MP_RESPONSE: Limit(
        "K-85", "Answer the MP", (Event.ROUTED_ASIDE,), (Event.ROUTE_ANSWERED,), 10,
        "Telford & Wrekin policy 2024, 13.3 and 13.4", Confidence.READ, Authority.POLICY, "Responding manager", "mp",
        basis=Basis.RECEIVED, procedures=(Procedure.MP,),
    ),
    Clock.ROUTE_ANSWER: Limit(
        "E-05", "Answer them", (Event.ROUTED_ASIDE,), (Event.ROUTE_ANSWERED, Event.LOCAL_ANSWERED), 10,
        _OURS, Confidence.POLICY, Authority.OURS, "Responding manager", "route_answer",
        basis=Basis.RECEIVED, procedures=(Procedure.AREA, Procedure.PROFESSIONAL, Procedure.INFORMATION),
    ),
    Clock.CONCERN_ANSWER: Limit(
        "K-91", "Answer the case concern", (Event.ROUTED_CONCERN,), (Event.CONCERN_ANSWERED,), 10,
        f"{_OURS}; the policy says “swiftly”, and the letter names a day", Confidence.POLICY, Authority.OURS,
        "Responding manager", "concern_answer", procedures=(Procedure.CONCERN,),
    ),
}  # fmt: skip
