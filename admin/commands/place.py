"""Where a command runs: its settings, its database, and the keys of the process it stands in for."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Concatenate, ParamSpec

import click

from models.audit import Chain
from models.db import Sessions, connect
from models.keys import Keys, load
from models.post.replies import Replies
from models.sealing import Keyring
from models.settings import Settings

P = ParamSpec("P")


@dataclass(frozen=True)
class Place:
    settings: Settings

    @functools.cached_property
    def sessions(self) -> Sessions:
        """The database, writing the staff site's audit chain: a person at the keyboard is staff."""
        return self.sessions_for("staff")

    def sessions_for(self, process: str) -> Sessions:
        """The database as one of the processes opens it: `public`, `staff` or `worker`."""
        sessions = connect(self.settings, process=process)
        sessions.configure(info={"chain": Chain(process, self.keys(process).audit)})
        return sessions

    @functools.cached_property
    def bare(self) -> Sessions:
        """The database without an audit chain: it can be read, and brought to its newest shape."""
        return connect(self.settings)

    def keys(self, process: str) -> Keys:
        return load(self.settings.keys, process)

    def ring(self, process: str) -> Keyring:
        return Keyring.of(self.keys(process))

    @property
    def replies(self) -> Replies | None:
        """The addresses that answers come back to, where mail is taken in."""
        to = self.settings.mail_replies
        return Replies(to, self.keys("worker").index) if to else None

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.settings.clock)


def place(command: Callable[Concatenate[Place, P], Any]) -> Callable[P, Any]:
    """Give a command its place, read from the settings when it runs and not when it is imported."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> Any:
        return command(Place(Settings.load()), *args, **kwargs)

    return run


def fail(reason: object) -> click.ClickException:
    return click.ClickException(str(reason))
