"""Each day a mail to the administrators, while texts or papers wait because GOV.UK Notify cannot be used (R3)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.telling import tell
from models.post.machine_ways import held_for_the_key, held_for_the_template
from models.post.notices import BODY
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.message import Message

SUBJECT = "GOV.UK Notify needs you"
KEY = (
    "{many} not sent: GOV.UK Notify does not take our key. Put a valid one into its file, and the worker sees it "
    "within ten minutes."
)
TEMPLATE = "{many} not sent: their template in GOV.UK Notify is not there, or does not say exactly “{body}”."
LAST = "None is lost: they go by themselves once it is mended. You read this each day until then."


def tell_administrators(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Once a day to each of them; how many were told. Nothing while nothing waits."""
    cause = f"notify-held:{local_day(now)}"
    if db.scalars(select(Message.id).where(Message.cause.startswith(cause)).limit(1)).first():
        return 0
    key, template = held_for_the_key(db), held_for_the_template(db)
    said = [KEY.format(many=_many(key, "texts and letters", "text or letter"))] if key else []
    said += [TEMPLATE.format(many=_many(template, "texts", "text"), body=BODY)] if template else []
    if not said:
        return 0
    body = "\n\n".join([*said, LAST])
    return tell(db, keys, Role.ADMINISTRATOR, subject=SUBJECT, body=body, cause=cause, now=now)


def _many(number: int, several: str, one: str) -> str:
    return f"{number} {one if number == 1 else several}"
