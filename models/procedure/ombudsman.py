"""What may become of a complaint at the Ombudsman, and of each remedy recommended or offered (rules 4.14, 1.7)."""

from collections.abc import Mapping
from enum import StrEnum

from models.procedure.register_codes import OMBUDSMAN_STATUS

ENQUIRY, INVESTIGATION, PREMATURE = (code.label for code in OMBUDSMAN_STATUS)
STATUSES = {ENQUIRY: "enquiry", INVESTIGATION: "investigation", PREMATURE: "premature"}
AT_WORK, DECIDED = (ENQUIRY, INVESTIGATION), "Decided"
GOES_ON = frozenset({"Investigation Commenced", "Remains Ongoing"})
"""Printed among findings (4.14) and only how it stands: a register may hold them, and nothing is decided by them."""

REMEDIES: Mapping[str, str] = {  # in the order in which the Ombudsman's guidance on remedies takes them
    "apology": "Apology",
    "act": "Put it right",
    "service": "Improve the service",
    "payment": "Payment",
    "review": "Start or finish a stage of the procedure",
}


class Remedy(StrEnum):
    """How a remedy stands. Values are stored."""

    RECOMMENDED = "recommended"
    AGREED = "agreed"  # by the council
    NOT_AGREED = "not_agreed"
    OFFERED = "offered"  # to the person
    ACCEPTED = "accepted"
    DECLINED = "declined"  # by the person (S-17)
    DONE = "done"


STANDS: dict[Remedy, str] = {
    Remedy.RECOMMENDED: "Recommended",
    Remedy.AGREED: "We agree to it",
    Remedy.NOT_AGREED: "We do not agree to it",
    Remedy.OFFERED: "Offered to the person",
    Remedy.ACCEPTED: "The person accepts it",
    Remedy.DECLINED: "The person declines it",
    Remedy.DONE: "Done",
}
NEXT: dict[Remedy, tuple[Remedy, ...]] = {
    Remedy.RECOMMENDED: (Remedy.AGREED, Remedy.NOT_AGREED),
    Remedy.AGREED: (Remedy.OFFERED, Remedy.DONE),
    Remedy.NOT_AGREED: (Remedy.AGREED,),
    Remedy.OFFERED: (Remedy.ACCEPTED, Remedy.DECLINED),
    Remedy.ACCEPTED: (Remedy.DONE,),
    Remedy.DECLINED: (Remedy.OFFERED,),
    Remedy.DONE: (),
}
BEGINS = (Remedy.RECOMMENDED, Remedy.OFFERED)
NEEDS_WORDS = frozenset({Remedy.NOT_AGREED, Remedy.DECLINED, Remedy.DONE})  # why, or how we know
OPEN = frozenset(Remedy) - {Remedy.DONE, Remedy.NOT_AGREED, Remedy.DECLINED}
