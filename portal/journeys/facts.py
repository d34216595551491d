"""The facts that a journey's words have places for: dates by the rules, never by hand (T30)."""

from datetime import date, datetime
from typing import Any

from flask import current_app, g

from models.cases.promising import if_sent
from models.formats import near_date
from models.procedure.working_days import local_day
from models.words import Entry, places

ROWS = {"number", "over"}  # filled where a row or an error is drawn


def facts_for(entry: Entry) -> dict[str, object]:
    """Only what these words need: most pages promise nothing, and ask the database nothing."""
    texts = [*entry.text, *entry.say.values()]
    for words in entry.fields.values():
        texts += [words.label, *words.options.values()]
    if not set().union(*map(places, texts)) - ROWS:
        return {}
    return dated(if_sent(g.db, current_app.config["HEARD"].council, g.now).facts(), g.now)


def dated(days: dict[str, date], now: datetime) -> dict[str, Any]:
    """The same dates as a child would say them: the year is left out, for the day is near."""
    said = {name: near_date(day) for name, day in days.items()}
    today = near_date(local_day(now))
    more = {"if_now": said.get("answer_by", ""), "if_wait": said.get("answer_if_waiting", ""), "today": today}
    return {**said, **more}
