"""By which ways the worker can reach a person by itself: mail always, texts and paper where a council uses Notify.

The worker says so in the database when it starts, so that no site needs the key or the setting.
"""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.post.notify import WrongKey, WrongTemplate
from models.procedure.terms import Way
from models.tables.message import Message
from models.tables.settings import Setting

NAME = "machine_ways"  # the row of `setting`
MAY = (Way.TEXT, Way.POST)


def machine_ways(db: Session) -> Set[Way]:
    row = db.get(Setting, NAME)
    return frozenset({Way.EMAIL} | {way for way in MAY if row is not None and row.value.get(way.value)})


def say_ways(db: Session, *, text: bool, post: bool, now: datetime) -> None:
    """Keep what the worker can do; nothing is written where it is as it was. The caller commits."""
    value: dict[str, object] = {Way.TEXT.value: text, Way.POST.value: post}
    row = db.get(Setting, NAME)
    if row is None and (text or post):
        db.add(Setting(name=NAME, value=value, changed_at=now))
    elif row is not None and row.value != value:
        row.value, row.changed_at = value, now


def held_for_the_template(db: Session) -> int:
    """How many texts wait because their template in Notify is not there or says something else than our notice."""
    held = Message.state.in_(("queued", "sending")) & (Message.last_error == WrongTemplate.__name__)
    return db.scalar(select(func.count()).where(held)) or 0


def held_for_the_key(db: Session) -> int:
    """How many texts and papers wait because Notify does not take our key; 0 as soon as it takes it again."""
    held = Message.state.in_(("queued", "sending")) & (Message.last_error == WrongKey.__name__)
    return db.scalar(select(func.count()).where(held)) or 0
