"""The code lists of rules 4 that cases are counted by. Labels and order as printed; codes are kept for good."""

from collections.abc import Iterable
from typing import NamedTuple

from models.procedure.terms import Channel, Journey


class Code(NamedTuple):
    """One entry of a list. A council may show another label; the code stays."""

    code: str
    label: str
    group: str = ""


HOW_RECEIVED: tuple[Code, ...] = (  # 4.1, with the shorter label of table 3b for the telephone
    Code("e_mail", "E-mail"),
    Code("letter", "Letter"),
    Code("complaint_form", "Complaint Form"),
    Code("e_form", "E-Form"),
    Code("telephone", "Telephone"),
    Code("in_person", "In Person"),
    Code("via_lgo", "Via LGO"),
    Code("text_message", "Text Message"),
    Code("yp_complaint_form", "YP Complaint Form"),
)

RECEIVED_FROM: tuple[Code, ...] = (  # 4.2
    Code("parent", "Parent", "Parent/Adopter"),
    Code("adopter", "Adopter", "Parent/Adopter"),
    Code("ex_partner", "Ex-Partner", "Parent/Adopter"),
    Code("partner", "Partner", "Parent/Adopter"),
    Code("step_parent", "Step-Parent", "Parent/Adopter"),
    Code("grandparent", "Grandparent", "Non-Parent Relative"),
    Code("sibling", "Sibling", "Non-Parent Relative"),
    Code("other_relative", "Other Relative", "Non-Parent Relative"),
    Code("foster_carer", "Foster Carer", "Foster Carer/Prospective Foster Carer"),
    Code("private_foster_carer", "Private Foster Carer", "Foster Carer/Prospective Foster Carer"),
    Code(
        "prospective_adopter_foster_carer", "Prospective Adopter/Foster Carer", "Foster Carer/Prospective Foster Carer"
    ),
    Code("prospective_foster_carer", "Prospective Foster Carer", "Foster Carer/Prospective Foster Carer"),
    Code("service_user_adult", "Service user (adult)", "Service user"),
    Code("service_user_young_person", "Service user (young person)", "Service user"),
    Code("head_teacher", "Head Teacher", "Professional"),
    Code("health_staff", "Health Staff", "Professional"),
    Code("other_agency", "Other Agency", "Professional"),
    Code("other_iwc_staff", "Other IWC Staff", "Professional"),
    Code("other_professionals", "Other Professionals", "Professional"),
    Code("advocate", "Advocate", "Advocate"),
    Code("birth_parent_of_adopted_child", "Birth Parent of Adopted Child", "Miscellaneous"),
    Code("friend_neighbour", "Friend/Neighbour", "Miscellaneous"),
    Code("other", "Other", "Miscellaneous"),
    Code("unknown", "Unknown", "Unknown"),
)

NATURE: tuple[Code, ...] = (  # 4.3
    Code("application_of_policy", "Application of Policy"),
    Code("assessment_outcome", "Assessment Outcome"),
    Code("assessment_process", "Assessment Process"),
    Code("change_of_placement_decision", "Change of Placement Decision"),
    Code("change_to_service", "Change to Service"),
    Code("delay_in_provision_of_service", "Delay in Provision of Service"),
    Code("finance", "Finance"),
    Code("funding", "Funding"),
    Code("non_fulfilment_of_duty", "Non Fulfilment of Duty"),
    Code("policy", "Policy"),
    Code("poor_communication", "Poor Communication"),
    Code("professional_conduct", "Professional Conduct"),
    Code("quality_of_service", "Quality of Service"),
    Code("refusal_of_service", "Refusal of Service"),
    Code("safeguarding", "Safeguarding"),
    Code("other", "Other"),
    Code("unknown", "Unknown"),
)

SERVICE: tuple[Code, ...] = (  # 4.4
    Code("adoption_permanence", "Adoption/Permanence"),
    Code("care_leavers", "Care Leavers"),
    Code("child_in_need", "Child in Need"),
    Code("children_looked_after", "Children Looked After"),
    Code("disabled_childrens_team", "Disabled Children's Team"),
    Code("early_help_hub", "Early Help Hub"),
    Code("family_placement", "Family Placement"),
    Code("hantsdirect_out_of_hours", "Hantsdirect / Out of Hours"),
    Code("independent_reviewing_service", "Independent Reviewing Service"),
    Code("intensive_support_service_iss", "Intensive Support Service (ISS)"),
    Code("mash_crt", "MASH/CRT"),
    Code("occupational_therapy", "Occupational Therapy"),
    Code("not_receiving_a_service", "Not receiving a service"),
    Code("reception_assessment", "Reception & Assessment"),
    Code("safeguarding", "Safeguarding"),
    Code("specialist_residential_provision", "Specialist Residential Provision"),
    Code("yot", "YOT"),
    Code("other_unknown", "Other/Unknown"),
)

OUTCOME_SOUGHT: tuple[Code, ...] = (  # 4.5
    Code("agreed_service_implemented", "Agreed Service Implemented"),
    Code("apology", "Apology"),
    Code("apology_explanation", "Apology & Explanation"),
    Code("assessment_review_reassessment", "Assessment / Review / Reassessment"),
    Code("assurance_of_non_reoccurrence", "Assurance of Non-Reoccurrence"),
    Code("change_made_to_contact_arrangements", "Change Made to Contact Arrangements"),
    Code("change_of_social_worker_worker", "Change of Social Worker / Worker"),
    Code("compensation", "Compensation"),
    Code("disciplinary_action_against_staff", "Disciplinary Action Against Staff"),
    Code("explanation", "Explanation"),
    Code("financial_reimbursement", "Financial Reimbursement"),
    Code("improved_practise", "Improved Practise"),
    Code("kept_informed_by_cs", "Kept Informed by CS"),
    Code("not_known_specified", "Not Known/Specified"),
    Code("other", "Other"),
    Code("payment", "Payment"),
    Code("policy_procedure_review", "Policy / Procedure Review"),
    Code("remedial_action", "Remedial Action"),
    Code("removal_of_child_protection_plan", "Removal of Child Protection Plan"),
    Code("request_for_meeting", "Request for Meeting"),
    Code("request_fulfilled", "Request Fulfilled"),
    Code("service_delivery", "Service Delivery"),
    Code("training_for_staff", "Training for Staff"),
)

REMEDY: tuple[Code, ...] = (  # 4.6
    Code("apology", "Apology"),
    Code("apology_explanation", "Apology & Explanation"),
    Code("assessment_reassessment", "Assessment / Reassessment"),
    Code("assurance_of_non_reoccurrence", "Assurance of Non-Reoccurrence"),
    Code("change_of_social_worker_worker", "Change of Social Worker / Worker"),
    Code("complaint_refused", "Complaint Refused"),
    Code("complaint_withdrawn", "Complaint Withdrawn"),
    Code("explanation", "Explanation"),
    Code("financial_reimbursement", "Financial Reimbursement"),
    Code("meeting_offer_of_a_meeting", "Meeting / Offer of a meeting"),
    Code("other", "Other"),
    Code("request_fulfilled", "Request Fulfilled"),
    Code("not_recorded", "Not recorded"),
)

LISTS: dict[str, tuple[Code, ...]] = {
    "how_received": HOW_RECEIVED,
    "received_from": RECEIVED_FROM,
    "nature": NATURE,
    "service": SERVICE,
    "outcome_sought": OUTCOME_SOUGHT,
    "remedy": REMEDY,
}


class Tile(NamedTuple):
    """What a child's tile suggests to the officer; "" suggests nothing. The child never sees these words."""

    nature: str
    service: str = ""


TILES: dict[str, Tile] = {  # Y3
    "social_worker": Tile("professional_conduct"),
    "home": Tile("quality_of_service"),
    "carers": Tile("quality_of_service", "family_placement"),
    "family": Tile("non_fulfilment_of_duty"),
    "moving": Tile("change_of_placement_decision"),
    "plan": Tile("assessment_process"),
    "school": Tile("other"),
    "money": Tile("finance"),
    "treated": Tile("professional_conduct"),
    "own_home": Tile("quality_of_service", "care_leavers"),
    "something_else": Tile("other"),
    "not_sure": Tile("unknown"),
}

WISHES: dict[str, str] = {  # Y7, and P10 for adults: what the person ticked, as an outcome sought
    "listen": "kept_informed_by_cs",
    "why": "explanation",
    "sorry": "apology",
    "stop": "assurance_of_non_reoccurrence",
    "change": "assessment_review_reassessment",
    "new_worker": "change_of_social_worker_worker",
    "meet": "request_for_meeting",
    "dont_know": "not_known_specified",
    "explanation": "explanation",
    "apology": "apology",
    "review": "assessment_review_reassessment",
    "record": "remedial_action",
    "worker": "change_of_social_worker_worker",
    "meeting": "request_for_meeting",
    "service": "service_delivery",
    "money": "financial_reimbursement",
    "no_repeat": "assurance_of_non_reoccurrence",
    "not_sure": "not_known_specified",
}

_BY_CHANNEL: dict[Channel, str] = {
    Channel.ONLINE: "e_form",
    Channel.EMAIL: "e_mail",
    Channel.LETTER: "letter",
    Channel.FORM: "complaint_form",
    Channel.PHONE: "telephone",
    Channel.IN_PERSON: "in_person",
    Channel.TEXT: "text_message",
    Channel.OMBUDSMAN: "via_lgo",
}


def how_received(channel: Channel, journey: Journey) -> str:
    """The code of 4.1: a form of the young person's own is counted apart."""
    own_form = journey is Journey.YOUNG_PERSON and channel in (Channel.ONLINE, Channel.FORM)
    return "yp_complaint_form" if own_form else _BY_CHANNEL[channel]


def label_of(codes: Iterable[Code], code: str | None) -> str:
    """The label of one code; an unknown or old one is shown as it is stored, so that nothing vanishes."""
    return next((entry.label for entry in codes if entry.code == code), code or "")


def choices(codes: Iterable[Code]) -> list[tuple[str, str]]:
    """(code, label) pairs for a list to choose from."""
    return [(entry.code, entry.label) for entry in codes]
