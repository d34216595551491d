"""The database: one engine, two ways in, and the settings without which it loses what people told us (R8, DEP-05)."""

import importlib
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from models.settings import Settings, Unsafe

PATIENCE = 10  # seconds a statement waits for a lock
THREADS = 8  # in one process; the pool holds as many
POOL: dict[str, Any] = {"pool_size": THREADS, "max_overflow": THREADS, "pool_timeout": PATIENCE}


class Sessions(sessionmaker[Session]):
    """`sessions()` may write; `sessions.reading()` takes no write lock on SQLite."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        super().__init__(engine.execution_options(write=True))

    def reading(self) -> Session:
        return self(bind=self.engine)

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"


def connect(where: Settings | str, *, journal: str | None = None, process: str = "") -> Sessions:
    """Open the database of these settings, as this process where it has a role of its own, or at this address."""
    url = where if isinstance(where, str) else where.database_of(process) if process else where.database
    journal = journal or ("auto" if isinstance(where, str) else where.sqlite_journal)
    return Sessions(_sqlite(url, journal) if url.startswith("sqlite") else _postgresql(url))


def free_of_the_wal_bug(version: tuple[int, ...]) -> bool:
    """SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when it is reset; two older lines were mended (DEP-05)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def journal_for(version: tuple[int, ...], wanted: str) -> str:
    if wanted == "wal" and not free_of_the_wal_bug(version):
        raise Unsafe(
            f"Refusing to start: SQLite {'.'.join(map(str, version))} can corrupt a database in WAL mode. "
            "Leave HEARD_SQLITE_JOURNAL out, or install pysqlite3."
        )
    return "DELETE" if wanted == "delete" or not free_of_the_wal_bug(version) else "WAL"


def sqlite_module() -> ModuleType:
    """The newer library where there is a wheel of it, else the one Python came with."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3.dbapi2")


def _sqlite(url: str, journal: str) -> Engine:
    if path := make_url(url).database:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    module = sqlite_module()
    mode = journal_for(module.sqlite_version_info, journal)
    engine = create_engine(url, module=module, connect_args={"timeout": PATIENCE}, **POOL)
    pragmas = (
        f"journal_mode={mode}",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={int(PATIENCE * 1000)}",
        "secure_delete=ON",
        "mmap_size=0",
        "trusted_schema=OFF",
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the library would start no transaction for a SELECT: we say BEGIN ourselves
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    _take_turns(engine)
    return engine


def _take_turns(engine: Engine) -> None:
    """One writer at a time within the process: SQLite's own waiting is unfair (p99 38 ms with this, 400 without)."""
    turn = threading.Lock()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("write"):
            connection.exec_driver_sql("BEGIN")
            return
        held = connection.connection.record_info
        if held is not None and not held.get("writing"):
            if not turn.acquire(timeout=PATIENCE):
                raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("another writer did not finish"))
            held["writing"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def let_others_write(connection: Any, record: Any) -> None:
        """A connection comes back to the pool when its transaction is over, however it ended."""
        if record.record_info.pop("writing", False):
            turn.release()


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        **POOL,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            "options": f"-c lock_timeout={PATIENCE}s -c idle_in_transaction_session_timeout=60s -c timezone=UTC",
        },
    )
    event.listen(engine, "connect", _check_postgresql)
    return engine


def _check_postgresql(connection: Any, record: Any) -> None:
    """What we acknowledge must survive the power going: asked of every new connection, 0.2 ms."""
    settings = ("server_version_num", "fsync", "synchronous_commit", "full_page_writes")
    query = "SELECT " + ", ".join(f"current_setting('{name}')" for name in settings)
    version, *switches = connection.execute(query).fetchone()
    connection.rollback()
    reasons = [] if int(version) >= 140000 else ["PostgreSQL 14 or newer is needed"]
    for name, value in zip(settings[1:], switches, strict=True):
        if value == "off" or (name == "synchronous_commit" and value == "local"):
            reasons.append(f"PostgreSQL has {name} = {value}, so a crash would lose complaints")
    if reasons:
        connection.close()
        raise Unsafe("\n".join(f"Refusing to start: {reason}." for reason in reasons))
