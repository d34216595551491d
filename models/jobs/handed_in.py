"""The worker's part of a register that was handed in: reading it for its faults, and writing it once confirmed."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from models.audit import Actor
from models.db import Sessions
from models.jobs.bringing_in import Wishes, bring_in
from models.register import handing_in
from models.register.faults import Fault, Outcome
from models.register.source import NoRegister, Source
from models.sealing import Keyring
from models.tables.register_job import RegisterJob

NAME = Path("register.zip")
EVERY = 2.0  # seconds between two notes of how far it is
MEANWHILE = 5.0  # seconds after which what cannot wait has its turn


def run_waiting(
    sessions: Sessions,
    keys: Keyring,
    *,
    council: str,
    now: datetime,
    meanwhile: Callable[[datetime], object] = lambda now: None,
) -> int:
    """Read or write the next register that waits. `meanwhile` lets letters and alerts go out during a long one."""
    with sessions() as db, db.begin():
        job = handing_in.claim(db, now)
        if job is None:
            return 0
        packed = keys.open_bytes(RegisterJob.upload, job)
        db.expunge(job)
    told: list[str] = []
    steps = _Steps(sessions, job.id, now, meanwhile)
    try:
        outcome: Outcome | None = bring_in(
            sessions,
            Source(NAME, packed),
            council=council,
            keys=keys,
            actor=Actor(kind="staff", id=job.confirmed_by or job.asked_by, name=""),
            now=now,
            wishes=Wishes(dry_run=job.state == "reading", add_labels=job.add_labels, good_lines=job.good_lines),
            tell=_first(told, handing_in.SHOWN),
            progress=steps.move,
        )
    except NoRegister as problem:
        outcome, told = None, [str(problem)]
    with sessions() as db, db.begin():
        handing_in.finished(db, job.id, keys, outcome, told, steps.now)
    return 1


def _first(told: list[str], most: int) -> Callable[[Fault], None]:
    def tell(fault: Fault) -> None:
        if len(told) < most:
            told.append(str(fault))

    return tell


class _Steps:
    """Notes how far it is from time to time, in transactions of their own, and gives others their turn."""

    def __init__(
        self, sessions: Sessions, job_id: uuid.UUID, now: datetime, meanwhile: Callable[[datetime], object]
    ) -> None:
        self.sessions, self.job_id, self.began, self.meanwhile = sessions, job_id, now, meanwhile
        self.started = self.noted = self.turned = time.monotonic()

    @property
    def now(self) -> datetime:
        return self.began + timedelta(seconds=time.monotonic() - self.started)

    def move(self, step: str, done: int, whole: int) -> None:
        at = time.monotonic()
        if at - self.noted > EVERY:
            self.noted = at
            with self.sessions() as db, db.begin():
                handing_in.moved(db, self.job_id, done, whole, self.now)
        if at - self.turned > MEANWHILE:
            self.meanwhile(self.now)
            self.turned = time.monotonic()
