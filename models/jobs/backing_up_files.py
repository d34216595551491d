"""The files of a backup: sealed as they lie, after the rows that know them, and held to their hashes on the way back.

Files are written once and never changed, so reading them after the rows were read is still one point in time; one that
was taken out of a draft meanwhile is marked as gone, and its row goes when the backup is brought back (BAK-02).
"""

import base64
import os
import uuid
from collections.abc import Iterable, Iterator
from typing import IO, Any

from sqlalchemy import Connection, delete, select

from models.files.store import Store
from models.files.stream import COPY, ORIGINAL
from models.tables.upload import Upload

STEP = 1 << 20
PARTS = {"original": ORIGINAL, "copy": COPY}


class NotWhole(ValueError):
    """Fewer rows than were counted, or a row whose file is not there, or not as it was."""


def lines_of(store: Store, ids: Iterable[uuid.UUID]) -> Iterator[dict[str, Any]]:
    """Each file as a run of lines."""
    for file_id in ids:
        for name, part in PARTS.items():
            try:
                with store.path(file_id, part).open("rb") as file:
                    while chunk := file.read(STEP):
                        yield {"f": str(file_id), "p": name, "b": base64.b64encode(chunk).decode()}
            except FileNotFoundError:
                yield {"f": str(file_id), "p": name, "gone": True}


class Bringing:
    """Writes the files of a backup as their lines come, and takes them away again where the whole thing fails."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.brought: set[uuid.UUID] = set()
        self._at: tuple[str, str] = ("", "")
        self._file: IO[bytes] | None = None

    def put(self, line: dict[str, Any]) -> None:
        if line.get("gone"):
            return
        if self._at != (line["f"], line["p"]):
            self.close()
            self._at = line["f"], line["p"]
            file_id = uuid.UUID(line["f"])
            self.brought.add(file_id)
            path = self.store.path(file_id, PARTS[line["p"]])
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        if self._file is not None:
            self._file.write(base64.b64decode(line["b"]))

    def close(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def check(self, connection: Connection) -> None:
        """Every row has its files, as they were sealed. A draft's that was taken out meanwhile loses its row."""
        self.close()
        query = select(Upload.id, Upload.case_id, Upload.digest, Upload.copy_digest)
        for row in connection.execute(query).all():
            held = self.store.digest(row.id, ORIGINAL), self.store.digest(row.id, COPY)
            if held == (row.digest, row.copy_digest):
                continue
            if row.case_id is not None or None not in held:
                raise NotWhole
            connection.execute(delete(Upload).where(Upload.id == row.id))

    def undo(self) -> None:
        self.close()
        for file_id in self.brought:
            self.store.remove(file_id)
