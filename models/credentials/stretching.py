"""One argon2id for each credential, never weak by accident, and at most four at once on a machine (AUTH-01)."""

import fcntl
import os
import secrets
import tempfile
import time as ticking
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from models.credentials.wordlists import normalise

AT_ONCE = 4
LOOK_AGAIN = 0.01  # seconds; one takes about a tenth of a second
SALT, OUTPUT = 16, 64
FLOOR_MEMORY, FLOOR_TIME = 64 * 1024, 3


class Weak(Exception):
    """Settings weaker than AUTH-01 outside a test."""


@dataclass(frozen=True)
class Cost:
    memory: int = FLOOR_MEMORY  # KiB
    time: int = FLOOR_TIME
    lanes: int = 1
    test: bool = False

    def __post_init__(self) -> None:
        if not self.test and (self.memory < FLOOR_MEMORY or self.time < FLOOR_TIME or self.lanes < 1):
            raise Weak(f"argon2id needs at least {FLOOR_MEMORY} KiB and {FLOOR_TIME} passes outside tests.")


@dataclass
class _Chosen:
    """Set once when a process starts, before it serves anybody."""

    cost: Cost
    folder: Path


_chosen = _Chosen(Cost(), Path(tempfile.gettempdir()) / f"heard-run-{os.geteuid()}")


def prepare(
    folder: Path, memory: int = FLOOR_MEMORY, time: int = FLOOR_TIME, lanes: int = 1, *, test: bool = False
) -> None:
    """Say once how much work a guess shall cost, and where the processes of this machine take turns."""
    _chosen.cost, _chosen.folder = Cost(memory, time, lanes, test), folder


def present_cost() -> Cost:
    return _chosen.cost


def new_salt() -> bytes:
    return secrets.token_bytes(SALT)


def stretch(words: str, salt: bytes, *, cost: Cost | None = None) -> bytes:
    """64 bytes from secret words, however they were typed. Slow: never inside a write transaction."""
    cost = cost or _chosen.cost
    if len(salt) != SALT:
        raise ValueError("A salt is 16 bytes.")
    with turn():
        return hash_secret_raw(normalise(words).encode(), salt, cost.time, cost.memory, cost.lanes, OUTPUT, Type.ID)


@contextmanager
def turn(folder: Path | None = None) -> Iterator[int]:
    """Hold one of the machine's four places. The kernel gives a place back if its process dies."""
    handle = _take(folder or _chosen.folder)
    try:
        yield handle
    finally:
        os.close(handle)


def _take(folder: Path) -> int:
    """Whichever place is free first. Waiting for one of them in particular would leave another one empty."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        for place in secrets.SystemRandom().sample(range(AT_ONCE), AT_ONCE):
            handle = _open(folder / f"argon2.{place}")
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return handle
            except BlockingIOError:
                os.close(handle)
        ticking.sleep(LOOK_AGAIN)


def _open(path: Path) -> int:
    # Read-only is enough to lock, so that the accounts of both sites may share the same four files.
    with suppress(FileNotFoundError):
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
