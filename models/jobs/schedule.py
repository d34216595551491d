"""Every job the worker does, and how often: one table. Each may run twice without harm, and none stops another."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.cases import setting_right
from models.cases.aftercare import ask_those_due
from models.cases.alert_anew import take_up_anew
from models.cases.barred import ask_for_others as ask_outside
from models.cases.climbing import escalate_due
from models.cases.freezing import warn
from models.cases.holding import leave_due
from models.cases.investigating import begin_signed
from models.cases.left_over import ask_for_others
from models.cases.mail_taking import Desk
from models.cases.moving import recompute
from models.cases.nobody_left import ask_administrators
from models.cases.referring import send_waiting
from models.db import Sessions
from models.files.store import Store
from models.jobs.anchoring import anchor
from models.jobs.digest import send_digests
from models.jobs.erased_again import erase_again, list_erased
from models.jobs.erasing import erase_agreed, erase_machines
from models.jobs.files import scan_waiting, sweep
from models.jobs.forgetting_apart import forget_apart
from models.jobs.handed_in import run_waiting
from models.jobs.held import tell_administrators
from models.jobs.lapsing import forget_expired
from models.jobs.late import ask_again, close_withdrawn, review_withdrawn, ring_for_advocates, tell_over, tell_people
from models.jobs.mailbox import Mailbox, fetch
from models.jobs.outbox import By, send_pending
from models.jobs.receipts import ask_after
from models.jobs.taking_away import catch_up
from models.jobs.ways_changed import follow_ways
from models.post.mail import Post
from models.post.notify import Notify
from models.post.replies import Replies
from models.sealing import Keyring
from models.tables.settings import JobRun

log = logging.getLogger("heard")


@dataclass(frozen=True, slots=True)
class Worker:
    """What the jobs need: the database, the worker's own keys, a way to send, and where anchors and files are kept."""

    sessions: Sessions
    keys: Keyring
    index: bytes
    post: Post
    anchors: Path
    files: Store
    council: str = "ashbourne"
    scanner: str = ""
    replies: Replies | None = None
    mailbox: Mailbox | None = None
    notify: Notify | None = None


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    every: timedelta
    run: Callable[[Worker, datetime], int]


def _in_one_transaction(verb: Callable[[Session, Worker, datetime], int]) -> Callable[[Worker, datetime], int]:
    def run(worker: Worker, now: datetime) -> int:
        with worker.sessions() as db, db.begin():
            return verb(db, worker, now)

    return run


def _alerts(db: Session, worker: Worker, now: datetime) -> int:
    """Those whose holder is kept out since wait anew before it is asked which have waited too long."""
    return take_up_anew(db, worker.keys, now=now) + escalate_due(db, worker.keys, now=now)


JOBS = (
    Job("escalate", timedelta(minutes=1), _in_one_transaction(lambda db, w, now: _alerts(db, w, now))),
    Job("refer", timedelta(), _in_one_transaction(lambda db, w, now: send_waiting(db, w.keys, now=now))),
    Job("letters", timedelta(), _in_one_transaction(lambda db, _w, now: _letters(db, now))),
    Job("freezes", timedelta(minutes=10), _in_one_transaction(lambda db, w, now: warn(db, w.keys, now=now))),
    Job("outbox", timedelta(), lambda w, now: _outbox(w, now)),
    Job("receipts", timedelta(minutes=5), lambda w, now: ask_after(w.sessions, w.keys, w.notify, now=now)),
    Job("mail", timedelta(minutes=1), lambda w, now: _mail(w, now)),
    Job("scan", timedelta(), lambda w, now: scan_waiting(w.sessions, w.keys, w.files, w.scanner, now=now)),
    Job("sweep", timedelta(hours=1), _in_one_transaction(lambda db, w, now: sweep(db, w.files, now=now))),
    Job("holidays", timedelta(hours=1), _in_one_transaction(lambda db, w, now: recompute(db, now=now))),
    Job("worse", timedelta(hours=1), _in_one_transaction(lambda db, w, now: ask_those_due(db, now=now))),
    Job("late", timedelta(minutes=5), _in_one_transaction(lambda db, w, now: tell_people(db, now=now))),
    Job("over", timedelta(hours=1), _in_one_transaction(lambda db, w, now: tell_over(db, w.keys, now=now))),
    Job("left over", timedelta(minutes=5), _in_one_transaction(lambda db, _w, now: ask_for_others(db, now=now))),
    Job("begin", timedelta(), _in_one_transaction(lambda db, _w, now: begin_signed(db, now=now))),
    Job("may not", timedelta(minutes=5), _in_one_transaction(lambda db, _w, now: ask_outside(db, now=now))),
    Job("set right", timedelta(minutes=5), _in_one_transaction(lambda db, _w, now: setting_right.ask(db, now=now))),
    Job("advocates", timedelta(hours=1), _in_one_transaction(lambda db, _w, now: ring_for_advocates(db, now=now))),
    Job("stopped", timedelta(hours=1), _in_one_transaction(lambda db, _w, now: review_withdrawn(db, now=now))),
    Job("waiting", timedelta(hours=1), _in_one_transaction(lambda db, w, now: ask_again(db, now=now))),
    Job("withdrawn", timedelta(hours=1), _in_one_transaction(lambda db, w, now: close_withdrawn(db, now=now))),
    Job("register_lines", timedelta(minutes=1), lambda w, now: catch_up(w.sessions)),
    Job("digest", timedelta(minutes=10), _in_one_transaction(lambda db, w, now: send_digests(db, w.keys, now=now))),
    Job("held", timedelta(hours=1), _in_one_transaction(lambda db, w, now: tell_administrators(db, w.keys, now=now))),
    Job(
        "nobody left",
        timedelta(hours=1),
        _in_one_transaction(lambda db, w, now: ask_administrators(db, w.keys, now=now)),
    ),
    Job("lapsed", timedelta(hours=1), _in_one_transaction(lambda db, w, now: forget_expired(db, now=now))),
    Job("of no case", timedelta(hours=1), _in_one_transaction(lambda db, w, now: forget_apart(db, now=now))),
    Job("erase", timedelta(minutes=10), lambda w, now: _erase(w, now)),
    Job("register", timedelta(), lambda w, now: _register(w, now)),
    Job("anchor", timedelta(hours=1), _in_one_transaction(lambda db, w, now: anchor(db, w.anchors, now=now))),
)


def run_due(worker: Worker, now: datetime, *, everything: bool = False, but: str = "") -> dict[str, int]:
    """Run each job whose time has come, or `everything`; a run that was missed happens once (F-26)."""
    with worker.sessions.reading() as db:
        finished = {job: at for job, at in db.execute(select(JobRun.job, JobRun.finished_at))}
    done: dict[str, int] = {}
    for job in JOBS:
        if job.name == but:
            continue
        if everything or job.name not in finished or now - finished[job.name] >= job.every:
            done[job.name] = _run(worker, job, now)
    return done


def _letters(db: Session, now: datetime) -> int:
    return leave_due(db, now=now) + follow_ways(db, now=now)


def _outbox(worker: Worker, now: datetime) -> int:
    by = By(worker.post, worker.replies, worker.notify)
    return send_pending(worker.sessions, worker.keys, worker.index, by, now=now)


def _mail(worker: Worker, now: datetime) -> int:
    """How many mails were taken; -1 where the mailbox could not be reached, which `heard doctor` reads."""
    if worker.mailbox is None:
        return 0
    desk = Desk(worker.sessions, worker.keys, worker.index, worker.files, worker.replies, bool(worker.scanner))
    return fetch(worker.mailbox, desk, now=now)


def _register(worker: Worker, now: datetime) -> int:
    """A whole register takes a minute or two: everything else has its turn in between."""
    return run_waiting(
        worker.sessions, worker.keys, council=worker.council, now=now,
        meanwhile=lambda at: run_due(worker, at, but="register"),
    )  # fmt: skip


def _erase(worker: Worker, now: datetime) -> int:
    """What came back with a backup, then what two people agreed to; both are on the list before anything else runs."""
    done = erase_again(worker.sessions, worker.keys, worker.files, worker.anchors, now=now)
    done += erase_agreed(worker.sessions, worker.keys, worker.files, now=now)
    done += erase_machines(worker.sessions, worker.keys, worker.files, now=now)
    list_erased(worker.sessions, worker.anchors)
    return done


def _run(worker: Worker, job: Job, now: datetime) -> int:
    try:
        count = job.run(worker, now)
    except Exception as error:
        log.error("failed", extra={"event": f"job {job.name} failed", "error": type(error).__name__})
        return -1
    if job.every:
        _finished(worker, job.name, now, str(count))
    return count


def _finished(worker: Worker, name: str, now: datetime, said: str) -> None:
    """Remember when it was done. Where two workers end the same first run at once, either row will do (F-16)."""
    try:
        with worker.sessions() as db, db.begin():
            db.merge(JobRun(job=name, finished_at=now, note=said))
    except IntegrityError:
        with worker.sessions() as db, db.begin():
            db.merge(JobRun(job=name, finished_at=now, note=said))
