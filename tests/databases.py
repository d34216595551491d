"""Databases and keys made for a run of the tests: real SQLite files, a real PostgreSQL with a role for each process."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, TextClause, create_engine, event, text
from sqlalchemy.engine import make_url

from models import audit
from models.cases import policies
from models.cases.releasing import HOLD
from models.db import Sessions, connect
from models.migrations import roles
from models.policy import bank_holidays, shipped, shipped_data
from models.sealing import Keyring, Lock
from models.tables import Base, Setting
from models.web.sitekeys import SiteKeys
from tests.postgresql import server_url

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
COUNCIL = "ashbourne"
ENGINE = os.environ.get("HEARD_TEST_DB", "sqlite")  # `make test` runs everything once with each
MEMORY = Path("/dev/shm")  # where there is one: no disk has to be waited for at each commit
SWEPT_AFTER = 200  # tables emptied: some ten tests
POSTGRESQL = (server_url() or "") if ENGINE == "postgresql" else ""


class Locks:
    """Every key of every process, made anew for a run: nothing is read from a disk."""

    def __init__(self) -> None:
        made = {name: Lock.new(name) for name in ("master", "worker", "desk")}
        self.index = secrets.token_bytes(32)
        self.audit = {name: secrets.token_bytes(32) for name in audit.CHAINS}
        words, password = secrets.token_bytes(32), secrets.token_bytes(32)
        halves = {"master": made["master"].half(), "worker": made["worker"].half()}
        cookie = secrets.token_bytes(32)
        self.public = SiteKeys(Keyring(halves), self.audit["public"], cookie, words_peppers={1: words})
        self.staff = SiteKeys(
            Keyring({**made, "worker": made["worker"].half()}),
            self.audit["staff"],
            secrets.token_bytes(32),
            words_peppers={1: words},
            password_peppers={1: password},
            index=self.index,
        )
        self.worker = Keyring({"worker": made["worker"], "master": made["master"].half()})

    def chain(self, name: str) -> audit.Chain:
        return audit.Chain(name, self.audit[name])


def sqlite_database(keys: Locks) -> Iterator[Callable[[], Sessions]]:
    """Gives, as often as asked, a database with every table, the policies and nothing else."""
    with tempfile.TemporaryDirectory(prefix="heard-test-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        template, used = Path(folder) / "template.db", Path(folder) / "heard.db"
        first = connect(f"sqlite:///{template}", journal="delete")
        Base.metadata.create_all(first.engine)
        _seed(first, keys)
        first.engine.dispose()
        kept = Kept(f"sqlite:///{used}")

        def fresh() -> Sessions:
            sessions = kept.sessions()
            sessions.engine.dispose()
            for path in used.parent.glob(f"{used.name}*"):
                path.unlink()
            shutil.copyfile(template, used)
            return sessions

        yield fresh


def postgresql_database(worker: str, keys: Locks) -> Iterator[Callable[[], Sessions]]:
    """Gives, as often as asked, the same database with its policies and nothing else."""
    if not POSTGRESQL:
        pytest.fail("no PostgreSQL answers: set TEST_DATABASE_URL, or start a local one")
    name = f"heard_test_{worker}_{os.getpid()}"
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    kept = Kept(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
    engine = kept.sessions().engine
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for statement in roles.statements(name):
            connection.execute(text(statement))
    names = [f'"{table.name}"' for table in Base.metadata.sorted_tables]
    filled = text(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in names))
    _seed(kept.sessions(), keys)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA seed"))
        seeded = connection.scalars(filled).all()
        for table in seeded:
            connection.execute(text(f"CREATE TABLE seed.{table} AS TABLE {table}"))

    emptied: list[str] = []

    def fresh() -> Sessions:
        sessions = kept.sessions()
        with sessions.engine.begin() as connection:
            emptied.extend(_empty(connection, filled, seeded))
        if len(emptied) > SWEPT_AFTER:
            _sweep(sessions.engine, emptied)
        policies.forget()
        return sessions

    yield fresh
    kept.sessions().engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        for process in audit.CHAINS:
            connection.execute(text(f"DROP ROLE {name}_{process}"))
    server.dispose()


def _empty(connection: Connection, filled: TextClause, seeded: Sequence[str]) -> list[str]:
    """Only tables that hold something are emptied: truncating them all takes longer than most tests. What was seeded
    once is copied: to seed it anew, a holiday at a time, took half of what a test takes."""
    connection.execute(text("SET session_replication_role = replica"))  # the audit refuses to be emptied
    emptied = list(connection.scalars(filled))
    for table in emptied:
        connection.execute(text(f"DELETE FROM {table}"))
    for table in seeded:
        connection.execute(text(f"INSERT INTO {table} SELECT * FROM seed.{table}"))
    connection.execute(text("SET session_replication_role = DEFAULT"))
    return emptied


def _sweep(engine: Engine, emptied: list[str]) -> None:
    """A server that does not clean up by itself reads every row that any test has ever deleted, each time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM {', '.join(sorted(set(emptied)))}"))
    emptied.clear()


class Kept:
    """One engine for many tests: what it has learned to say in SQL is a third of what a test would take."""

    def __init__(self, url: str, role: str = "") -> None:
        self.url, self.role = url, role
        self._engine: Engine | None = None

    def sessions(self) -> Sessions:
        """New sessions over the same engine; over a new one where a test has left a connection open."""
        if self._engine is not None and self._engine.pool.checkedout():  # type: ignore[attr-defined]
            self._engine.dispose()
            self._engine = None
        if self._engine is None:
            self._engine = connect(self.url).engine
            if self._engine.dialect.name == "postgresql":
                event.listen(self._engine, "connect", self._hurry)
        return Sessions(self._engine)

    def _hurry(self, raw: Any, record: Any) -> None:
        """No test here pulls the plug (tests/reliability does, in places of its own): a commit need not reach the disk.

        Set after a connection was looked at: what a council runs refuses such a setting (DEP-05)."""
        raw.execute("SET synchronous_commit = off")
        if self.role:
            raw.execute(f"SET ROLE {self.role}")
        raw.commit()


def _seed(sessions: Sessions, keys: Locks) -> None:
    with sessions() as db:
        for preset in shipped():
            if preset.council == COUNCIL:
                policies.add_policy(db, COUNCIL, preset.since, shipped_data(COUNCIL, preset.since))
        for day, name in bank_holidays().items():
            policies.add_holiday(db, day, name, now=MONDAY)
        db.add(Setting(name=HOLD, value={"minutes": 0}, changed_at=MONDAY))  # letters leave at once, unless a test says
        for chain in audit.CHAINS:
            audit.start(db, keys.chain(chain))
        db.info["chain"] = keys.chain("staff")
        db.commit()
    policies.forget()
