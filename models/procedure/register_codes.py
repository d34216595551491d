"""The rest of the code lists of rules 4, as the register is counted by them: labels and order as printed.

`LISTS` is every list by name. A label is what the register file holds; a council adds its own in the database.
"""

import re
from collections.abc import Iterable, Mapping

from models.procedure import codes
from models.procedure.codes import Code


def _codes(labels: Iterable[str], group: str = "") -> tuple[Code, ...]:
    return tuple(Code(re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_"), label, group) for label in labels)


def _of(printed: str, group: str = "") -> tuple[Code, ...]:
    """Labels as the rules print them, a dot between each two."""
    return _codes((label.strip() for label in printed.split("·")), group)


# 2.8, exact labels and order, then what other councils count.
STATUTORY_KINDS, OTHER_KINDS, MORE_KINDS = "Statutory", "Other", "Elsewhere"
KINDS = (
    *_of(
        "Complaint · Pre-complaint (to statutory Stage 1 complaint) · Area initiated complaint · Refused",
        STATUTORY_KINDS,
    ),
    *_of(
        "Professional to Professional Complaint · LSCB · LGO · Case Concern · Miscellaneous · Compliment · "
        "Hantsdirect handoff · Request for info · Ad Hoc",
        OTHER_KINDS,
    ),
    *_of("Duty Matter · Comment · MP Enquiry · NHS Complaint · Provider Complaint · Safeguarding referral", MORE_KINDS),
)

REFUSAL_REASONS = (  # table 1b, exact; its first and last overlap and are both kept (2.7)
    *_of(
        "Court Proceedings · No PR · Not in Best Interest/Age of Child/YP · Out of Time · Outside of Remit · "
        "Tribunal/Court Proceedings"
    ),
    *_of(
        "Already Considered · Not the Child's Own View · Not Suitable to Speak for the Child · Insurance Claim · "
        "Other Agency",
        "Ours",
    ),
)
STAGE2_DISPOSITIONS = _of(  # Surrey 8.5
    "Declined: unreasonable persistence and judicial route intended · Declined: already before a court · "
    "Mediated meeting · Declined: already upheld at stage 1 or outcome not achievable · Withdrawn · "
    "Resolved by alternative means"
)

NATURE = (
    *codes.NATURE,
    *_of(
        "Case Management · Staff Conduct · Standard of Service · Inaccurate Information Provided · Eligibility · "
        "Access to Service · Delay in Service · Inaccurate Information Recorded · Disclosure of Information · "
        "Communication",
        "Staffordshire",
    ),
    *_of("Decision Making · Staff Attitude & Behaviour · Service quality/delivery", "Surrey"),
)

DIRECTORATES: Mapping[str, str] = {  # 4.4, Staffordshire: directorate -> teams
    "Specialist Safeguarding, Targeted Services and Youth Offending": "Specialist Safeguarding Units · "
    "First Response Team · Youth Offending Team · Emergency Duty Team · Local Support Teams · "
    "Family Intervention Project · Targeted Services",
    "Looked after Children and Disability Services": "Care Planning and Court Team · Care Planning and Court Team(s) · "
    "Disability Services/Team · Disability Services · Disability Team · Throughcare Team · Throughcare Team(s) · "
    "Adoption Service/Team · Adoption Service · Adoption Team · Fostering Service/Support Team · Fostering Service · "
    "Fostering Support Team · Occupational Therapy Team · Childrens Disability Services",
    "Partnership and Development": "Independent Reviewing Officer · Independent Case Conference Chair",
    "Education and Skills": "SEND Teams · School Admission and Transport · Home Education Team · "
    "School Admission Appeals · Education Psychology Services/SEND · School Transport Team",
}
SERVICE = (
    *codes.SERVICE,
    *_codes(DIRECTORATES, "Directorate"),
    *(code for directorate, teams in DIRECTORATES.items() for code in _of(teams, directorate)),
    *_of(
        "Child Protection & Proceedings (CP&P) · Child Protection & Proceedings · Children in Need · "
        "Duty & Assessment · Looked after Children",
        "Surrey",
    ),
    *_of("Long-term care teams · Referral & Assessment · CwD · SEND", "Wokingham"),
    *_of(
        "Safeguarding & Looked After Children · Children's Placements (Fostering Service) · "
        "Children with Disabilities · Work with children assessed as being in need",
        "Telford & Wrekin",
    ),
)
NO_DIRECTORATE = frozenset({"", "Directorate", "Surrey", "Wokingham", "Telford & Wrekin"})

OUTCOME_SOUGHT = (*codes.OUTCOME_SOUGHT, *_of("Not Known · Not Specified", "Table 7b"))
REMEDY = (*codes.REMEDY, *_of("Remedial Action · Policy / Procedure Review · Training for Staff", "Ours"))

FINDINGS = _of("Upheld · Partially Upheld · Not Upheld · No Finding")  # 4.7, of one point
SENSITIVE_MATTER = "Closed: Sensitive Matter"  # few see such a case, and nothing tells what it was (S-07)
OUTCOMES = (  # 4.7, of a case
    *FINDINGS,
    *_of(f"Complainant not Engaging · {SENSITIVE_MATTER} · Complaint Withdrawn", "Staffordshire"),
    *_of("Remains Ongoing · Unable to make a Finding", "Corporate"),
    *_of("Not Applicable", "Surrey"),
)

LEGAL_STATUS = _of(  # 4.8
    "Child in Care · Child in Need · Care Leaver · Child Protection Plan · Special Guardianship Order · Adopted"
)
ADVOCACY = _of(  # 4.20
    "Independent commissioned · Children's rights staff · Own choice · Offered, not wanted · Offered · Not offered"
)

# The codes of 4.9 to 4.12 are what a person said of themselves, never what somebody took them for.
DISABILITY = _of("Not Stated · No · Yes · Unknown")
GENDER = _of("Not Stated · Male · Female · Male & Female · Non-binary · In another way")
AGE_GROUP = _of("0 - 16 · 16 - 19 · 20 - 24 · 25 - 59 · 60 - 64 · 65 and over · Not Stated")
ETHNICITY = _of(
    "Not Stated · Not Asked · White British · Other White · Asian/Asian British · Black/Black British · Mixed · "
    "Other Ethnic Group"
)

OMBUDSMAN_STATUS = _of("Enquiry · Investigation · Premature Referral")  # 4.14
OMBUDSMAN_FINDING = (
    *_of(
        "Investigation Discontinued · No Fault · Refusal to Investigate · Maladministration – No Injustice · "
        "Maladministration and Injustice · Investigation Commenced · Remains Ongoing · Premature Referral",
        "Staffordshire",
    ),
    *_of("Local settlement – no report · No maladministration – no report", "Surrey"),
    *_of(
        "Upheld · Upheld: fault and injustice · Upheld: fault, no injustice · Not upheld · "
        "Closed after initial enquiries",
        "Today",
    ),
)
ACTION_TYPES = _of(  # 4.17
    "Service Briefing · Apology · Policy or procedure change · Training · Supervision discussion · Record amendment · "
    "Guidance issued · Website or leaflet revised · Contract review · Financial payment · Meeting · Other"
)
DELAY_REASONS = (  # 4.15
    *_of(
        "Direct from young person needing formal advocacy · Request to freeze a placement decision · "
        "Spans more than one team or service",
        "Justifiable",
    ),
    *_of("Managers on other priorities · Key staff on leave · Ill health · Incomplete recording", "Other"),
)
MEASURES = _of(  # 4.16
    "Restriction of access to service area sites · Routing of all contact through a named staff member · "
    "Contact by letter only · Proposing a formal agreement about behaviour · Legal advice on an injunction · "
    "Notification to the police · Notification to the keeper of the Personal Safety Precautions Register"
)
SPEND = _of("Independent persons · Investigating officers · Stage 3 · Advocacy · Mediation · Redress · Other")

LISTS: dict[str, tuple[Code, ...]] = {
    **codes.LISTS,
    "kind": KINDS,
    "refusal_reason": REFUSAL_REASONS,
    "stage2_disposition": STAGE2_DISPOSITIONS,
    "nature": NATURE,
    "service": SERVICE,
    "outcome_sought": OUTCOME_SOUGHT,
    "remedy": REMEDY,
    "finding": FINDINGS,
    "outcome": OUTCOMES,
    "legal_status": LEGAL_STATUS,
    "advocacy": ADVOCACY,
    "disability": DISABILITY,
    "gender": GENDER,
    "age_group": AGE_GROUP,
    "ethnicity": ETHNICITY,
    "ombudsman_status": OMBUDSMAN_STATUS,
    "ombudsman_finding": OMBUDSMAN_FINDING,
    "action_type": ACTION_TYPES,
    "delay_reason": DELAY_REASONS,
    "measure": MEASURES,
    "spend": SPEND,
}

ALIASES: Mapping[tuple[str, str], str] = {  # another printed spelling of the same code
    ("how_received", "Telephone (received by Hantsdirect)"): "Telephone",
}


def taken_apart(service: str, groups: Mapping[str, str]) -> tuple[str, str | None]:
    """A service as (directorate, team). One level alone is a directorate, unless `groups` knows it as a team's.

    A label may hold the separator itself ("Hantsdirect / Out of Hours"), so the list is asked first.
    """
    if service in groups:
        group = groups[service]
        team = service.removeprefix(f"{group} / ")
        return (service, None) if group in NO_DIRECTORATE else (group, team)
    directorate, found, team = service.partition(" / ")
    return (directorate, team) if found else (service, None)
