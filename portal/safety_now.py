"""Whether the safety team is there at this hour: the numbers, the receipt and their own page all ask it here (T39)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, g

from models.cases.duty_rota import Duty, duty_now, number_code, sending_works, when_code
from models.cases.their_alerts import Alert
from models.formats import near_date
from models.procedure.working_days import local_day
from models.web.logging import log, problem


@dataclass(frozen=True, slots=True)
class Waits:
    """Something of theirs that nobody has accepted yet, and who answers meanwhile: codes of the deck."""

    told: str  # the day, as a child would say it
    duty: Duty | None
    number: str
    when: str


def waits(alerts: Iterable[Alert]) -> Waits | None:
    """What stands on top until somebody has it; nothing after that, and nothing of what one of us told the team."""
    first = next((alert for alert in alerts if alert.own and alert.stands == "waiting"), None)
    if first is None:
        return None
    duty, told = duty_here(), near_date(local_day(first.at), local_day(g.now))
    return Waits(told, duty, number_code(duty), when_code(duty, sending=sending_works(g.db, now=g.now)))


def duty_here() -> Duty | None:
    """Who is there at this moment; None where nobody can say, and then no page promises anything."""
    try:
        return duty_now(g.db, current_app.config["HEARD"].council, now=g.now)
    except Exception as error:
        log("rota_unreadable", logging.ERROR, **problem(error))
        return None
