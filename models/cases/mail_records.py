"""A mail that asks to see what is kept, or to be erased: handed to the records officers, who begin the request from it
(SAR-01). Its month runs from the day it came, whoever has it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import KEEPERS, on_record
from models.cases.mail_desk import Opened, check_open, said_in, settle
from models.cases.policies import holidays
from models.cases.telling import people_of, walled_off
from models.formats import short_date
from models.post.outbox import queue_staff
from models.procedure.access import Asked, answer_by
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.incoming import IncomingMail, IncomingWall

HANDED, TAKEN = "records", "taken"
SUBJECT = "A mail asks for records, or to be erased"
BODY = (
    "A mail that came on {came} asks to see what we keep, or to be erased. It stands under Records. Begin the request "
    "from it: it has to be answered by {by}."
)
NOBODY = "Nobody who answers such requests may read this mail. Ask the complaints manager who can."
TOO_LATE = "A colleague has dealt with this mail already."


@dataclass(frozen=True, slots=True)
class Handed:
    """A mail that waits for a records officer, and the day by which it is answered."""

    mail: Opened
    due: date | None

    @property
    def came_on(self) -> date:
        return local_day(self.mail.row.came_at)


def hand_over(db: Session, mail: Opened, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """They are told by a mail that says nothing of the person. Whom the mail or its case keeps out is not told."""
    check_open(mail)
    kept_out = set(db.scalars(select(IncomingWall.staff_id).where(IncomingWall.mail_id == mail.row.id)))
    kept_out |= walled_off(db, mail.row.case_id)
    roles = (Role.RECORDS, Role.MANAGER)
    told = ([one for one in people_of(db, role) if one.staff_id not in kept_out] for role in roles)
    people = next((found for found in told if found), [])
    if not people:
        raise NotAllowed(NOBODY)
    settle(db, mail, HANDED, actor=actor, now=now)
    said = BODY.format(came=short_date(local_day(mail.row.came_at)), by=short_date(_due(db, mail)))
    for one in people:
        cause = f"mail_records:{mail.row.id}:{now:%Y%m%d%H%M%S}:{one.account_id}"
        about = {"mail": mail.row.id, "case": mail.row.case_id}
        queue_staff(db, keys, to=one.email, subject=SUBJECT, body=said, cause=cause, now=now, about=about)


def waiting(db: Session, actor: Actor, keys: Keyring) -> list[Handed]:
    """What was handed over and nobody has taken up, the longest first."""
    rows = db.execute(_rows(actor).where(IncomingMail.ended == HANDED).order_by(IncomingMail.came_at, IncomingMail.id))
    found = [Opened(row, said_in(keys, row), case) for row, case in rows]
    return [Handed(mail, _due(db, mail)) for mail in found]


def how_many(actor: Actor) -> Select[int]:
    return select(func.count(IncomingMail.id)).where(_theirs(actor), IncomingMail.ended == HANDED)


def one(db: Session, actor: Actor, mail_id: uuid.UUID, keys: Keyring, *, held: bool = False) -> Handed:
    """`NoResultFound` for one that was not handed over, or not to `actor`."""
    query = _rows(actor).where(IncomingMail.id == mail_id)
    row, case = db.execute(query.with_for_update(of=IncomingMail) if held else query).one()
    mail = Opened(row, said_in(keys, row), case)
    return Handed(mail, _due(db, mail))


def take_up(db: Session, mail: Opened, how: str, *, actor: Actor, now: datetime) -> None:
    """The request is begun: `how` is its number, or that it stands with the case that they ask to have erased. Mail
    of no case is forgotten ninety days after this, and not before."""
    if mail.row.ended != HANDED:
        raise NotAllowed(TOO_LATE)
    mail.row.settled_at, mail.row.settled_by, mail.row.ended = now, actor.id, TAKEN
    note(db, actor, "mail_taken_up", now=now, object_kind="incoming_mail", object_id=mail.row.id, reason=how)
    db.flush()


def _due(db: Session, mail: Opened) -> date | None:
    return answer_by(Asked(local_day(mail.row.came_at)), holidays(db))


def _theirs(actor: Actor) -> ColumnElement[bool]:
    """Handed over, and neither the mail nor the wall round its case keeps them out (AZ-04)."""
    if actor.kind != "staff" or actor.id is None or not actor.roles & KEEPERS:
        return false()
    kept_out = exists().where(IncomingWall.mail_id == IncomingMail.id, IncomingWall.staff_id == actor.id)
    on_case = exists().where(Case.id == IncomingMail.case_id, on_record(actor)).correlate(IncomingMail)
    handed = IncomingMail.ended.in_((HANDED, TAKEN))
    return and_(handed, ~kept_out, or_(IncomingMail.case_id.is_(None), on_case))


def _rows(actor: Actor) -> Select[IncomingMail, Case]:
    return select(IncomingMail, Case).outerjoin(Case, Case.id == IncomingMail.case_id).where(_theirs(actor))
