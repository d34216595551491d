"""Seal every personal text before it reaches the database, and open it only for those who hold its lock.

Who holds a lock's 32-byte seed opens, and seals fast (AES-256-GCM). Who holds only its public half seals (HPKE) and
never opens. A blob is bound to its place: table and column, row, owner and revision. Nothing here opens text by
itself, in a type, a property or an event.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary, TypeDecorator
from sqlalchemy import inspect as state_of
from sqlalchemy.orm import InstrumentedAttribute, MappedColumn, mapped_column

from models.keys import Keys

FORMAT, BY_SEED, BY_PUBLIC, STEP = 1, 1, 2, 64
SEED, NONCE, HEAD = 32, 12, 4
HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

# The number is in every blob: never give one to another kind, never change one.
KINDS: Mapping[str, int] = {
    "master": 1,
    "thread": 2,
    "file": 3,
    "holder": 4,
    "words": 5,
    "visit": 6,
    "upload": 7,
    "worker": 8,
    "desk": 9,
    "alert": 10,
    "backup": 11,
}
NAMES: Mapping[int, str] = {number: name for name, number in KINDS.items()}


class Unreadable(Exception):
    """This cannot be shown: another place, another lock, changed bytes, or no lock for it here."""


class Blob(bytes):
    """Sealed bytes; safe to print by mistake."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


@dataclass(frozen=True, repr=False, eq=False)
class Lock:
    kind: int
    version: int = 1
    public: bytes | None = None
    seed: bytes | None = None

    @classmethod
    def new(cls, kind: int | str, version: int = 1) -> Self:
        return cls.of_seed(kind, os.urandom(SEED), version).with_public()

    @classmethod
    def of_seed(cls, kind: int | str, seed: bytes, version: int = 1) -> Self:
        if len(seed) != SEED:
            raise Unreadable
        return cls(_number(kind), version, seed=seed)

    @classmethod
    def of_public(cls, kind: int | str, public: bytes, version: int = 1) -> Self:
        if len(public) != SEED:
            raise Unreadable
        return cls(_number(kind), version, public=public)

    def with_public(self) -> Self:
        """The same lock knowing its public half, which a seed alone has to compute."""
        if self.public is not None or self.seed is None:
            return self
        public = X25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return type(self)(self.kind, self.version, public, self.seed)

    def half(self) -> Self:
        """The public half alone: it seals and opens nothing."""
        return type(self)(self.kind, self.version, self.with_public().public)

    def seal(self, text: bytes, place: bytes) -> Blob:
        text += b"\x80" + bytes(-(len(text) + 1) % STEP)
        head = bytes((FORMAT, BY_SEED if self.seed else BY_PUBLIC, self.kind, self.version))
        if self.seed:
            nonce = os.urandom(NONCE)
            return Blob(head + nonce + self._aes.encrypt(nonce, text, head + place))
        if self.public is None:
            raise TypeError("A lock without its seed or its public half seals nothing.")
        public = X25519PublicKey.from_public_bytes(self.public)
        return Blob(head + HPKE.encrypt(text, public, info=head + place))

    def open(self, blob: bytes, place: bytes, *, blind: bool = False) -> bytes:
        head, body = blob[:HEAD], blob[HEAD:]
        try:
            if not self.seed or (head[0], head[2], head[3]) != (FORMAT, self.kind, self.version):
                raise Unreadable
            if head[1] == BY_SEED:
                text = self._aes.decrypt(body[:NONCE], body[NONCE:], head + place)
            elif head[1] == BY_PUBLIC and blind:
                text = HPKE.decrypt(body, X25519PrivateKey.from_private_bytes(self.seed), info=head + place)
            else:
                raise Unreadable
            return text[: text.rindex(b"\x80")]
        except (InvalidTag, ValueError, IndexError):
            raise Unreadable from None

    @cached_property
    def _aes(self) -> AESGCM:
        return AESGCM(_derived(self.seed or b"", b"heard/aes/%d" % self.kind))

    def __repr__(self) -> str:
        return f"<lock {NAMES.get(self.kind, self.kind)} v{self.version}, {'seed' if self.seed else 'public half'}>"

    def __reduce__(self) -> str:
        raise TypeError("A lock is never stored.")


class SealedType(TypeDecorator[Blob]):
    """A column that stores only what a lock has sealed: text bound to it raises."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Blob):
            raise TypeError("This column takes only sealed text.")
        return None if value is None else bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Blob | None:
        return None if value is None else Blob(value)


def sealed(lock: str, *, blind: bool = False, nullable: bool = False, owner: str = "case") -> MappedColumn[Any]:
    """A column under the lock of that name. `blind` columns may be sealed by a public half, so prove no sender.

    `owner="row"` is for a row that is linked to its case later: its own id stands where the case's would.
    """
    kind = {"lock": lock, "blind": blind, "owner": owner}
    _number(lock)
    return mapped_column(SealedType(), nullable=nullable, info=kind)


def place(column: InstrumentedAttribute[Any], row: Any) -> bytes:
    """Where a blob belongs, spelled so that no two places spell the same."""
    table = column.class_.__table__
    name = f"{table.name}.{column.key}".encode()
    owner = row.id
    if column.info["owner"] == "case" and "case_id" in table.c and row.case_id is not None:
        owner = row.case_id
    # A wrap is made once for its row; it does not move when the row's own text does.
    revised = "revision" in table.c and column.info["lock"] != "master"
    revision = row.revision if revised else 1
    return len(name).to_bytes(2) + name + _id(row.id) + _id(owner) + int(revision).to_bytes(4)


class Keyring(dict[str, Lock]):
    """The locks one request or one job may use, by name; it dies with the request."""

    def __init__(self, locks: Mapping[str, Lock] | None = None, older: Iterable[Lock] = ()) -> None:
        super().__init__(locks or {})
        self.older = {(lock.kind, lock.version): lock for lock in older}

    @classmethod
    def of(cls, keys: Keys) -> "Keyring":
        """What one process holds all day: the newest of each lock, and older ones to open with."""
        held = [Lock(KINDS[pair.name], pair.version, pair.public, pair.seed) for pair in keys.pairs]
        return cls({NAMES[lock.kind]: lock for lock in held}, held)

    def plus(self, **locks: Lock) -> "Keyring":
        return Keyring({**self, **locks}, self.older.values())

    def with_case(self, case: Any, *names: str) -> "Keyring":
        """The ring that also has this case's locks, opened with master: both, or only those named."""
        kind = type(case)
        wraps = {"thread": "thread_wrap", "file": "file_wrap"}
        return self.plus(**{n: self.unwrap(getattr(kind, wraps[n]), case, n) for n in names or wraps})

    def seal(self, column: InstrumentedAttribute[Any], row: Any, text: str) -> Blob:
        return self.seal_bytes(column, row, text.encode())

    def seal_json(self, column: InstrumentedAttribute[Any], row: Any, content: object) -> Blob:
        return self.seal(column, row, json.dumps(content, ensure_ascii=False, separators=(",", ":")))

    def seal_bytes(self, column: InstrumentedAttribute[Any], row: Any, text: bytes) -> Blob:
        _raise_revision(column, row)
        blob = self._seal(column, row, text)
        setattr(row, column.key, blob)
        return blob

    def wrap(self, column: InstrumentedAttribute[Any], row: Any, lock: Lock) -> Blob:
        """Seal another lock's seed into the row, as `case.thread_wrap` is."""
        if lock.seed is None:
            raise TypeError("Only a lock with its seed can be wrapped.")
        return self.seal_bytes(column, row, lock.seed)

    def unwrap(self, column: InstrumentedAttribute[Any], row: Any, kind: int | str) -> Lock:
        return Lock.of_seed(kind, self.open_bytes(column, row))

    def rewrapped(self, column: InstrumentedAttribute[Any], row: Any) -> Blob:
        """The same content sealed anew by the ring's present lock, for an UPDATE that names the old blob."""
        return self._seal(column, row, self.open_bytes(column, row))

    def open(self, column: InstrumentedAttribute[Any], row: Any) -> str:
        try:
            return self.open_bytes(column, row).decode()
        except UnicodeDecodeError:
            raise Unreadable from None

    def open_if(self, column: InstrumentedAttribute[Any], row: Any) -> str | None:
        """The text, or None where nothing was ever written."""
        return None if getattr(row, column.key) is None else self.open(column, row)

    def open_json(self, column: InstrumentedAttribute[Any], row: Any) -> Any:
        try:
            return json.loads(self.open(column, row))
        except json.JSONDecodeError:
            raise Unreadable from None

    def open_bytes(self, column: InstrumentedAttribute[Any], row: Any) -> bytes:
        blob = getattr(row, column.key)
        if blob is None:
            raise Unreadable
        lock = self._for(column, blob)
        return lock.open(blob, place(column, row), blind=column.info["blind"])

    def open_each(self, column: InstrumentedAttribute[Any], rows: Iterable[Any]) -> Iterator[str | Unreadable]:
        """Each row's text, or for that row alone an Unreadable, so that one bad blob does not hide the rest."""
        for row in rows:
            try:
                yield self.open(column, row)
            except Unreadable as problem:
                yield problem

    def _for(self, column: InstrumentedAttribute[Any], blob: bytes) -> Lock:
        lock = self.get(column.info["lock"])
        if lock is None or len(blob) < HEAD:
            raise Unreadable
        return lock if lock.version == blob[3] else self.older.get((lock.kind, blob[3]), lock)

    def _seal(self, column: InstrumentedAttribute[Any], row: Any, text: bytes) -> Blob:
        lock = self[column.info["lock"]]
        if lock.seed is None and not column.info["blind"]:
            raise TypeError(f"{column.key} must be sealed by a lock with its seed; nobody could open it.")
        return lock.seal(text, place(column, row))

    def __repr__(self) -> str:
        return f"<keyring {', '.join(self) or 'empty'}>"

    def __reduce__(self) -> str:
        raise TypeError("A keyring is never stored.")


def visit_of(token: bytes) -> tuple[UUID, Lock]:
    """The row and the lock of one visit, both from the cookie's 32 random bytes: the row alone opens nothing."""
    if len(token) != SEED:
        raise Unreadable
    return UUID(bytes=_derived(token, b"visit id", size=16)), Lock.of_seed("visit", _derived(token, b"visit key"))


def words_lock(stretched: bytes, pepper: bytes, version: int = 1) -> Lock:
    """The lock of secret words, from their argon2id output and the pepper kept outside the database."""
    return Lock.of_seed("words", _derived(stretched, b"words", salt=pepper), version)


def _derived(secret: bytes, purpose: bytes, *, salt: bytes | None = None, size: int = SEED) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, purpose).derive(secret)


def _number(kind: int | str) -> int:
    return KINDS[kind] if isinstance(kind, str) else kind


def _id(value: UUID | None) -> bytes:
    if not isinstance(value, UUID):
        raise TypeError("A row needs its own random id before anything in it is sealed.")
    return value.bytes


def _raise_revision(column: InstrumentedAttribute[Any], row: Any) -> None:
    """An old blob must not fit the newer row, so writing over one raises `revision` unless the caller did."""
    table = column.class_.__table__
    if "revision" not in table.c or column.info["lock"] == "master" or getattr(row, column.key) is None:
        return
    if not state_of(row).attrs.revision.history.has_changes():
        row.revision += 1
