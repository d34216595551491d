"""A mail that was dealt with by mistake waits again, where it first came; what it left on a case is taken off it."""

import uuid
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.attaching import move_mail_back
from models.cases.corresponding import add_note
from models.cases.mail_desk import CASE, MESSAGE, NOTE, Opened, needs_no_answer
from models.cases.mail_records import TAKEN
from models.cases.mail_taking import TOKEN
from models.cases.recording import record
from models.formats import short_date
from models.post.incoming import AUTO
from models.post.incoming import MAIL as LETTER
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.access_request import AccessPaper
from models.tables.case import Case
from models.tables.incoming import IncomingMail
from models.tables.message import Message
from models.tables.staff import Staff
from models.tables.upload import Transcript, Upload
from models.tables.words import Note, ThreadMessage

STAYS = {
    CASE: "It is a case now, and nobody can unmake a case. Put it right there: it can be dealt with in another way, or "
    "be closed with the reason why.",
    TAKEN: "A records officer has begun the request from it.",
    "task": "It is a task on its case: there is nothing to sort.",
}
USED = (
    "It stays there: what came with it was typed up on its case or gathered for who asked to see records, or it was "
    "put there before Heard kept what it became. Write a note on that case that says where it belongs."
)
LEFT = (
    "An e-mail that came on {came} was put here {where} on {put}. It does not belong to this case: {who} put it back "
    "among the mail that waits on {today}."
)
READ = " The person could read it on their page until then. If it is somebody else’s, tell whoever looks after data."


def stays(row: IncomingMail) -> str:
    """Why what was decided cannot be taken back here; nothing where it can."""
    return STAYS.get(row.ended or "", "") if row.settled_at is not None else "It waits already."


def put_back(db: Session, mail: Opened, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """It waits again: on the case whose notice it answers, or among what is on no case, kept from the same people."""
    row, ended = mail.row, mail.row.ended
    if why := stays(row):
        raise NotAllowed(why)
    if mail.case is not None and ended in (MESSAGE, NOTE):
        _off(db, mail, mail.case, keys.with_case(mail.case), actor=actor, now=now)
        row.case_id = home = _home(db, row)
        if home and home != mail.case.id:
            record(db, db.get_one(Case, home), Event.MESSAGE_FROM_PERSON, actor=actor, now=now, reason="email")
    elif mail.case is not None and row.kind == AUTO:  # a person wrote it after all
        row.kind, mail.case.waiting_on = LETTER, "us"
        record(db, mail.case, Event.MESSAGE_FROM_PERSON, actor=actor, now=now, reason="email")
    row.settled_at = row.settled_by = row.ended = row.kept_as = None
    row.back_at, row.back_by = now, actor.id
    note(db, actor, "mail_put_back", now=now, object_kind="incoming_mail", object_id=row.id, reason=str(ended))
    db.flush()


def whose(db: Session, row: IncomingMail) -> dict[str, str]:
    """The names of who dealt with it, and of who put it back."""
    ids = {"settled": row.settled_by, "back": row.back_by}
    names = dict(
        db.execute(select(Staff.id, Staff.name).where(Staff.id.in_([one for one in ids.values() if one]))).all()
    )
    return {which: names.get(one, "") for which, one in ids.items() if one}


def _off(db: Session, mail: Opened, case: Case, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """Its words and files leave the case; a note says that they were there, and none of what they said."""
    kept = db.get(ThreadMessage if mail.row.ended == MESSAGE else Note, mail.row.kept_as) if mail.row.kept_as else None
    if kept is None or _used(db, mail.row, case):
        raise NotAllowed(USED)
    move_mail_back(db, mail.row.id, case.id, keys)
    db.delete(kept)
    if mail.row.ended == MESSAGE and _home(db, mail.row) != case.id:
        needs_no_answer(db, case, local_day(mail.row.settled_at or now), actor=actor, now=now)
    said = LEFT.format(
        came=short_date(local_day(mail.row.came_at)), put=short_date(local_day(mail.row.settled_at or now)),
        who=actor.name, today=short_date(local_day(now)),
        where="with the messages" if mail.row.ended == MESSAGE else "on the file",
    ) + (READ if mail.row.ended == MESSAGE else "")  # fmt: skip
    add_note(db, case, said, actor=actor, keys=keys, now=now)


def _used(db: Session, row: IncomingMail, case: Case) -> bool:
    typed_up = exists().where(Transcript.upload_id == Upload.id)
    gathered = exists().where(AccessPaper.upload_id == Upload.id)
    query = select(Upload.id).where(Upload.incoming_id == row.id, Upload.case_id == case.id, or_(typed_up, gathered))
    return db.scalars(query.limit(1)).first() is not None


def _home(db: Session, row: IncomingMail) -> uuid.UUID | None:
    """The case whose notice it answers. Where that is gone it stays with the one it was on, whose wall holds."""
    if row.why != TOKEN:
        return None
    notice = db.get(Message, row.notice_id) if row.notice_id else None
    first = db.get(Case, notice.case_id) if notice is not None and notice.case_id else None
    return first.id if first is not None and first.erased_on is None else row.case_id
