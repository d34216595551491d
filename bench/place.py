"""A place of its own for a run: folder, keys, database, and the real processes started as an operator starts them."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from models import keys
from models.db import Sessions, connect
from models.sealing import Keyring

ROOT = Path(__file__).parents[1]
SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1/postgres")
QUIET = ("--log-level", "warning", "--no-control-socket")
READY = 120  # seconds a process has to answer, on a machine with much else to do
PORTS = range(12_000, 32_000)


@dataclass(eq=False)
class Server:
    """One started process with everything it started; killed as one."""

    process: subprocess.Popen[bytes]
    port: int = 0

    def kill(self) -> None:
        """At once and without a word, like a power cut of this one service."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def cpu(self) -> float:
        """Milliseconds of processor that it and its workers have used: true also on a machine that others use."""
        used = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                if int(path.read_text().rpartition(")")[2].split()[2]) == self.process.pid:
                    threads = path.parent.glob("task/*/schedstat")
                    used += sum(int(thread.read_text().split()[0]) for thread in threads)
            except (OSError, ValueError, IndexError):
                continue
        return used / 1_000_000

    def _signal(self, number: int) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        self.process.wait(READY)


@dataclass
class Place:
    folder: Path
    database: str  # an SQLAlchemy URL
    changes: dict[str, str] = field(default_factory=dict)
    started: list[Server] = field(default_factory=list)

    @cached_property
    def ports(self) -> dict[str, int]:
        return {"portal": free_port(), "admin": free_port()}

    @property
    def environment(self) -> dict[str, str]:
        """What the processes are told. Weak argon2 is allowed in a test and nowhere else."""
        given = {
            "HEARD_ENV": "test",
            "HEARD_DATA": str(self.folder / "data"),
            "HEARD_DATABASE": self.database,
            "HEARD_PORTAL_PORT": str(self.ports["portal"]),
            "HEARD_ADMIN_PORT": str(self.ports["admin"]),
            "HEARD_ARGON2_MEMORY": "8",
            "HEARD_ARGON2_TIME": "1",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
        return kept | given | self.changes

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def log(self) -> Path:
        return self.folder / "stderr.log"

    def ring(self, process: str) -> Keyring:
        return Keyring.of(keys.load(self.keys, process))

    @cached_property
    def sessions(self) -> Sessions:
        return connect(self.database)

    def heard(self, *command: str, **more: str) -> str:
        """Run `heard …` here and return what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "admin.commands", *command],
            env=self.environment | more, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"heard {' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, site: str, *, workers: int = 2, threads: int = 4, port: int = 0) -> Server:
        """A site as gunicorn runs it, answering before this returns."""
        return self.gunicorn(f'bench.sites:logged("{site}")', port or self.ports[site], workers, threads)

    def gunicorn(self, application: str, port: int, workers: int = 2, threads: int = 4, **more: str) -> Server:
        command = [
            *(sys.executable, "-m", "gunicorn", *QUIET, "--preload", "--worker-class", "gthread"),
            *("--workers", str(workers), "--threads", str(threads), "--bind", f"127.0.0.1:{port}"),
            *("--worker-tmp-dir", str(self.folder), application),
        ]
        server = self.process(command, **more)
        server.port = port
        wait_for(server)
        return server

    def worker(self, *options: str, **more: str) -> Server:
        return self.process([sys.executable, "-m", "admin.commands", "worker", *options], **more)

    def process(self, command: list[str], **more: str) -> Server:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, env=self.environment | more, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        self.started.append(Server(process))
        return self.started[-1]


@contextmanager
def place(engine: str, **changes: str) -> Iterator[Place]:
    """A new place on that database, with keys and tables; nothing of it is left afterwards."""
    with tempfile.TemporaryDirectory(prefix="heard-") as name, _database(engine, Path(name)) as url:
        here = Place(Path(name), url, changes)
        here.heard("keys", "new")
        here.heard("db", "upgrade")
        try:
            yield here
        finally:
            for server in here.started:
                server.kill()
            here.sessions.engine.dispose()


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'data' / 'heard.db'}"
        return
    name = f"heard_place_{secrets.token_hex(4)}"
    server: Any = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def free_port() -> int:
    """A port that nothing else takes while it waits to be used: below those that systems give to whoever connects."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(server: Server, path: str = "/healthz") -> float:
    """Wait until it answers, and say for how many seconds."""
    began = time.monotonic()
    while time.monotonic() - began < READY:
        if server.process.poll() is not None:
            raise RuntimeError(f"ended with {server.process.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"http://localhost:{server.port}{path}", timeout=2):
                return time.monotonic() - began
        except urllib.error.HTTPError:
            return time.monotonic() - began  # it answers, if only that this is not its host name
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("did not answer")
