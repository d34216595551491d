"""The one notice that travels by mail or text: neutral, without name, topic or address of a page (PRV-10, T35).

Who has no page is asked by hand instead, as neutrally: a notice about a page takes nothing to them.
"""

from datetime import datetime, time, timedelta

from models.procedure.working_days import ENGLAND

SUBJECT = "You have an update"
BODY = "You have an update. Go to the page you used before."
ASK = "Please answer this when it is safe for you. We would like to ask you something."
MORNING, EVENING = time(8), time(20)


def notice() -> dict[str, str]:
    """Subject and body; at most 100 characters, the same for everybody."""
    return {"subject": SUBJECT, "body": BODY}


def is_morning(now: datetime) -> bool:
    """Nobody's phone sounds at night for a notice."""
    return MORNING <= now.astimezone(ENGLAND).time() < EVENING


def not_at_night(now: datetime) -> datetime:
    """The first moment from `now` on at which a phone may sound."""
    if is_morning(now):
        return now
    here = now.astimezone(ENGLAND)
    day = here.date() + timedelta(days=here.time() >= EVENING)
    return datetime.combine(day, MORNING, ENGLAND).astimezone(now.tzinfo)
