"""Unreasonable behaviour (rules 3.7, lists 4.16): what it may mean, which measures there are, how long they may last.

A measure is on contact only. The right to complain, every clock and every next stage stay as they are (S-34, TW 11.5).
"""

from datetime import date

from models.procedure.deadlines import due_on
from models.procedure.terms import Unit

MEASURES: dict[str, str] = {  # TW 11.3, as printed
    "sites": "Restriction of access to service area sites",
    "named": "Routing of all contact through a named staff member",
    "letter": "Contact by letter only",
    "agreement": "Proposing a formal agreement about behaviour",
    "injunction": "Legal advice on an injunction",
    "police": "Notification to the police",
    "register": "Notification to the keeper of the Personal Safety Precautions Register",
}
EASY: dict[str, str] = {  # the same in short words
    "sites": "You do not come to some of our buildings.",
    "named": "One person here talks with you. You will know their name.",
    "letter": "You write to us. You do not ring.",
    "agreement": "We write down together how we talk.",
    "injunction": "We ask a lawyer what we can do.",
    "police": "We tell the police.",
    "register": "We tell the person here who keeps our staff safe.",
}
INDICATORS: dict[str, str] = {  # TW 11.4, short form
    "grounds": "Will not say what the complaint is about",
    "cooperate": "Will not co-operate with the investigation",
    "remit": "Will not accept what we can and cannot look at",
    "terms": "Will not accept the terms of the procedure",
    "incompatible": "Wants it handled in a way that does not fit the procedure",
    "staff": "Groundless complaints about who handles it, or wanting them replaced",
    "changes": "Changes the basis, or denies earlier statements",
    "trivial": "Trivial new information, or many unimportant questions",
    "recording": "Covert recording",
    "demands": "Excessive demands: calls, e-mails to many staff, long frequent letters",
    "repeats": "Repeat complaints dressed as new",
    "decision": "Will not accept a decision",
    "outcome": "Repeats and accepts no outcome",
    "process": "Focus on process over outcome",
    "unrealistic": "Unrealistic outcomes",
    "persistent": "Persistent contact with the service",
    "parts": "Approaches different parts of the council for different answers",
    "abusive": "Abusive or threatening behaviour",
}


LONGEST = 12  # months, K-93: a council may choose less


def last_day(begins: date, months: int = LONGEST) -> date:
    """The last day of a measure, and the last day on which it may be looked at again (K-93)."""
    return due_on(Unit.MONTHS, min(months, LONGEST), begins, {})
