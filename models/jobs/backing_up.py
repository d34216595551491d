"""A copy of everything, taken while people work, sealed, checked, and able to be brought back (BAK-01, BAK-03).

The copy is logical: every row of every table, read in one transaction, so a copy of an SQLite database can be
brought back into PostgreSQL and the other way round. It is sealed to the backup key's public half, so the machine that
writes it cannot read it. Sealed columns stay sealed inside: whoever opens a backup still opens no one's words.
"""

import base64
import gzip
import hashlib
import io
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, Engine, Table, func, select

from models.files.store import Store
from models.jobs.backing_up_files import Bringing, NotWhole, lines_of
from models.sealing import Blob, Lock, Unreadable
from models.tables import Base
from models.tables.upload import Upload

MAGIC = b"HEARD-BACKUP-1\n"
PLACE = b"heard/backup"
CHUNK = 1 << 20
BATCH = 500
SHORT_LIVED = {"visit", "staff_session", "held_form", "throttle"}  # never brought back (decisions 24)


class BackupError(Exception):
    """The copy cannot be made, read or brought back. The message is for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: when, and how many rows of each table."""

    at: datetime
    rows: dict[str, int]
    sha256: str


def back_up(engine: Engine, to: Path, lock: Lock, *, now: datetime, files: Store, invented: bool = False) -> Copied:
    """Write a sealed copy and read it back before calling it done. `lock` needs only its public half.

    `invented`: everybody in it is, so a demo may bring it back (PRV-14)."""
    key = os.urandom(32)
    unfinished = to.with_suffix(to.suffix + ".unfinished")
    to.parent.mkdir(parents=True, exist_ok=True)
    with unfinished.open("wb") as file:
        sealed = lock.half().seal(key, PLACE)
        file.write(MAGIC + len(sealed).to_bytes(2, "big") + sealed)
        with _Sealing(file, key) as out, gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
            written = _dump(engine, packed, {"at": now.isoformat(), "invented": invented}, files)
        file.flush()
        os.fsync(file.fileno())
    with unfinished.open("rb") as file:
        _skip_header(file)
        counted = _count(_lines(file, key))
    if counted != written:
        raise BackupError("The copy does not hold what was written to it. Nothing was kept; try again.")
    unfinished.replace(to)
    return Copied(now, written, hashlib.sha256(to.read_bytes()).hexdigest())


def restore(engine: Engine, source: Path, lock: Lock, files: Store, *, demo: bool = False) -> Copied:
    """Bring a copy back into an empty, migrated database; all of it, or nothing. Raises BackupError.

    Into a `demo`, which guards nothing, real people are not brought (PRV-14)."""
    bringing = Bringing(files)
    try:
        with source.open("rb") as file:
            key = lock.open(_skip_header(file), PLACE, blind=True)
            lines = _lines(file, key)
            head = next(lines)
            if demo and not head.get("invented"):
                raise BackupError("Real people are in it, and a demo guards nobody. Say HEARD_ENV=production.")
            with engine.execution_options(write=True).connect() as connection, connection.begin():
                _refuse_unless_empty(connection)
                rows = _load(connection, lines, bringing)
                if rows != head["rows"]:
                    raise NotWhole
                bringing.check(connection)
    except NotWhole:
        bringing.undo()
        raise BackupError("A row or a file of the backup is missing or was changed. Nothing was kept.") from None
    except (Unreadable, InvalidTag):
        bringing.undo()
        raise BackupError("This key does not open this backup, or the file was changed.") from None
    except (EOFError, StopIteration, ValueError, OSError) as error:
        bringing.undo()
        raise BackupError(f"The backup cannot be read: {type(error).__name__}.") from None
    return Copied(datetime.fromisoformat(head["at"]), rows, "")


def _dump(engine: Engine, out: gzip.GzipFile, head: dict[str, Any], files: Store) -> dict[str, int]:
    isolation = "REPEATABLE READ" if engine.dialect.name == "postgresql" else "SERIALIZABLE"
    with engine.connect().execution_options(isolation_level=isolation) as connection, connection.begin():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in SHORT_LIVED]
        rows = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
        _put(out, {**head, "rows": rows})
        for table in tables:
            for row in connection.execution_options(yield_per=BATCH).execute(select(table)).mappings():
                values = {column.name: _plain(row[column.name]) for column in table.columns}
                _put(out, {"t": table.name, "v": values})
        ids = connection.scalars(select(Upload.id)).all()
    for line in lines_of(files, ids):
        _put(out, line)
    return rows


def _load(connection: Connection, lines: Iterator[Any], bringing: Bringing) -> dict[str, int]:
    rows = {table.name: 0 for table in Base.metadata.sorted_tables if table.name not in SHORT_LIVED}
    later: list[tuple[Table, dict[str, Any]]] = []
    waiting: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if "f" in line:
            bringing.put(line)
            continue
        table = Base.metadata.tables[line["t"]]
        values = {column.name: _rich(column, line["v"].get(column.name)) for column in table.columns}
        own = [name for name in _self_references(table) if values[name] is not None]
        if own:
            later.append((table, {"id": values["id"], **{name: values[name] for name in own}}))
            values.update(dict.fromkeys(own))
        waiting.setdefault(table.name, []).append(values)
        rows[table.name] += 1
        if len(waiting[table.name]) >= BATCH:
            connection.execute(table.insert(), waiting.pop(table.name))
        _flush_earlier(connection, waiting, keep=table.name)
    _flush_earlier(connection, waiting, keep="")
    for table, values in later:
        connection.execute(table.update().where(table.c.id == values.pop("id")).values(values))
    return rows


def _flush_earlier(connection: Connection, waiting: dict[str, list[dict[str, Any]]], *, keep: str) -> None:
    for name in [name for name in waiting if name != keep]:
        connection.execute(Base.metadata.tables[name].insert(), waiting.pop(name))


def _self_references(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _refuse_unless_empty(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if table.name != "job_run" and connection.execute(select(table).limit(1)).first():
            raise BackupError(f"The database is not empty: {table.name} has rows. Restore into a new one.")


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _rich(column: Column[Any], value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict) and set(value) == {"b"}:
        return Blob(base64.b64decode(value["b"]))
    wanted = getattr(column.type, "impl_instance", column.type).python_type
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is date:
        return date.fromisoformat(value)
    return uuid.UUID(value) if wanted is uuid.UUID else _enum(column, value)


def _enum(column: Column[Any], value: Any) -> Any:
    enum_class = getattr(column.type, "enum_class", None)
    return enum_class(value) if enum_class else value


def _put(out: gzip.GzipFile, line: object) -> None:
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _count(lines: Iterator[Any]) -> dict[str, int]:
    rows = dict.fromkeys(next(lines)["rows"], 0)
    for line in lines:
        if "t" in line:
            rows[line["t"]] += 1
    return rows


def _skip_header(file: IO[bytes]) -> Blob:
    if file.read(len(MAGIC)) != MAGIC:
        raise BackupError("This file is not a backup of Heard.")
    return Blob(file.read(int.from_bytes(file.read(2), "big")))


def _lines(file: IO[bytes], key: bytes) -> Iterator[Any]:
    with gzip.GzipFile(fileobj=io.BufferedReader(_Opening(file, key))) as unpacked:
        for line in unpacked:
            yield json.loads(line)


class _Sealing(io.RawIOBase):
    """Seals what is written in chunks, each bound to its place and the last to being the last."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self.file, self.aes, self.number, self.held = file, AESGCM(key), 0, b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.held += bytes(data)
        while len(self.held) > CHUNK:
            self._seal(self.held[:CHUNK], last=False)
            self.held = self.held[CHUNK:]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(self.held, last=True)
        super().close()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        body = self.aes.encrypt(_nonce(self.number, last=last), chunk, MAGIC)
        self.file.write(len(body).to_bytes(4, "big") + body)
        self.number += 1


class _Opening(io.RawIOBase):
    """The same backwards; a chunk that is missing, moved or changed raises InvalidTag."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self.file, self.aes, self.number, self.held, self.ended = file, AESGCM(key), 0, b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.held and not self.ended:
            self._open()
        taken = self.held[: len(buffer)]
        buffer[: len(taken)] = taken
        self.held = self.held[len(taken) :]
        return len(taken)

    def _open(self) -> None:
        size = self.file.read(4)
        if len(size) < 4:
            raise InvalidTag
        body = self.file.read(int.from_bytes(size, "big"))
        self.ended = not self.file.peek(1)  # type: ignore[attr-defined]
        self.held = self.aes.decrypt(_nonce(self.number, last=self.ended), body, MAGIC)
        self.number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
