"""Changing the shape of the database: Alembic, run from code on the connection it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

HERE = Path(__file__).parent


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to the newest shape, or to the revision named. All of it, or nothing."""
    with _writing(engine) as connection:
        command.upgrade(config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    with _writing(engine) as connection:
        command.downgrade(config(connection), to)


def drift(engine: Engine) -> None:
    """Raise `alembic.util.exc.CommandError` if the tables in code and the database differ."""
    with _writing(engine) as connection:
        command.check(config(connection))


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(HERE))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    """One transaction. SQLite changes a table by making it anew, which its foreign keys would forbid halfway: they are
    switched off before the transaction begins, and held to before it ends."""
    with engine.execution_options(write=True).connect() as connection:
        raw = connection.connection.driver_connection if engine.dialect.name == "sqlite" else None
        if raw is not None:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if raw is not None else []
                if lost:
                    raise RuntimeError(f"The migration would leave {len(lost)} rows without what they belong to.")
        finally:
            if raw is not None:
                raw.execute("PRAGMA foreign_keys=ON")
