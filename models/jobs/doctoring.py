"""One honest line about everything that could be wrong with a place, before somebody finds out the hard way (R10)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import keys
from models.db import Sessions
from models.files.store import Store
from models.formats import short_date
from models.jobs.anchoring import anchors
from models.jobs.doctoring_clocks import clocks_stand
from models.jobs.doctoring_files import files_stand
from models.jobs.doctoring_mail import mail_stands
from models.jobs.doctoring_notify import notify_stands
from models.jobs.doctoring_people import adjudicators_stand, people_stand, somebody_stands
from models.jobs.doctoring_policy import policy_stands
from models.jobs.doctoring_retention import retention_stands
from models.jobs.old_backups import backups_stand
from models.jobs.rotating import check_master
from models.jobs.verifying import verify
from models.policy import PolicyError
from models.procedure.working_days import local_day
from models.reports import layout
from models.sealing import Keyring
from models.settings import Settings
from models.tables.audit import AuditHead, AuditRow
from models.tables.message import Message
from models.tables.settings import JobRun

WHOLE_CHAIN = 20_000  # rows; more than that is for `heard audit verify`
SLOW, STUCK = timedelta(minutes=10), timedelta(hours=1)
SKEW = timedelta(seconds=2)  # R7
BACKUP_AGE, ANCHOR_AGE, WORKER_AGE = timedelta(hours=26), timedelta(hours=2), timedelta(minutes=10)


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, how it stands, and what to do where it is not well."""

    level: Level
    about: str
    words: str

    def __str__(self) -> str:
        return f"{self.level:8} {self.about}: {self.words}"


@dataclass(frozen=True, slots=True)
class Patient:
    """The place that is looked at. `ring` is the staff process's: only its master opens what is stored."""

    db: Session
    settings: Settings
    ring: Keyring
    now: datetime
    sqlite: bool


def examine(sessions: Sessions, settings: Settings, ring: Keyring, *, now: datetime) -> list[Line]:
    """Every check there is. One that cannot be made is a problem itself, and stops no other."""
    lines: list[Line] = []
    for about, check in CHECKS:
        with sessions.reading() as db:
            patient = Patient(db, settings, ring, now, sessions.sqlite)
            try:
                found = [Line(level, about, words) for level, words in check(patient)]
            except (keys.BadKeys, PolicyError) as error:
                found = [Line(Level.PROBLEM, about, str(error))]
            except Exception as error:
                found = [Line(Level.PROBLEM, about, f"this could not be looked at ({type(error).__name__}).")]
        lines += found
    return lines


Said = Iterator[tuple[Level, str]]


def _integrity(patient: Patient) -> Said:
    if not patient.sqlite:
        checksums = patient.db.scalar(text("SELECT current_setting('data_checksums')"))
        if checksums == "on":
            yield Level.OK, "PostgreSQL checks every page it reads."
        else:
            yield Level.WARNING, "PostgreSQL has data_checksums off: a damaged disk goes unnoticed."
        return
    faults = [str(row[0]) for row in patient.db.execute(text("PRAGMA integrity_check(10)"))]
    loose = patient.db.execute(text("PRAGMA foreign_key_check")).all()
    if faults == ["ok"] and not loose:
        yield Level.OK, "whole, and every row it points at is there."
    else:
        yield Level.PROBLEM, f"damaged ({len(faults) + len(loose)} faults). Bring back a backup: heard restore."


def _durability(patient: Patient) -> Said:
    if patient.sqlite:
        settings = {name: patient.db.scalar(text(f"PRAGMA {name}")) for name in ("synchronous", "foreign_keys")}
        journal = patient.db.scalar(text("PRAGMA journal_mode"))
        good = settings == {"synchronous": 2, "foreign_keys": 1}
        words = f"SQLite, journal {journal}, every commit reaches the disk."
    else:
        names = ("fsync", "synchronous_commit", "full_page_writes")
        values = {name: str(patient.db.scalar(text(f"SELECT current_setting('{name}')"))) for name in names}
        good = "off" not in values.values() and values["synchronous_commit"] != "local"
        words = f"PostgreSQL {patient.db.scalar(text('SHOW server_version'))}, every commit reaches the disk."
    yield (Level.OK, words) if good else (Level.PROBLEM, "a commit may be lost when the power goes (R8).")


def _audit(patient: Patient) -> Said:
    rows = patient.db.scalar(select(func.count()).select_from(AuditRow)) or 0
    first = _first_keys(patient)
    if first is not None and rows <= WHOLE_CHAIN:
        faults = [str(fault) for fault in verify(patient.db, first, patient.settings.anchors)]
        checked = f"all {rows} rows are as they were written."
    else:
        faults = list(_ends(patient))
        checked = f"the ends of the chains are right; heard audit verify checks all {rows:,} rows."
    if faults:
        yield Level.PROBLEM, f"does not hold. {'; '.join(faults)}. Somebody changed what was recorded."
    else:
        yield Level.OK, checked


def _first_keys(patient: Patient) -> dict[str, bytes] | None:
    """What every row can be checked with, or None where the auditor has taken it away, as they should."""
    chains = patient.db.scalars(select(AuditHead.chain).order_by(AuditHead.chain)).all()
    if not (patient.settings.keys / keys.AUDITOR).exists():
        return None
    return {chain: keys.load_start(patient.settings.keys, chain) for chain in chains}


def _ends(patient: Patient) -> Iterator[str]:
    """The last row is the one the head names, no row is missing, and the newest anchor fits."""
    for head in patient.db.scalars(select(AuditHead)):
        mine = select(AuditRow).where(AuditRow.chain == head.chain)
        last = patient.db.scalars(mine.order_by(AuditRow.number.desc()).limit(1)).one_or_none()
        count = patient.db.scalar(select(func.count()).select_from(mine.subquery()))
        if head.number != count or (last and last.link != head.link):
            yield f"{head.chain}: the end was cut off or a row is missing"
        anchored = [a for a in anchors(patient.settings.anchors) if a["chain"] == head.chain and a["number"]]
        if anchored:
            row = patient.db.get(AuditRow, (head.chain, int(anchored[-1]["number"])))
            if row is None or row.link.hex() != anchored[-1]["link"]:
                yield f"{head.chain}: not what was anchored outside the database"


def _anchored(patient: Patient) -> Said:
    written = [datetime.fromisoformat(str(anchor["at"])) for anchor in anchors(patient.settings.anchors)]
    if not written:
        yield Level.WARNING, "none yet. The worker writes one every hour; keep a copy on another machine."
    elif patient.now - max(written) > ANCHOR_AGE:
        yield Level.WARNING, f"the last is of {short_date(local_day(max(written)))}. Is the worker running?"
    else:
        yield Level.OK, "less than two hours old."


def _keys(patient: Patient) -> Said:
    folder = patient.settings.keys
    keys.check(folder)
    opened, unreadable = check_master(patient.db, patient.ring)
    if unreadable:
        yield Level.PROBLEM, f"the master does not open {unreadable} of {opened + unreadable} cases looked at."
    else:
        yield Level.OK, f"they fit each other, and open all {opened} cases looked at."
    if not keys.exported(folder):
        yield (
            Level.WARNING,
            "no sealed copy holds all of them. Without them nothing can be read: heard keys export",
        )
    if patient.settings.production and (folder / "backup").exists():
        yield Level.WARNING, "the backup key is here. Move it to another machine, away from what it opens."


def _outbox(patient: Patient) -> Said:
    waiting = (Message.state == "queued", Message.due_at <= patient.now)
    count, oldest = patient.db.execute(select(func.count(), func.min(Message.queued_at)).where(*waiting)).one()
    lost = patient.db.scalar(
        select(func.count()).where(Message.state == "sending", Message.lease_until < patient.now - SLOW)
    )
    failed = patient.db.scalar(select(func.count()).where(Message.state == "failed"))
    age = patient.now - oldest if oldest else timedelta()
    level = Level.PROBLEM if age > STUCK else Level.WARNING if age > SLOW else Level.OK
    yield level, f"{count} waiting" + (f", the oldest for {_spoken(age)}." if count else ".")
    if lost:
        yield Level.WARNING, f"{lost} taken by a worker that never came back; another takes them up."
    if failed:
        yield Level.WARNING, f"{failed} failed for good. Each is on its case: find another safe way."


def _worker(patient: Patient) -> Said:
    seen = patient.db.scalar(select(func.max(JobRun.finished_at)))
    if seen is None:
        yield Level.WARNING, "has never run. Start it: heard worker"
    elif patient.now - seen > WORKER_AGE:
        yield Level.PROBLEM, f"has done nothing for {_spoken(patient.now - seen)}. No notice goes out."
    else:
        yield Level.OK, "is at work."


def _clock(patient: Patient) -> Said:
    latest = patient.db.scalar(select(func.max(AuditRow.at)))
    built = datetime.fromtimestamp(Path(__file__).stat().st_mtime, patient.now.tzinfo)
    if patient.settings.clock:
        yield Level.WARNING, f"HEARD_CLOCK moves it by {patient.settings.clock} seconds."
    elif patient.now + SKEW < built:
        yield Level.PROBLEM, "it is earlier than this program. Every date would be wrong."
    elif latest is not None and latest > patient.now + SKEW:
        yield Level.PROBLEM, "something is recorded later than now: the clock went back, or another machine's is wrong."
    else:
        yield Level.OK, "it runs forward."


def _backup(patient: Patient) -> Said:
    try:
        made = datetime.fromisoformat(patient.settings.last_backup.read_text("utf-8"))
    except (OSError, ValueError):
        yield Level.WARNING, "none was ever made: heard backup"
        return
    old = patient.now - made > BACKUP_AGE
    level = Level.OK if not old else Level.PROBLEM if patient.settings.production else Level.WARNING
    yield level, f"the last was made {_spoken(patient.now - made)} ago."
    yield from _said(backups_stand(patient.settings.backups, patient.settings.backup_folders, now=patient.now))


def _retention(patient: Patient) -> Said:
    yield from ((Level(level), words) for level, words in retention_stands(patient.db, now=patient.now))


def _policy(patient: Patient) -> Said:
    found = policy_stands(patient.db, patient.settings, now=patient.now)
    yield from ((Level(level), words) for level, words in found)


def _said(found: Iterator[tuple[str, str]]) -> Said:
    return ((Level(level), words) for level, words in found)


def _spoken(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 60 * 48 else f"{minutes // (60 * 24)} days"


def _layouts(patient: Patient) -> Said:
    wrong = layout.faults(patient.settings.data)
    yield from ((Level.WARNING, fault) for fault in wrong)
    if not wrong:
        yield Level.OK, "every layout of a report can be used."


CHECKS: tuple[tuple[str, Callable[[Patient], Said]], ...] = (
    ("database", _integrity),
    ("durability", _durability),
    ("audit", _audit),
    ("anchors", _anchored),
    ("keys", _keys),
    ("outbox", _outbox),
    ("worker", _worker),
    ("clock", _clock),
    ("limits", lambda p: _said(clocks_stand(p.db))),
    ("backup", _backup),
    ("files", lambda p: _said(files_stand(p.db, Store(p.settings.files), p.settings.scanner, now=p.now))),
    ("mailbox", lambda p: _said(mail_stands(p.db, p.settings, now=p.now))),
    ("notify", lambda p: _said(notify_stands(p.db, p.settings))),
    ("retention", _retention),
    ("policy", _policy),
    ("people", lambda p: _said(people_stand(p.db))),
    ("alternates", lambda p: _said(somebody_stands(p.db))),
    ("adjudicating", lambda p: _said(adjudicators_stand(p.db))),
    ("layouts", _layouts),
)
