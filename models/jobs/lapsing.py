"""Forgetting what has a short life: unsent answers, visits, sessions, wrong tries, mail that is no complaint (RET-06).
Never a case.

A hold over every case keeps whatever reached us, so mail that somebody called no complaint waits too: an inquiry judges
that anew. It keeps nothing that never reached us (a draft that was not sent, which its page promises to forget; what
staff typed and did not keep) and nothing that is the machine's alone: who is signed in, wrong tries, unused words.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from models.cases.drafting import SAVED
from models.cases.legal_holds import everything_held
from models.cases.mail_records import HANDED
from models.cases.visiting import forget_visits
from models.tables.access import AdvocateDraft
from models.tables.access_request import AccessLoose
from models.tables.account import Invitation
from models.tables.draft import DeskDraft
from models.tables.holder import Draft, Holder, Unsent
from models.tables.incoming import IncomingMail
from models.tables.session import HeldForm, StaffSession, Visit
from models.tables.throttle import Throttle

NO_COMPLAINT = timedelta(days=90)  # a mail that somebody said is none, so that a mistake can be put right


def forget_expired(db: Session, *, now: datetime) -> int:
    """Delete what is past its time; returns how many rows. May run twice without harm."""
    gone = forget_visits(db, now=now)
    for table in (StaffSession, HeldForm, Draft, DeskDraft, Unsent, Invitation):
        gone += _deleted(db, delete(table).where(table.expires_at < now))
    gone += _deleted(db, delete(AdvocateDraft).where(AdvocateDraft.saved_at < now - SAVED))  # the sweep takes its files
    if not everything_held(db):
        gone += _deleted(db, delete(IncomingMail).where(*_no_complaint(now)))  # the sweep takes its files
    gone += _deleted(db, delete(Throttle).where(Throttle.until < now - timedelta(days=1)))
    gone += _unused_words(db, now=now)
    orphans = (
        select(Holder.id)
        .where(Holder.case_id.is_(None), Holder.created_at < now - timedelta(days=1))
        .where(~select(Draft.id).where(Draft.holder_id == Holder.id).exists())
    )
    return gone + _deleted(db, delete(Holder).where(Holder.id.in_(orphans)))


def _no_complaint(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What a records officer has yet to take up is not among it, nor what a request for records holds (SAR-03)."""
    loose = (IncomingMail.case_id.is_(None), IncomingMail.ended != HANDED)
    asked_for = select(AccessLoose.id).where(AccessLoose.thing_id == IncomingMail.id)
    return IncomingMail.settled_at < now - NO_COMPLAINT, *loose, ~asked_for.exists()


def _unused_words(db: Session, *, now: datetime) -> int:
    """New words that nobody used in time open nothing any more. The page stays theirs, and can be given others."""
    late = (Holder.case_id.is_not(None), Holder.expires_at < now)
    db.execute(delete(Visit).where(Visit.holder_id.in_(select(Holder.id).where(*late))))
    return _deleted(db, update(Holder).where(*late).values(words_wrap=None, expires_at=None))


def _deleted(db: Session, statement: object) -> int:
    result = db.execute(statement)  # type: ignore[call-overload]
    return int(result.rowcount)
