"""The council as pages name it: from its policy in force today, so that a changed number is changed everywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import current_app, g
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models.cases import duty_rota
from models.cases.policies import holidays, in_force
from models.policy import Contacts, Policy, PolicyError, bank_holidays, load_shipped, shipped
from models.procedure.working_days import local_day
from models.settings import Settings

OFFICE = re.compile(r"( (County|City|Borough|District|Metropolitan( Borough)?))? Council$")


@dataclass(frozen=True)
class Council:
    name: str
    phone: str
    text: str
    safety_phone: str  # for this hour: the team itself, or who answers while it is away
    address: str
    contacts: Contacts
    colour: str = ""
    safety_on: bool = True  # whether `safety_phone` is the team itself

    @property
    def short(self) -> str:
        """What fits the title of a page beside the question (T13): Ashbourne, not Ashbourne County Council."""
        return OFFICE.sub("", self.name)

    @property
    def free(self) -> bool:
        """Whether to call it costs nothing, from any phone in the country: what begins with 0800 or 0808 does not."""
        return self.phone.startswith(("0800", "0808"))


def council() -> Council:
    if "council" not in g:
        settings: Settings = current_app.config["HEARD"]
        try:
            policy = in_force(g.db, settings.council, local_day(g.now))
            rota, days_off = duty_rota.remembered(g.db), holidays(g.db)
            current_app.extensions["council"] = policy, rota, days_off
            g.council = _named(policy, rota, days_off)
        except (PolicyError, DBAPIError, PoolTimeout, AttributeError):
            without_database()
    made: Council = g.council
    return made


def without_database() -> None:
    """The page that says the database is gone needs the numbers: the last ones known, or those shipped (R6)."""
    settings: Settings = current_app.config["HEARD"]
    known = current_app.extensions.get("council")
    begun = [one for one in shipped() if one.council == settings.council and one.since <= local_day(g.now)]
    latest = load_shipped(*max(begun, key=lambda one: one.since)[1:]) if begun and not known else None
    g.council = _named(*known) if known else _named(latest, {}, bank_holidays())


def _named(policy: Policy | None, rota: Mapping[str, Any], days_off: Mapping[date, str]) -> Council:
    """Asked anew for each page, even from what was last known: the number changes when the team goes home."""
    contacts = policy.contacts if policy else Contacts()
    watch = duty_rota.read(rota, contacts)
    duty = watch.at(g.now, days_off)
    contacts = replace(contacts, duty_phone=watch.phone, duty_phone_out_of_hours=watch.out_of_hours)
    return Council(
        name=policy.name if policy else "Your council",
        phone=contacts.phone,
        text=contacts.text,
        safety_phone=duty.phone,
        safety_on=duty.on,
        address=contacts.freepost,
        contacts=contacts,
        colour=policy.colour if policy else "",
    )
