"""The steps inside statutory stage 2 and how long each may take (K-36 to K-40)."""

from models.procedure.limits import Authority, Basis, Limit
from models.procedure.terms import Clock, Confidence, Event, Procedure

_STATUTORY = (Procedure.STATUTORY,)

STAGE_TWO_LIMITS: dict[Clock, Limit] = {
    Clock.S2_DRAFT: Limit(
        "K-36", "Draft report of the investigating officer", (Event.STATEMENT_SIGNED, Event.STATEMENT_UNSIGNED),
        (Event.S2_DRAFTED, Event.S2_IO_REPORTED), 20,
        "Telford & Wrekin policy 2024, 7.12.11", Confidence.READ, Authority.POLICY, "Investigating officer", "s2_draft",
        basis=Basis.STATEMENT, procedures=_STATUTORY,
    ),
    Clock.S2_FACT_CHECK: Limit(
        "K-37", "Check of the facts by who was interviewed", (Event.FACT_CHECK_ASKED,), (Event.S2_IO_REPORTED,), 5,
        "Telford & Wrekin policy 2024, 7.12.7", Confidence.READ, Authority.POLICY, "Complaints team", "s2_factcheck",
        procedures=_STATUTORY,
    ),
    Clock.S2_IP_REPORT: Limit(
        "K-38", "Report of the independent person", (Event.S2_IO_REPORTED,), (Event.S2_REPORTED,), 2,
        "Telford & Wrekin policy 2024, 7.14", Confidence.READ, Authority.POLICY, "Independent person", "ip_report",
        procedures=_STATUTORY,
    ),
    Clock.S2_ADJUDICATE: Limit(
        "K-40", "Adjudicate and answer at stage 2", (Event.S2_REPORTED,), (Event.S2_ANSWERED,), 5,
        "Telford & Wrekin policy 2024, 7.14", Confidence.READ, Authority.POLICY, "Adjudicating officer",
        "s2_adjudicate", procedures=_STATUTORY, inside=Clock.S2_RESPONSE,
    ),
}  # fmt: skip
