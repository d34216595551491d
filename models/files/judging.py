"""From a sealed file that has arrived to one that is taken, with its copy: the looking is done in a process apart.

What parses a stranger's file is the likeliest thing here to be broken into. It runs under limits, with an empty
environment, and gets the bytes through a pipe: nothing in clear touches a disk, and it has no key to give away.
"""

import json
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any, cast

from models.files.kinds import FIRST, TAKEN, Kind, Limits, kind_of, suffix_of
from models.files.names import safe_name
from models.files.places import KEEP
from models.files.refusing import BROKEN, EMPTY, FULL, KIND, NAME, Refused
from models.files.store import Store, Writing, Written
from models.files.stream import COPY, ORIGINAL, Opening

ROOT = Path(__file__).parents[2]
PATIENCE = 90  # seconds
STEP = 64 * 1024
AT_ONCE = 2  # in each process of a site: each may take a gigabyte, and a processor for itself (UPL-12)
TURNS = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """A file that passed every check, and its copy; both sealed and on the disk, their keys here alone."""

    id: uuid.UUID
    kind: Kind
    name: str
    original: Written
    copy: Written
    facts: dict[str, Any] = field(default_factory=dict)


def judge(store: Store, arrived: Writing, name: str, limits: Limits, *, place: str = KEEP) -> Taken:
    """Take it, or raise Refused with nothing of it left. `arrived` holds every byte and is not yet done.

    `place` is what becomes of where it was made: KEEP, or OUT of what we keep as the original (UPL-05).
    """
    try:
        if not arrived.size:
            raise Refused(EMPTY)
        original = arrived.done()
    except BaseException:
        arrived.undone()
        raise
    try:
        with store.open(arrived.file_id, original.key) as reader:
            kind = _kind(name, reader, limits)
            facts, copy, instead = _look(store, arrived.file_id, reader, kind, limits.seconds, place)
        if instead:
            original = _written(store, arrived.file_id, ORIGINAL, (instead,), len(instead))
    except BaseException as problem:
        store.remove(arrived.file_id)
        if isinstance(problem, OSError):
            raise Refused(FULL) from None
        raise
    return Taken(arrived.file_id, kind, safe_name(name, kind.code), original, copy, facts)


def _kind(name: str, reader: Opening, limits: Limits) -> Kind:
    first = reader.read(FIRST) or b""
    reader.seek(0)
    kind = kind_of(name, first)
    if kind is None:
        raise Refused(NAME if suffix_of(name) in TAKEN else KIND)
    if kind.code not in limits.codes:
        raise Refused(KIND)
    return kind


def _look(
    store: Store, file_id: uuid.UUID, reader: Opening, kind: Kind, seconds: int, place: str
) -> tuple[dict[str, Any], Written, bytes]:
    """What is known of it, its copy, and what is kept in its stead where a place had to go out of it."""
    command = [sys.executable, "-B", "-m", "models.files.looking", kind.code, str(seconds), place]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with TURNS, subprocess.Popen(command, cwd=ROOT, env={}, **pipes) as looking:  # noqa: S603 -- our own module
        watch = Timer(PATIENCE, looking.kill)
        watch.start()
        try:
            facts = _facts(looking, reader)
            out, size, longer = cast(IO[bytes], looking.stdout), facts.pop("bytes"), facts.pop("instead")
            copy = _written(store, file_id, COPY, _parts(out, size), size)
            instead = out.read()
            if len(instead) != longer:
                raise Refused(BROKEN)
            return facts, copy, instead
        finally:
            watch.cancel()
            looking.kill()


def _facts(looking: Any, reader: Opening) -> dict[str, Any]:
    try:
        while part := reader.read(STEP):
            looking.stdin.write(part)
        looking.stdin.close()
    except BrokenPipeError:
        raise Refused(BROKEN) from None
    try:
        facts: dict[str, Any] = json.loads(looking.stdout.readline())
    except ValueError:  # ended by its own limits, before it could say anything
        raise Refused(BROKEN) from None
    if "refused" in facts:
        raise Refused(str(facts["refused"]))
    return facts


def _parts(out: IO[bytes], size: int) -> Iterator[bytes]:
    while size and (part := out.read(min(STEP, size))):
        size -= len(part)
        yield part


def _written(store: Store, file_id: uuid.UUID, half: bytes, parts: Iterable[bytes], size: int) -> Written:
    writing = store.write(file_id, half)
    try:
        for part in parts:
            writing.write(part)
        if writing.size != size:
            raise Refused(BROKEN)
        return writing.done()
    except BaseException:
        writing.undone()
        raise
