"""The shape of one time limit: whose rule it is, what starts it, which day it counts from."""

from dataclasses import dataclass
from enum import StrEnum

from models.procedure.terms import Clock, Confidence, Event, Procedure, Unit


class Basis(StrEnum):
    """Which day a clock counts from. Two rows with one stop and two bases are the two clocks of stage 2."""

    EVENT = "event"  # the day of the event that starts it
    RECEIVED = "received"  # the day the council received it, whenever the clock was set going
    S1_START = "s1_start"  # the latest of three facts (K-11), see starts.py
    ACKNOWLEDGED = "acknowledged"  # the day the acknowledgement counted (K-81)
    REQUEST = "request"  # the day the next stage was asked for
    STATEMENT = "statement"  # the day the statement of complaint was agreed
    PANEL = "panel"  # the day the panel meets or met
    REPORT = "report"  # the day the panel's report came


class Authority(StrEnum):
    """Whose rule it is (rules 0.4). Only LAW with a source that was read or corroborated is called law on a page."""

    LAW = "law"
    CODE = "code"  # the Ombudsman's Complaint Handling Code: advice, not statute (K-84)
    POLICY = "policy"  # the council's own
    OURS = "ours"  # this service's own promise


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit. Every length and ceiling is counted in `unit` from the day that `basis` names."""

    rule: str
    label: str  # plain words for a page
    starts: tuple[Event, ...]
    stops: tuple[Event, ...]
    length: int | None  # None: nobody sets a figure, so the council must. Negative: counted back from the event
    source: str
    confidence: Confidence
    authority: Authority
    responsible: str
    policy_key: str  # the key in a council's file
    unit: Unit = Unit.WORKING_DAYS
    ceiling: int | None = None  # the furthest an extension may reach; None: no extension exists
    law: int | None = None  # the figure no council may exceed (G-01)
    basis: Basis = Basis.EVENT
    procedures: tuple[Procedure, ...] = tuple(Procedure)  # where it belongs; routing elsewhere cancels it
    only_for_children: bool = False
    inside: Clock | None = None  # a step of this one, whose furthest day it may never pass (K-40)
