"""A whole place for the command line: its folders, keys and a migrated database, as on a fresh machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

import admin.commands.place
from admin.commands import cli
from admin.commands.place import Place
from models.cases import policies
from models.db import Sessions, connect
from models.settings import Settings
from tests.databases import ENGINE, POSTGRESQL

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Machine:
    """`heard("doctor")` runs one command here. Its clock stands at a Wednesday morning."""

    environ: dict[str, str]
    opened: list[Sessions] = field(default_factory=list)

    def heard(self, *args: str, **more: str) -> Result:
        policies.forget()
        answer = CliRunner().invoke(cli, args, env={**self.environ, **more})
        self.close()
        return answer

    def close(self) -> None:
        """A command ends its process; here its connections have to be closed for it."""
        while self.opened:
            self.opened.pop().engine.dispose()

    @property
    def settings(self) -> Settings:
        return Settings.load(self.environ)

    @property
    def place(self) -> Place:
        return Place(self.settings)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.settings.clock)


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """An empty machine. Nothing is made yet: that is for the commands to do."""
    with database(folder) as url, pytest.MonkeyPatch.context() as patch:
        made = Machine(
            {
                "HEARD_ENV": "test",
                "HEARD_DATA": str(folder / "data"),
                "HEARD_DATABASE": url,
                "HEARD_DEMO_DATA": "yes",
                "HEARD_CLOCK": str(int((WEDNESDAY - datetime.now(UTC)).total_seconds())),
                "HEARD_ARGON2_MEMORY": "8",
                "HEARD_ARGON2_TIME": "1",
            }
        )

        def remembered(*args: Any, **more: Any) -> Sessions:
            made.opened.append(connect(*args, **more))
            return made.opened[-1]

        patch.setattr(admin.commands.place, "connect", remembered)
        yield made
        made.close()


@contextmanager
def database(folder: Path) -> Iterator[str]:
    if ENGINE != "postgresql":
        yield f"sqlite:///{folder / 'data' / 'heard.db'}"
        return
    name = f"heard_place_{uuid4().hex[:12]}"
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
