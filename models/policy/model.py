"""The shape of a council's policy. Frozen: a case keeps the one in force when it began (G-09)."""

from dataclasses import dataclass, fields
from datetime import date, time

from models.procedure.clocks import LIMITS, Basis
from models.procedure.starts import Arrival
from models.procedure.terms import Clock, Unit


class PolicyError(ValueError):
    """A council's file asks for something the law does not allow, or cannot be understood."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """How to reach this council, as printed on pages and letters. Empty where a council has not said."""

    reply_to: str = ""
    phone: str = ""
    text: str = ""  # a number for text messages
    freepost: str = ""  # one line
    hours: str = "9am to 5pm, Monday to Friday"  # when messages are read
    duty_phone: str = ""  # children's duty team, in hours
    duty_phone_out_of_hours: str = ""
    duty_from: time = time(9)
    duty_until: time = time(17)  # on working days
    advocacy_name: str = ""
    advocacy_phone: str = ""
    ombudsman_name: str = "Local Government and Social Care Ombudsman"
    ombudsman_phone: str = "0300 061 0614"
    ombudsman_web: str = "www.lgo.org.uk"
    ombudsman_post: str = "PO Box 4771, Coventry CV4 0EH"
    hours_in: tuple[tuple[str, str], ...] = ()  # `hours` in other languages, by their code; set on a page alone

    def missing(self) -> list[str]:
        """The facts this council has not given; nobody should be sent to a number that is not there."""
        return [field.name for field in fields(self) if not getattr(self, field.name) and field.name != "hours_in"]

    def hours_for(self, code: str) -> str:
        """When messages are read, in that language; empty where the council has not said it so."""
        return dict(self.hours_in).get(code, "")


@dataclass(frozen=True, slots=True)
class Window:
    """A recommended time to ask for the next stage. Never hard: past it stands a decision, not a refusal (G-02)."""

    length: int
    unit: Unit = Unit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Policy:
    """One council's figures from `since` on. `printed` is what it published: shown, never computed with."""

    council: str
    since: date
    name: str
    source: str
    lengths: dict[Clock, int]
    ceilings: dict[Clock, int]  # how far from the start an extension may reach; a clock without one is not here
    figures: dict[str, int]  # everything else that is counted, for clocks of later stages
    s2_window: Window
    s3_window: Window
    s2_start_basis: Basis
    received_on_nonworking_day: Arrival
    cut_off: time | None
    printed: dict[str, str]
    contacts: Contacts
    colour: str = ""  # of the public pages; empty: ours


KEYS: dict[str, Clock] = {limit.policy_key: clock for clock, limit in LIMITS.items()}
DEFAULTS: dict[str, int] = {  # rules §10, for the figures that no shipped clock carries
    "ack_s1": 2,
    "s1_ext": 10,
    "s2_max": 65,
    "corp_s1_ext": 10,
    "corp_s2_ext": 20,
    "s2_ext_notice_by": 20,
    "learning": 25,
    "mp": 10,
    "nhs_part": 10,
    "nhs_whole": 5,
    "provider_ask": 1,
    "provider_send": 5,
    "behaviour_review": 12,
    "time_limit": 1,
}
MOST: dict[str, int] = {  # G-01: nobody may be given longer; the clocks carry their own
    "s1_ext": 10,
    "s2_max": 65,
    "behaviour_review": 12,
}
LEAST: dict[str, int] = {"time_limit": 1}  # a person may not be given less time to complain than the law gives (K-70)
