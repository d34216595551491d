"""A register handed in on the staff site: kept sealed for the worker, looked at by a person, then written or let be."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.procedure.lifecycle import NotAllowed
from models.register.faults import Outcome
from models.sealing import Keyring, Unreadable
from models.tables.register_job import RegisterJob
from models.tables.staff import Staff

STATES: dict[str, str] = {
    "to_read": "Waiting to be read",
    "reading": "Being read",
    "read": "Read, and waits for your decision",
    "to_write": "Waiting to be written",
    "writing": "Being written",
    "done": "Brought in",
    "stopped": "Let be: nothing was written",
    "failed": "It could not be read",
}
AT_WORK = ("to_read", "reading", "to_write", "writing")
LEASE = timedelta(minutes=5)
NAME = 120  # letters of the name of a file
SHOWN = 2_000  # faults kept for the page; the command line names all of them


def hand_in(
    db: Session, keys: Keyring, packed: bytes, *, add_labels: bool, good_lines: bool, actor: Actor, now: datetime,
    name: str = "",
) -> RegisterJob:  # fmt: skip
    """Keep the file for the worker alone. The caller commits."""
    if actor.id is None:
        raise ValueError("A register is handed in by somebody.")
    job = RegisterJob(
        id=uuid.uuid4(), state="to_read", asked_by=actor.id, asked_at=now, add_labels=add_labels, good_lines=good_lines,
        done=0, whole=0, counts={},
    )  # fmt: skip
    keys.seal_bytes(RegisterJob.upload, job, packed)
    if name:
        keys.seal(RegisterJob.name, job, name[:NAME])
    db.add(job)
    note(db, actor, "register_handed_in", now=now, object_kind="register", object_id=job.id)
    db.flush()
    return job


def confirm(db: Session, job_id: uuid.UUID, *, actor: Actor, now: datetime) -> RegisterJob:
    """It may be written as it was read."""
    job = _waiting(db, job_id)
    if not may_be_written(job):
        raise NotAllowed("Mend the faults first and hand it in again, or ask for the good lines alone.")
    job.state, job.confirmed_by, job.done = "to_write", actor.id, 0
    note(db, actor, "register_confirmed", now=now, object_kind="register", object_id=job.id)
    return job


def stop(db: Session, job_id: uuid.UUID, *, actor: Actor, now: datetime) -> RegisterJob:
    """Let it be: the file is forgotten, nothing was written."""
    job = _waiting(db, job_id)
    job.state, job.upload, job.finished_at = "stopped", None, now
    note(db, actor, "register_let_be", now=now, object_kind="register", object_id=job.id)
    return job


def may_be_written(job: RegisterJob) -> bool:
    good = sum(counts["good"] for counts in job.counts.values())
    return job.state == "read" and good > 0 and (job.good_lines or not faults_in(job))


def faults_in(job: RegisterJob) -> int:
    return sum(counts["faults"] for counts in job.counts.values())


def jobs(db: Session) -> Sequence[tuple[RegisterJob, str]]:
    """The latest registers handed in, and by whom."""
    query = select(RegisterJob, Staff.name).join(Staff, Staff.id == RegisterJob.asked_by)
    query = query.where(RegisterJob.state.in_(STATES)).order_by(RegisterJob.asked_at.desc())
    return [(job, name) for job, name in db.execute(query.limit(20))]


def named(job: RegisterJob, keys: Keyring) -> str:
    """The name of the file, as far as it can be read."""
    try:
        return keys.open_if(RegisterJob.name, job) or "A register"
    except Unreadable:
        return "A register"


def standing(job: RegisterJob) -> str:
    """How it stands, in words; once it was read, with what is wrong with it."""
    faults, words = faults_in(job), STATES[job.state]
    if job.state != "read" or not faults:
        return words
    number = f"{faults:,} fault{'' if faults == 1 else 's'}"
    return f"{words}: {number}, " + (
        "those lines are left out" if may_be_written(job) else "so nothing can be brought in"
    )


def find(db: Session, job_id: uuid.UUID) -> RegisterJob:
    return db.scalars(select(RegisterJob).where(RegisterJob.id == job_id, RegisterJob.state.in_(STATES))).one()


def said(job: RegisterJob, keys: Keyring) -> list[str]:
    """What was said of the file, a line each."""
    try:
        lines: list[str] = keys.open_json(RegisterJob.faults, job) if job.faults is not None else []
    except Unreadable:
        return ["What was said of this file cannot be shown. Let it be, and hand it in again."]
    return lines


def claim(db: Session, now: datetime) -> RegisterJob | None:
    """The next register for the worker to read or write. One that a worker died over is taken up again (F-15)."""
    fresh = RegisterJob.state.in_(("to_read", "to_write"))
    dropped = RegisterJob.state.in_(("reading", "writing")) & (RegisterJob.lease_until < now)
    query = select(RegisterJob).where(or_(fresh, dropped)).order_by(RegisterJob.asked_at).limit(1)
    job = db.scalars(query.with_for_update(skip_locked=True)).one_or_none()
    if job is not None:
        job.state = "reading" if job.state in ("to_read", "reading") else "writing"
        job.lease_until, job.done = now + LEASE, 0
        db.flush()
    return job


def moved(db: Session, job_id: uuid.UUID, done: int, whole: int, now: datetime) -> None:
    job = find(db, job_id)
    job.done, job.whole, job.lease_until = done, whole, now + LEASE


def finished(
    db: Session, job_id: uuid.UUID, keys: Keyring, outcome: Outcome | None, lines: list[str], now: datetime
) -> None:
    """The worker read it, or wrote it. `outcome` None: it was no register at all."""
    job = find(db, job_id)
    if job.state == "reading" or outcome is None:
        keys.seal_json(RegisterJob.faults, job, lines)
    if outcome is None:
        job.state, job.upload, job.finished_at = "failed", None, now
        return
    job.counts = {name: _counts(counts) for name, counts in outcome.files.items()}
    job.done = job.whole
    if outcome.written:
        job.state, job.upload, job.finished_at = "done", None, now
    else:
        job.state = "read"


def _counts(counts: Any) -> dict[str, int]:
    names = ("lines", "good", "faults", "warnings", "written", "known")
    return {name: getattr(counts, name) for name in names}


def _waiting(db: Session, job_id: uuid.UUID) -> RegisterJob:
    job = find(db, job_id)
    if job.state != "read":
        raise NotAllowed("This register is not waiting for a decision any more.")
    return job
