"""The time limits of stage 3, the review panel, one row each (K-50 to K-57)."""

from models.procedure.limits import Authority, Basis, Limit
from models.procedure.terms import Clock, Confidence, Event, Procedure

STATUTORY = (Procedure.STATUTORY,)
TEAM, MANAGER = "Complaints team", "Complaints manager"
GUIDANCE = "the statutory guidance’s timetable, Getting the Best from Complaints"
ASKED = (Event.S3_REQUESTED,)

PANEL_LIMITS: dict[Clock, Limit] = {
    Clock.S3_ORGANISE: Limit(
        "K-52", "Begin to organise the panel", ASKED,
        (Event.DATES_OFFERED, Event.S3_CHAIR_APPOINTED, Event.S3_APPOINTED, Event.S3_HELD), 1,
        "Telford & Wrekin policy 2024, 7.14", Confidence.READ, Authority.POLICY, TEAM, "s3_organise",
        basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S3_ACKNOWLEDGE: Limit(
        "K-51", "Acknowledge the request for a panel", ASKED, (Event.S3_ACKNOWLEDGED,), 2,
        GUIDANCE, Confidence.GENERAL, Authority.POLICY, MANAGER, "s3_ack",
        basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S3_CHAIR: Limit(
        "K-53", "Appoint the chair of the panel", ASKED, (Event.S3_CHAIR_APPOINTED, Event.S3_HELD), 10,
        GUIDANCE, Confidence.GENERAL, Authority.POLICY, MANAGER, "s3_chair",
        basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S3_PANEL: Limit(
        "K-54", "The review panel meets", (*ASKED, Event.S3_RESUMED), (Event.S3_HELD,), 30,
        "regulation 19(4)", Confidence.READ, Authority.LAW, MANAGER, "s3_panel",
        law=30, basis=Basis.REQUEST, procedures=STATUTORY,
    ),
    Clock.S3_PAPERS: Limit(
        "K-55", "Send the papers for the panel", (Event.PANEL_FIXED,), (Event.S3_PAPERS_SENT,), -10,
        GUIDANCE, Confidence.GENERAL, Authority.POLICY, MANAGER, "s3_papers",
        basis=Basis.PANEL, procedures=STATUTORY,
    ),
    Clock.S3_REPORT: Limit(
        "K-56", "The panel’s report", (Event.S3_HELD,), (Event.S3_REPORTED,), 5,
        "regulation 20(1)", Confidence.READ, Authority.LAW, "Chair of the panel", "s3_report",
        law=5, basis=Basis.PANEL, procedures=STATUTORY,
    ),
    Clock.S3_RESPONSE: Limit(
        "K-57", "The director’s response to the panel", (Event.S3_REPORTED,), (Event.S3_ANSWERED,), 15,
        "regulation 20(3)", Confidence.READ, Authority.LAW, "Director of Children’s Services", "s3_response",
        law=15, basis=Basis.REPORT, procedures=STATUTORY,
    ),
}  # fmt: skip
"""Nothing of it can be extended: the Regulations give no more time at stage 3."""
