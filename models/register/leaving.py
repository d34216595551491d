"""Taking the whole register away is for two people once it holds many complaints: one manager asks, another agrees, and
the one who asked takes it, once and within a day (AZ-10). Who may see which case stays as it is for who takes it."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import visible
from models.cases.telling import people_of, tell
from models.post.outbox import queue_staff
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.register_job import RegisterJob
from models.tables.staff import Staff

ALONE = 50  # so many cases one person takes away alone
ASKED, AGREED, TAKEN, REFUSED = "out_asked", "out_agreed", "out_taken", "out_refused"
OUT = (ASKED, AGREED, TAKEN, REFUSED)
WAITS, STAYS = timedelta(days=7), timedelta(days=1)
SUBJECT = "Somebody asks to take the register away"
BODY = (
    "Another complaints manager asks to take every complaint that they may see away in one file. It needs a second "
    "manager. Sign in and open Whole register. If you did not expect it, ask them first."
)
MAY_SUBJECT = "You may take the register away"
MAY_BODY = "Another manager has agreed. Sign in and open Whole register within a day, and take it away there, once."


def needs_two(db: Session, actor: Actor) -> bool:
    some = select(Case.id).where(visible(actor)).limit(ALONE + 1).subquery()
    return (db.scalar(select(func.count()).select_from(some)) or 0) > ALONE


def ask(db: Session, keys: Keyring, *, actor: Actor, now: datetime) -> RegisterJob:
    """Raises NotAllowed where they have asked already. The other managers are told."""
    if actor.id is None or any(job.asked_by == actor.id for job, _ in waiting(db, now=now)):
        raise NotAllowed("You have asked already. Another manager has to agree.")
    job = RegisterJob(id=uuid.uuid4(), state=ASKED, asked_by=actor.id, asked_at=now, done=0, whole=0, counts={})
    db.add(job)
    note(db, actor, "register_leave_asked", now=now, object_kind="register", object_id=job.id)
    tell(db, keys, Role.MANAGER, subject=SUBJECT, body=BODY, cause=f"register_out:{job.id}", now=now, but=(actor.id,))
    db.flush()
    return job


def agree(db: Session, keys: Keyring, job_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """By another manager. Who asked hears of it."""
    job = _open(db, job_id, now)
    if actor.id is None or actor.id == job.asked_by:
        raise NotAllowed("You asked for this yourself. Another manager has to agree.")
    job.state, job.confirmed_by, job.lease_until = AGREED, actor.id, now + STAYS
    note(db, actor, "register_leave_agreed", now=now, object_kind="register", object_id=job.id)
    for person in people_of(db, Role.MANAGER):
        if person.staff_id == job.asked_by:
            cause = f"register_may:{job.id}"
            about = {"role": Role.MANAGER.value}
            queue_staff(
                db, keys, to=person.email, subject=MAY_SUBJECT, body=MAY_BODY, cause=cause, now=now, about=about
            )


def refuse(db: Session, job_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """By another manager, or by who asked, who lets it be."""
    job = _open(db, job_id, now)
    job.state, job.finished_at = REFUSED, now
    note(db, actor, "register_leave_refused", now=now, object_kind="register", object_id=job.id)


def agreed(db: Session, actor: Actor, *, now: datetime) -> RegisterJob | None:
    """What this manager may take now."""
    mine = (RegisterJob.state == AGREED, RegisterJob.asked_by == actor.id, RegisterJob.lease_until > now)
    return db.scalars(select(RegisterJob).where(*mine).limit(1)).first()


def taken(job: RegisterJob, *, now: datetime) -> None:
    """Once: the next time somebody has to agree again."""
    job.state, job.finished_at = TAKEN, now


def waiting(db: Session, *, now: datetime) -> Sequence[tuple[RegisterJob, str]]:
    """What waits for a second manager, and who asked."""
    query = select(RegisterJob, Staff.name).join(Staff, Staff.id == RegisterJob.asked_by)
    query = query.where(RegisterJob.state == ASKED, RegisterJob.asked_at > now - WAITS)
    return [(job, name) for job, name in db.execute(query.order_by(RegisterJob.asked_at))]


def _open(db: Session, job_id: uuid.UUID, now: datetime) -> RegisterJob:
    job = next((job for job, _ in waiting(db, now=now) if job.id == job_id), None)
    if job is None:
        raise NotAllowed("Nothing waits for a second manager here. Look at it again.")
    return job
