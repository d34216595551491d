"""The lists that reports are ordered by: labels and order as printed (rules 2.8, 4.3 to 4.20)."""

from models.procedure.codes import LISTS as PRINTED
from models.procedure.counting import Band
from models.procedure.register_codes import LISTS as EVERY_LIST

COMPLAINTS = ("Complaint", "Area initiated complaint")  # what stage 1 is counted of; a pre-complaint is none yet (E-52)
UNROUTED = ("Pre-complaint (to statutory Stage 1 complaint)", "Refused")  # statutory where nobody said otherwise
COMPLIMENT, DUTY, REFUSED, CONCERN = "Compliment", "Duty Matter", "Refused", "Case Concern"
OMBUDSMAN, MP, EARLY = "LGO", "MP Enquiry", "Early resolution"

OUTSTANDING, WITHDRAWN, REMAINS_ONGOING = "Outstanding", "Complaint Withdrawn", "Remains Ongoing"
WITHIN, OVER = "Within timescale", "Over timescale"

REPRESENTATION = (  # 2.8
    *(f"Statutory: {kind}" for kind in (COMPLAINTS[0], UNROUTED[0], COMPLAINTS[1], UNROUTED[1])),
    *(
        f"Other: {kind}"
        for kind in (
            "Professional to Professional Complaint",
            "LSCB",
            OMBUDSMAN,
            CONCERN,
            "Miscellaneous",
            COMPLIMENT,
            "Hantsdirect handoff",
            "Request for info",
            "Ad Hoc",
        )
    ),
)
REFUSAL = (  # 2.7
    "Court Proceedings",
    "No PR",
    "Not in Best Interest/Age of Child/YP",
    "Out of Time",
    "Outside of Remit",
    "Tribunal/Court Proceedings",
)
UNANSWERED_KINDS = (  # 4.7: how a stage ended without an answer
    "Complainant not Engaging",
    "Closed: Sensitive Matter",
    WITHDRAWN,
    REMAINS_ONGOING,
)
TIMESCALE = (WITHIN, "Within an agreed extension", OVER, *UNANSWERED_KINDS, OUTSTANDING)
LEARNING = ("With corrective action identified", "Explicitly none", "Missing")  # 4.18
NO_ADVOCATE = "No advocate"
PERSON = ("Children and young people", "Somebody on behalf of a child", "Parents, carers and others")  # experience 6.6
ADVOCATE = ("Independent commissioned", "Children's rights staff", "Own choice", NO_ADVOCATE)  # 4.20
NOT_STATED = "Not Stated"
FAULT = (  # 4.14
    "Maladministration – No Injustice",
    "Maladministration and Injustice",
    "Upheld",
    "Upheld: fault and injustice",
    "Upheld: fault, no injustice",
)

AGES = (Band("Under 10yrs", None, 9), Band("11-16yrs", 11, 16), Band("17-18yrs", 17, 18))  # 4.9; 10 is in none
AGES_13 = (Band("Under 13", None, 12), Band("13 and over", 13, None))
ENTRIES = (Band("10+", 10, 19), Band("20+", 20, 29), Band("30+", 30, 49), Band("50+", 50, None))  # 4.19: exclusive

LISTS: dict[str, tuple[str, ...]] = {
    **{name: tuple(code.label for code in codes) for name, codes in EVERY_LIST.items()},
    **{f"{name}_printed": tuple(code.label for code in codes) for name, codes in PRINTED.items()},
    "refusal_reason_printed": REFUSAL,
    "representation": REPRESENTATION,
    "timescale": TIMESCALE,
    "advocate": ADVOCATE,
    "learning": LEARNING,
    "person": PERSON,
    "ages": tuple(band.label for band in AGES),
    "ages_13": tuple(band.label for band in AGES_13),
    "entries": tuple(band.label for band in ENTRIES),
}
GROUPS: dict[str, dict[str, str]] = {
    name: {code.label: code.group for code in codes if code.group} for name, codes in PRINTED.items()
}
"""The groups of the printed lists, for rows with a subtotal."""
