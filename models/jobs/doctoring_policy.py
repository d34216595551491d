"""How a council's policy stands, for `heard doctor`: how people reach it, and the bank holidays ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.cases.council_contacts import as_shipped
from models.cases.policies import holidays, in_force
from models.formats import short_date
from models.procedure.working_days import local_day
from models.settings import Settings

HOLIDAYS_AHEAD = timedelta(days=180)
WHERE = "Set them under Settings, How people reach us."


def policy_stands(db: Session, settings: Settings, *, now: datetime) -> Iterator[tuple[str, str]]:
    today = local_day(now)
    policy = in_force(db, settings.council, today)
    missing = policy.contacts.missing()
    shipped = as_shipped(db, settings.council, today) if settings.production else []
    if missing:
        said = ", ".join(name.replace("_", " ") for name in missing)
        yield "warning", f"{policy.name} has not said: {said}. Pages leave these out. {WHERE}"
    if shipped:
        yield "warning", f"nobody at {policy.name} has said that these are right: {', '.join(shipped)}. {WHERE}"
    if not missing and not shipped:
        yield "ok", f"{policy.name}, in force since {short_date(policy.since)}."
    last = max(holidays(db), default=None)
    if last is None or last < today + HOLIDAYS_AHEAD:
        yield "warning", "no bank holiday is known half a year from now. Add those that were announced."
