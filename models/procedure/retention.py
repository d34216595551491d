"""How long each kind of case is kept, what a council may choose, and what holds a case whatever its day (RET-01).

The law names no period for complaints (rules 11), so there is none without a council's own schedule. What stands here
are the borders of it: no period ends while the Ombudsman may still be asked, and none is without an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.procedure.deadlines import due_on
from models.procedure.terms import Procedure, Unit

LEAST, MOST = 1, 100
"""Years. The Ombudsman may be asked for 12 months (K-68); the longest period that councils print is 100 years."""
CLAIMS = 6  # years: the Limitation Act 1980, sections 2 and 5, and for a child only from 18 (section 28)
BACKUPS = 35  # days that a backup lives (RET-05)
ANSWER_MONTHS = 1  # to answer a person who asks for erasure, or objects (UK GDPR 12(3))


class Kind(StrEnum):
    """What a case counts as here: the first that fits, in this order."""

    SAFETY = "safety"
    STATUTORY = "statutory"
    CORPORATE = "corporate"
    PRAISE = "praise"
    REFUSED = "refused"
    OTHER = "other"
    ACCESS = "access"  # no case: a request to see what is kept
    ALERT = "alert"  # no case: a safety alert that nobody could put on one
    REMARK = "remark"  # no case: what somebody wrote of this site


class Trigger(StrEnum):
    CLOSED = "closed"
    CONTACT = "contact"
    EIGHTEEN = "eighteen"


class Action(StrEnum):
    REVIEW = "review"
    ERASE = "erase"
    ANONYMISE = "anonymise"


KINDS: Mapping[Kind, str] = {
    Kind.SAFETY: "Somebody was not safe: an alert, or passed on to safeguarding",
    Kind.STATUTORY: "Statutory complaints",
    Kind.CORPORATE: "Corporate complaints",
    Kind.PRAISE: "Compliments and comments",
    Kind.REFUSED: "What was not taken up as a complaint",
    Kind.OTHER: "Everything on another route, and concerns",
    Kind.ACCESS: "Requests to see records, closed on the day they were answered",
    Kind.ALERT: "Safety alerts that hang on no case, closed on the day duty closed them",
    Kind.REMARK: "What people wrote about this site, closed with the month it was written in",
}
TRIGGERS: Mapping[Trigger, str] = {
    Trigger.CLOSED: "the day it was closed",
    Trigger.CONTACT: "the last day anything happened in it",
    Trigger.EIGHTEEN: "the child’s 18th birthday, never before it was closed",
}
ACTIONS: Mapping[Action, str] = {
    Action.REVIEW: "somebody looks at it and decides",
    Action.ERASE: "it is erased, unless somebody says why not",
    Action.ANONYMISE: "it is made anonymous, unless somebody says why not",
}
GOING = (Action.ERASE.value, Action.ANONYMISE.value)  # decided of one case, either destroys its keys and words
"""Erased, its days and codes stay under its reference, with who is kept from them. Anonymous, nothing leads from them
to anybody: no reference it ever had, nobody who worked on it or was complained about, no age."""
HOLDS: Mapping[str, str] = {  # RET-02
    "inquiry": "A public inquiry or review",
    "court": "A court case, or one that is expected",
    "ombudsman": "The Ombudsman",
    "access": "Somebody asked to see what is kept about them",
    "police": "The police, or safeguarding",
}
KEEPING: Mapping[str, str] = {  # why a case is kept after its day, or although its erasure was asked for
    "law": "A law or guidance needs the record",
    "claim": "A claim may still be made, or is being made",
    "child": "The child may need it later to understand what happened",
    "research": "It goes to the archive, or to an inquiry",
    "again": "A later case about the same matter is still kept",
    "open": "The complaint is still being dealt with",
    "held": "A legal hold stands on it",
}
ASKED: Mapping[str, str] = {"erase": "To be erased (UK GDPR 17)", "object": "To stop using it (UK GDPR 21)"}
BANDS: Mapping[str, int] = {"under_10": 0, "10_12": 10, "13_15": 13, "16_17": 16, "18_over": 18}
"""The youngest that somebody of the band may have been on the day it came in."""
OF_CHILDREN = frozenset({Kind.SAFETY, Kind.STATUTORY, Kind.ALERT})
APART = frozenset({Kind.ALERT, Kind.REMARK})  # of no case: they go by themselves when their period is over


@dataclass(frozen=True, slots=True)
class Period:
    """What a council decided for one kind."""

    trigger: Trigger
    years: int
    action: Action


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a closed case decides its day. `age_band` is a code of `BANDS`, where one is known."""

    kind: Kind
    received_on: date
    closed_on: date
    last_on: date
    young_person: bool
    age_band: str | None = None


def kind_of(procedure: Procedure | None, *, alert: bool) -> Kind:
    if alert or procedure is Procedure.SAFEGUARDING:
        return Kind.SAFETY
    return {
        Procedure.STATUTORY: Kind.STATUTORY,
        Procedure.CORPORATE: Kind.CORPORATE,
        Procedure.COMPLIMENT: Kind.PRAISE,
        Procedure.COMMENT: Kind.PRAISE,
        Procedure.REFUSED: Kind.REFUSED,
    }.get(procedure, Kind.OTHER) if procedure else Kind.OTHER  # fmt: skip


def eighteen_on(facts: Facts) -> date | None:
    """The last day that can be their 18th birthday: no birthday is kept in clear, so the band decides for the longest.
    None for an adult; a child whose age nobody said may have been born on the day it came in."""
    if not facts.young_person:
        return None
    years = 18 - BANDS.get(facts.age_band or "", 0)
    return due_on(Unit.YEARS, years, facts.received_on, {}) if years > 0 else facts.received_on


def begins_on(facts: Facts, trigger: Trigger) -> date:
    """The day the years are counted from, never before the case was closed."""
    if trigger is Trigger.CONTACT:
        return max(facts.last_on, facts.closed_on)
    if trigger is Trigger.EIGHTEEN:
        return max(eighteen_on(facts) or facts.closed_on, facts.closed_on)
    return facts.closed_on


def ends_on(facts: Facts, periods: Mapping[Kind, Period]) -> date | None:
    """The day on which it comes up. None: no period was decided for its kind, so it never does (decisions 24)."""
    period = periods.get(facts.kind)
    return due_on(Unit.YEARS, period.years, begins_on(facts, period.trigger), {}) if period else None


def request_ends_on(answered_on: date, period: Period) -> date:
    """The day on which a request to see what is kept comes up."""
    return due_on(Unit.YEARS, period.years, answered_on, {})


def apart_ends_on(kind: Kind, began_on: date, closed_on: date, period: Period) -> date:
    """The day on which an alert or a remark of no case goes. Nobody said how old a child was who raised an alert, so
    for its 18th birthday they were born on that day. A remark has a month and no day: it is counted from its end."""
    if kind is Kind.REMARK:
        closed_on = due_on(Unit.MONTHS, 1, closed_on, {})
    if period.trigger is Trigger.EIGHTEEN:
        closed_on = max(due_on(Unit.YEARS, 18, began_on, {}), closed_on)
    return due_on(Unit.YEARS, period.years, closed_on, {})


def fault(period: Period, kind: Kind | None = None) -> str | None:
    """Why a council may not choose this, in words for who typed it; None where it may."""
    if not LEAST <= period.years <= MOST:
        return f"Choose between {LEAST} and {MOST} years: the Ombudsman may be asked for 12 months after the answer"
    if kind is Kind.ACCESS and period.trigger is not Trigger.CLOSED:
        return "A request is counted from the day it was answered: choose “The day it was closed”"
    if kind is Kind.ACCESS and period.action is Action.ANONYMISE:
        return "Nothing of a request is counted, so nothing of it is made anonymous: choose that it is erased"
    if kind in APART and period.action is not Action.ERASE:
        return "Nobody looks at each of them: choose that it is erased, or put no period forward and keep them"
    if kind is Kind.ALERT and period.trigger is Trigger.CONTACT:
        return "Nothing happens in an alert after duty closed it: choose another day to count from"
    if kind is Kind.REMARK and period.trigger is not Trigger.CLOSED:
        return "Nobody’s name or age stands with it: choose “The day it was closed”"
    return None


def doubts(kind: Kind, period: Period) -> list[str]:
    """What its owner should have thought of: shown to who decides and to who agrees, and refused nothing."""
    said = []
    if period.years < CLAIMS and kind not in (Kind.ACCESS, Kind.REMARK):
        said.append(f"Shorter than {CLAIMS} years, in which most claims can be made (Limitation Act 1980).")
    if kind in OF_CHILDREN and period.trigger is not Trigger.EIGHTEEN:
        said.append("Not counted from the 18th birthday, although a child’s time to claim begins on it (section 28).")
    if period.years > 75:
        said.append("Longer than 75 years. Say in the authority who needs it for so long.")
    return said


def answer_by(asked_on: date) -> date:
    """The day by which a person who asked for erasure has to have an answer."""
    return due_on(Unit.MONTHS, ANSWER_MONTHS, asked_on, {})
