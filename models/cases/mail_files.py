"""What came with a mail becomes its case's, as far as the case has room (UPL-02); the rest stays with the mail."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.attaching import move_mail_to_case
from models.cases.tasks import open_task
from models.formats import short_date
from models.procedure.tasks import MAIL_FILES
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.incoming import IncomingMail

LEFT = (
    "A mail of {day} brought more than this case can hold (100 MB). These stay with the mail itself, under Mail, and "
    "are kept there: {names}. Look at them there, and ask for what is needed in another way."
)


def bring(
    db: Session, row: IncomingMail, case: Case, keys: Keyring, *, actor: Actor, now: datetime,
    message_id: uuid.UUID | None = None, holder_id: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """Nothing is lost, and nothing is left out silently: what does not fit is named in a task."""
    left = move_mail_to_case(db, row.id, case.id, keys, message_id=message_id, holder_id=holder_id)
    if left:
        words = LEFT.format(day=short_date(local_day(row.came_at)), names=", ".join(left))
        open_task(db, case, MAIL_FILES, actor=actor, now=now, what=words, keys=keys, about_id=row.id)
