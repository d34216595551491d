"""No update is lost, and the database keeps what it said it kept (R8, DEP-05)."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from models.db import Sessions, _check_postgresql, connect, free_of_the_wal_bug, journal_for, sqlite_module
from models.settings import Unsafe
from tests.conftest import ENGINE

METADATA = MetaData()
COUNTER = Table("lost_update_counter", METADATA, Column("id", Integer, primary_key=True), Column("n", Integer))
THREADS, EACH = 8, 50
MODES = ["delete", "wal"] if free_of_the_wal_bug(sqlite_module().sqlite_version_info) else ["delete"]


@pytest.fixture(params=MODES if ENGINE == "sqlite" else ["postgresql"])
def counted(request: pytest.FixtureRequest, tmp_path: Path, sessions: Sessions) -> Iterator[Sessions]:
    if request.param == "postgresql":
        made = sessions
    else:
        made = connect(f"sqlite:///{tmp_path / 'counter.db'}", journal=request.param)
    METADATA.create_all(made.engine)
    with made() as db:
        db.execute(insert(COUNTER).values(id=1, n=0))
        db.commit()
    yield made
    METADATA.drop_all(made.engine)
    if made is not sessions:
        made.engine.dispose()


def test_no_update_is_lost(counted: Sessions) -> None:
    """Eight threads read, add one and write, fifty times each. SQLite as it comes ends at 69 of 400."""
    problems: list[Exception] = []

    def add() -> None:
        try:
            for _ in range(EACH):
                with counted() as db:
                    n = db.scalars(select(COUNTER.c.n).with_for_update()).one()
                    db.execute(update(COUNTER).values(n=n + 1))
                    db.commit()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=add) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with counted.reading() as db:
        assert db.scalars(select(COUNTER.c.n)).one() == THREADS * EACH
    assert not problems


def test_a_failed_writer_lets_the_next_one_write(counted: Sessions) -> None:
    with counted() as db, pytest.raises(IntegrityError):
        db.execute(insert(COUNTER).values(id=1, n=0))
    with counted() as db:
        db.execute(update(COUNTER).values(n=5))
        db.commit()


def test_a_reader_does_not_wait_for_a_writer(counted: Sessions) -> None:
    with counted() as writer:
        writer.execute(update(COUNTER).values(n=5))
        with counted.reading() as reader:
            assert reader.scalars(select(COUNTER.c.n)).one() == 0


@pytest.mark.skipif(ENGINE != "sqlite", reason="settings of SQLite")
@pytest.mark.parametrize("mode", MODES)
def test_sqlite_is_set_up_to_survive_a_power_cut(tmp_path: Path, mode: str) -> None:
    made = connect(f"sqlite:///{tmp_path / 'settings.db'}", journal=mode)
    wanted = {"journal_mode": mode, "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000, "secure_delete": 1}
    with made() as db:
        assert {name: db.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted
    made.engine.dispose()


@pytest.mark.parametrize(
    ("version", "free"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_only_where_it_cannot_corrupt_dep_05(version: tuple[int, ...], free: bool) -> None:
    assert free_of_the_wal_bug(version) is free
    assert journal_for(version, "auto") == ("WAL" if free else "DELETE")
    assert journal_for(version, "delete") == "DELETE"
    if not free:
        with pytest.raises(Unsafe, match="WAL"):
            journal_for(version, "wal")


@pytest.mark.skipif(ENGINE != "postgresql", reason="settings of PostgreSQL")
def test_postgresql_that_may_lose_a_commit_is_refused(sessions: Sessions) -> None:
    url = sessions.engine.url.render_as_string(hide_password=False)
    connection = psycopg.connect(url, options="-c synchronous_commit=off")
    with pytest.raises(Unsafe, match="synchronous_commit"):
        _check_postgresql(connection, None)
