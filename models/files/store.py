"""Where sealed files lie: one folder, random names, written whole or not at all, swept of what no row knows (R-rules).

A file is on the disk before its row is committed, and leaves the disk after its row is gone. So a crash leaves at
most a sealed file that nobody has the key of, and the sweep takes it away; never a row without its file.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from models.files.stream import COPY, ORIGINAL, Damaged, Opening, Sealing

NO_FILES_FROM = 0.85  # of the disk: from there on words are still taken, files are not (UPL-02)
YOUNG = timedelta(hours=2)  # a file without a row may still be on its way
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Written:
    """One sealed file, whole and on the disk."""

    key: bytes
    size: int
    sealed_sha256: bytes
    sha256: bytes


class Writing:
    """A file on its way: it has its name only when `done`; `undone` leaves nothing."""

    def __init__(self, store: "Store", file_id: uuid.UUID, part: bytes = ORIGINAL) -> None:
        self.file_id, self.part = file_id, part
        self.path = store.path(file_id, part)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._unfinished = self.path.with_name(self.path.name + UNFINISHED)
        opened = os.open(self._unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(opened, "w+b")
        self.seal = Sealing(self._file, file_id, part)

    @property
    def size(self) -> int:
        return self.seal.size

    def write(self, data: bytes) -> None:
        self.seal.write(data)

    def done(self) -> Written:
        sealed = self.seal.finish()
        self._file.close()
        self._unfinished.replace(self.path)
        _sync(self.path.parent)
        return Written(self.seal.key, self.seal.size, sealed, self.seal.content.digest())

    def undone(self) -> None:
        self._file.close()
        self._unfinished.unlink(missing_ok=True)


class Store:
    """The folder. It has no key of anything in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, file_id: uuid.UUID, part: bytes = ORIGINAL) -> Path:
        name = file_id.hex + (".copy" if part == COPY else "")
        return self.folder / name[:2] / name

    def write(self, file_id: uuid.UUID, part: bytes = ORIGINAL) -> Writing:
        return Writing(self, file_id, part)

    def open(self, file_id: uuid.UUID, key: bytes, part: bytes = ORIGINAL) -> Opening:
        file = self.path(file_id, part).open("rb")
        try:
            return Opening(file, file_id, key, part)
        except Damaged:
            file.close()
            raise

    def remove(self, file_id: uuid.UUID) -> None:
        """Both halves. Call it when the row is gone for good; the sweep does what a crash leaves."""
        for part in (ORIGINAL, COPY):
            self.path(file_id, part).unlink(missing_ok=True)

    @property
    def full(self) -> bool:
        folder = next(place for place in (self.folder, *self.folder.parents) if place.exists())
        used = shutil.disk_usage(folder)
        return used.used / (used.used + used.free or 1) >= NO_FILES_FROM

    def everything(self) -> Iterator[Path]:
        yield from (path for path in self.folder.glob("??/*") if path.is_file())

    def sweep(self, known: set[uuid.UUID], *, now: datetime) -> int:
        """Unlink what no row knows. `known` must have been read before this began."""
        gone = 0
        for path in self.everything():
            kept = path.suffix != UNFINISHED and id_of(path) in known
            if not kept and now.timestamp() - path.stat().st_mtime > YOUNG.total_seconds():
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def digest(self, file_id: uuid.UUID, part: bytes = ORIGINAL) -> bytes | None:
        """SHA-256 of the sealed bytes as they lie there now; None where there is no file."""
        try:
            with self.path(file_id, part).open("rb") as file:
                return hashlib.file_digest(file, "sha256").digest()
        except FileNotFoundError:
            return None


def id_of(path: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=path.name.partition(".")[0])
    except ValueError:
        return None


def _sync(folder: Path) -> None:
    """The name too must survive the power going."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
