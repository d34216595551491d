"""The database a council upgrades is the one the code expects, on both databases, up and down (R9, AUD-03)."""

import secrets
import subprocess
import sys
import uuid
from datetime import date

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from models import migrations
from models.db import connect
from models.tables import AuditRow, Base
from tests.databases import ENGINE, MONDAY, POSTGRESQL


@pytest.fixture
def empty(tmp_path):
    """A database with nothing in it at all."""
    if ENGINE == "sqlite":
        made = connect(f"sqlite:///{tmp_path / 'empty.db'}")
        yield made
        made.engine.dispose()
        return
    name = f"heard_migrations_{secrets.token_hex(4)}"
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    made = connect(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
    yield made
    made.engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def names(empty):
    return set(inspect(empty.engine).get_table_names()) - {"alembic_version"}


def test_every_table_is_made_and_nothing_differs_from_the_code(empty):
    migrations.upgrade(empty.engine)
    assert names(empty) == set(Base.metadata.tables)
    migrations.drift(empty.engine)


def test_checks_and_partial_indexes_are_those_of_the_code(empty):
    """Alembic compares neither, so the whole of both is read back from the two databases."""
    migrations.upgrade(empty.engine)
    migrated = shape(empty)
    with empty.engine.execution_options(write=True).begin() as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
    assert migrated == shape(empty)


def shape(empty):
    seen = inspect(empty.engine)
    found = {}
    for table in sorted(names(empty)):
        found[table, "checks"] = {check["name"]: flat(check["sqltext"]) for check in seen.get_check_constraints(table)}
        found[table, "columns"] = {c["name"]: (str(c["type"]), c["nullable"]) for c in seen.get_columns(table)}
        found[table, "foreign keys"] = sorted(
            (key["name"] or "", tuple(key["constrained_columns"]), str(key["options"]))
            for key in seen.get_foreign_keys(table)
        )
        for index in seen.get_indexes(table):
            dialect = empty.engine.dialect.name
            where = flat(str(index.get("dialect_options", {}).get(f"{dialect}_where", "")))
            found[table, index["name"]] = (index["column_names"], bool(index["unique"]), where)
    return found


def flat(sql):
    return " ".join(sql.split())


def test_going_down_leaves_nothing_and_up_again_works(empty):
    migrations.upgrade(empty.engine)
    migrations.downgrade(empty.engine, "base")
    assert not names(empty)
    migrations.upgrade(empty.engine)
    migrations.drift(empty.engine)


def test_people_and_cases_of_an_older_version_are_kept(empty):
    """Tables that others point to are made anew on SQLite: what points to them stays."""
    migrations.upgrade(empty.engine, "0003")
    staff, account = uuid.uuid4().hex, uuid.uuid4().hex
    with empty.engine.execution_options(write=True).begin() as connection:
        insert(connection, "staff", id=staff, name="Priya Shah", job="", active=True)
        insert(
            connection, "account", id=account, staff_id=staff, email="p@x.example", state="invited", created_at=MONDAY
        )
    migrations.upgrade(empty.engine)
    migrations.drift(empty.engine)
    with empty.engine.connect() as connection:
        joined = "SELECT staff.name FROM account JOIN staff ON staff.id = account.staff_id"
        assert connection.execute(text(joined)).scalars().all() == ["Priya Shah"]
        if ENGINE == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_clock_that_waited_gets_back_the_day_it_began_k_42(empty):
    """An older version counted it from a later day, and so did the register: the worker works that line out anew."""
    migrations.upgrade(empty.engine, "0055")
    key, case = uuid.uuid4().hex, uuid.uuid4().hex
    with empty.engine.execution_options(write=True).begin() as connection:
        insert(connection, "bank_holiday", day=date(2026, 12, 25), name="Christmas Day", added_at=MONDAY)
        insert(connection, "case", id=case, received_on=date(2026, 11, 21), state="received")
        insert(
            connection, "running_clock", id=key, case_id=case, started_on=date(2026, 12, 18),
            due_on=date(2027, 1, 7), clock="s1_response", unit="working_days", length=10,
        )  # fmt: skip
        moved = {"clock_id": key, "case_id": case, "at": MONDAY, "why": "pause"}
        insert(connection, "clock_move", id=uuid.uuid4().hex, was=date(2026, 12, 4), now=date(2027, 1, 4), **moved)
    migrations.upgrade(empty.engine)
    with empty.engine.connect() as connection:
        kept = connection.execute(text("SELECT started_on, waited FROM running_clock")).one()
        assert [str(one) for one in kept] == ["2026-11-21", "20"]
    migrations.downgrade(empty.engine, "0055")
    with empty.engine.connect() as connection:
        assert str(connection.execute(text("SELECT started_on FROM running_clock")).scalar()) == "2026-12-18"


def insert(connection, table, **values):
    """As an older version did: every column that must have a value gets one."""
    columns = {column["name"]: column for column in inspect(connection).get_columns(table)}
    needed = {name for name, column in columns.items() if not column["nullable"]} - values.keys()
    row = values | {name: blank(str(columns[name]["type"]).upper()) for name in needed}
    names = ", ".join(row)
    holes = ", ".join(f":{name}" for name in row)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({holes})'), row)


def blank(kind):
    """Something that a column of this kind may hold."""
    kinds = {"BOOL": False, "INT": 0, "TIMESTAMP": MONDAY, "DATETIME": MONDAY, "DATE": MONDAY.date(), "B": b""}
    return next((value for name, value in kinds.items() if kind.startswith(name)), "")


def test_upgrading_twice_changes_nothing(empty):
    migrations.upgrade(empty.engine)
    migrations.upgrade(empty.engine)
    migrations.drift(empty.engine)


@pytest.mark.parametrize("change", ["UPDATE audit SET reason = 'nothing'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_migrated_audit_only_grows_aud_03(empty, change):
    if change.startswith("TRUNCATE") and ENGINE == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    migrations.upgrade(empty.engine)
    row = {name: "x" for name in ("chain", "actor_kind", "role", "action", "object_kind", "request_id", "reason")}
    with empty.engine.execution_options(write=True).begin() as connection:
        connection.execute(AuditRow.__table__.insert().values(**row, number=1, at=MONDAY, content="", link=bytes(32)))
    with pytest.raises(DBAPIError, match="append only"), empty.engine.execution_options(write=True).begin() as db:
        db.execute(text(change))


@pytest.mark.skipif(ENGINE != "sqlite", reason="one database is enough")
def test_there_is_one_line_of_migrations_and_each_needs_no_code_of_today():
    files = sorted(path for path in (migrations.HERE / "versions").glob("*.py") if path.name != "__init__.py")
    before = "None"
    for path in files:
        assert f"\ndown_revision = {before}\n" in path.read_text(), f"{path.name} does not follow the file before it"
        before = f'"{path.name[:4]}"'
        assert "models" not in path.read_text(), f"{path.name} imports code that will change"


@pytest.mark.skipif(ENGINE != "sqlite", reason="one database is enough")
def test_the_migrations_travel_with_an_installed_package():
    """Alembic reads them as files: they and its template must be in the folder that is packed."""
    code = "from models import migrations as m; print(len(list((m.HERE / 'versions').glob('0*.py'))))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(said.stdout) >= 1
