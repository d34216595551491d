"""Invented cases by the hundred thousand: one in twenty open, and every text really sealed, in bulk."""

import json
import os
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from bench.rows import History, case_row
from models.cases import desk_sessions, indexing, visiting
from models.db import Sessions
from models.procedure.terms import Role, Way
from models.sealing import Keyring, Lock, place
from models.tables import Base, Case, Confidential, Holder, Staff, TheirWords
from models.tables.account import Account, AccountRole, AccountState
from models.tables.session import VisitKind

OPEN_SHARE = 20  # one in so many is open: a council that keeps its closed cases
BATCH = 2_000
LATEST = 50  # open cases remembered for signing in as their person, each with ten entries
PHONES = 5_000  # numbers are shared by a few cases each, as those of families are
STORY = "Nobody told me that I would move. I asked three times and nobody rang back. " * 12


@dataclass(frozen=True)
class Known:
    """A case that the run may ask for: its number, its person's lock, and what is on its contact card."""

    id: uuid.UUID
    reference: str
    holder_id: uuid.UUID
    holder: Lock
    phone: str


@dataclass(frozen=True)
class Seeded:
    cases: int
    open: int
    known: list[Known]
    staff: list[uuid.UUID]
    account_id: uuid.UUID


def seed(sessions: Sessions, ring: Keyring, index: bytes, count: int, *, now: datetime, entries: int = 10) -> Seeded:
    """Fill the database. `ring` is the staff's: wraps are made as they are after triage (sealing.md 5)."""
    with sessions() as db:
        staff, account_id = colleagues(db, now)
        db.commit()
    known: list[Known] = []
    made = _Maker(ring, index, staff, now, entries)
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in Base.metadata.sorted_tables}
        for number in numbers:
            is_open = number % OPEN_SHARE == 0
            keep = is_open and len(known) < LATEST
            found = made.case(number, rows, is_open=is_open, rich=keep)
            if keep:
                known.append(found)
        with sessions.engine.execution_options(write=True).begin() as connection:
            _write(connection, rows)
    return Seeded(count, -(-count // OPEN_SHARE), known, staff, account_id)


def sign_in_staff_as(db: Session, account_id: uuid.UUID, *, now: datetime) -> bytes:
    """The cookie of an officer who signed in a moment ago."""
    token = os.urandom(32)
    desk_sessions.start(db, token, account_id, whole=True, now=now)
    return token


def sign_in_person(db: Session, known: Known, *, now: datetime) -> bytes:
    """The cookie of the person of that case."""
    token = os.urandom(32)
    visiting.start_visit(db, token, known.holder_id, known.holder, VisitKind.TRACKING, now=now)
    return token


class _Maker:
    def __init__(self, ring: Keyring, index: bytes, staff: list[uuid.UUID], now: datetime, entries: int) -> None:
        self.master, self.index, self.staff, self.now, self.entries = ring["master"], index, staff, now, entries
        self.chance = random.Random(7)

    def case(self, number: int, rows: dict[str, list[dict[str, Any]]], *, is_open: bool, rich: bool) -> Known:
        thread, file, holder = (Lock.of_seed(kind, os.urandom(32)) for kind in ("thread", "file", "holder"))
        row = case_row(number, self.now, self.chance, self.staff, is_open=is_open)
        case_id = row["id"]
        for column, lock in ((Case.thread_wrap, thread), (Case.file_wrap, file)):
            row[column.key] = self.master.seal(lock.seed or b"", place(column, SimpleNamespace(**row)))
        history = History(row, self.chance, self.staff, entries=self.entries if rich else 0)
        row["event_count"] = len(history.events)
        rows["case"].append(row)
        rows["case_event"] += history.events
        rows["running_clock"] += history.clocks
        person = self._person(row, thread, file, holder)
        rows["holder"].append(person)
        self._words(rows, row, person["id"], thread, file)
        rows["tag"] += self._tags(row, number)
        if rich:
            for table, found in history.written(thread):
                rows[table].append(found)
        return Known(case_id, row["reference"], person["id"], holder, _phone(number))

    def _person(self, row: dict[str, Any], thread: Lock, file: Lock, holder: Lock) -> dict[str, Any]:
        person = {"id": uuid.uuid4(), "case_id": row["id"], "part": row["journey"].value, "pepper": 1}
        person |= {"reference": row["reference"], "salt": os.urandom(16), "created_at": row["received_at"]}
        person |= {"one_time": False, "alerted": False}
        seeds = (thread.seed or b"") + (file.seed or b"")
        person["thread_wrap"] = holder.seal(seeds, place(Holder.thread_wrap, SimpleNamespace(**person)))
        return person

    def _words(
        self, rows: dict[str, list[dict[str, Any]]], case: dict[str, Any], who: uuid.UUID, thread: Lock, file: Lock
    ) -> None:
        shared = {"case_id": case["id"], "holder_id": who}
        words = {"id": uuid.uuid4(), **shared, "at": case["received_at"]}
        told = json.dumps({"tell": {"story": STORY[: self.chance.randint(200, 900)]}}).encode()
        words["answers"] = thread.seal(told, place(TheirWords.answers, SimpleNamespace(**words)))
        card = {"id": uuid.uuid4(), **shared, "revision": 1}
        about = json.dumps({"name": "Sam", "contact": {}}).encode()
        card["details"] = file.seal(about, place(Confidential.details, SimpleNamespace(**card)))
        way = {"id": uuid.uuid4(), **shared, "way": Way.HERE, "allowed": True, "shared": False}
        rows["their_words"].append(words)
        rows["confidential"].append(card)
        rows["safe_way"].append(way | {"since": case["received_at"]})

    def _tags(self, case: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
        for kind, value in (("phone", _phone(number)), ("email", f"person{case['id'].hex}@mail.example")):
            tag = indexing.tag(self.index, kind, value)
            yield {"id": uuid.uuid4(), "case_id": case["id"], "kind": kind, "tag": tag, "index_version": 1}


def _phone(number: int) -> str:
    return f"0163296{number % PHONES:05}"


def colleagues(db: Session, now: datetime) -> tuple[list[uuid.UUID], uuid.UUID]:
    """A directory of twenty, the first of whom has an officer's account."""
    ids = [uuid.uuid4() for _ in range(20)]
    db.add_all(Staff(id=staff_id, name=f"Colleague {number}", job="") for number, staff_id in enumerate(ids))
    db.flush()
    account = Account(
        id=uuid.uuid4(), staff_id=ids[0], email="officer@bench.example", state=AccountState.ACTIVE,
        password_hash="!", created_at=now,
    )  # fmt: skip
    account.roles = [AccountRole(role=Role.OFFICER)]
    db.add(account)
    db.flush()
    return ids, account.id


def _write(connection: Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table in Base.metadata.sorted_tables:
        if found := rows[table.name]:
            connection.execute(insert(table), found)
