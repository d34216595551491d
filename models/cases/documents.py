"""A paper that staff put on a case: through the same checks as what a person sends, sealed to the file, so that neither
the person's words nor an advocate's account opens it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import names_here
from models.cases.attaching import attach, check_whole
from models.cases.caring_details import details_of
from models.cases.recording import record
from models.cases.said_and_done import names_in
from models.files.judging import Taken
from models.files.refusing import Refused
from models.formats import short_date
from models.procedure.documents import ADDED, Document
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.upload import Upload

OF_THEIRS = "report"  # as a report that is handed in here
DOCUMENT = "document"  # where others stand under the question they answer


@dataclass(frozen=True, slots=True)
class Told:
    """What staff say of it."""

    kind: Document
    title: str
    on: date


def add(
    db: Session, case: Case, taken: Taken, told: Told, *, scan: bool, outside: bool = False, keys: Keyring,
    actor: Actor, now: datetime,
) -> Upload:  # fmt: skip
    """Put it on the case. Its title is read in lists and in rooms, so nobody is named in it. `outside`: one of the
    reports of stage 2, which those who investigate read, and the person with the letter."""
    if told.on > local_day(now):
        raise NotAllowed("Choose the day the document is from: today or earlier.")
    if found := _name_in(db, case, told.title, keys):
        raise NotAllowed(f"A title names nobody: take out “{found}”.")
    try:
        check_whole(db, case.id)
    except Refused:
        raise NotAllowed("This case has all the files that it may have.") from None
    question, said = OF_THEIRS if outside else DOCUMENT, {"label": told.title}
    row = attach(db, taken, keys, question=question, now=now, scan=scan, case_id=case.id, said=said, filed=not outside)
    row.document, row.dated_on = told.kind, told.on
    words = f"{told.title}, of {short_date(told.on)}"
    record(db, case, Event.NOTED, actor=actor, now=now, reason=ADDED.format(told.kind), details=words, keys=keys)
    return row


def _name_in(db: Session, case: Case, title: str, keys: Keyring) -> str:
    folded = title.casefold()
    whole = (name for name in names_here.names(db) if name.strip() and name.casefold() in folded)
    return names_in(title, case, details_of(db, case, keys) or {}) or next(whole, "")
