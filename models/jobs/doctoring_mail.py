"""Whether mail can be taken in, and what of it waits for a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.jobs.mailbox import Mailbox, Unreachable
from models.post.incoming import BROKEN
from models.settings import Settings
from models.tables.incoming import IncomingMail
from models.tables.settings import JobRun

LATE, LONG = timedelta(minutes=15), timedelta(days=2)


def mail_stands(db: Session, settings: Settings, *, now: datetime) -> Iterator[tuple[str, str]]:
    """Lines for `heard doctor`: how bad, and what to do."""
    mailbox = Mailbox.of(settings)
    if mailbox is None:
        yield "ok", "no mailbox is set, so none is fetched (HEARD_MAIL_IN_HOST)."
    else:
        yield from _mailbox(mailbox)
        yield from _fetched(db.get(JobRun, "mail"), now)
    if mailbox is not None and not settings.mail_replies:
        yield "warning", "answers to notices do not find their case: set HEARD_MAIL_REPLIES."
    if mailbox is not None and not settings.mail_in_taken:
        yield "ok", "a mail is deleted from the mailbox once it is kept here."
    waits = IncomingMail.settled_at.is_(None)
    broken = db.scalar(select(func.count()).where(waits, IncomingMail.kind == BROKEN))
    if broken:
        yield "warning", f"{broken} mails could not be read and wait under Mail: somebody opens the original."
    oldest = db.scalar(select(func.min(IncomingMail.came_at)).where(waits, IncomingMail.case_id.is_(None)))
    if oldest is not None and now - oldest > LONG:
        yield "problem", "a mail has waited for more than two days. It may be a complaint: look under Mail."


def _mailbox(mailbox: Mailbox) -> Iterator[tuple[str, str]]:
    try:
        aside = mailbox.put_aside()
    except (Unreachable, OSError) as problem:
        yield "problem", f"the mailbox cannot be used ({problem})."
        return
    yield "ok", f"the mailbox at {mailbox.host} answers."
    if aside:
        yield "warning", f"{aside} mails were put aside in {mailbox.aside}: look at them there."


def _fetched(run: JobRun | None, now: datetime) -> Iterator[tuple[str, str]]:
    if run is None:
        yield "warning", "none was ever fetched. Is the worker running?"
    elif run.note == "-1":
        yield "problem", "the worker could not fetch it the last time."
    elif now - run.finished_at > LATE:
        yield "problem", "none was fetched for more than a quarter of an hour. Is the worker running?"
