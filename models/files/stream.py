"""A sealed file: 64 KiB chunks as they arrive, each bound to its place and the last to being the last (sealing.md 2.9).

Bytes: `HEARD-FILE-1\\n`, then chunks of AES-256-GCM(64 KiB) ‖ tag. Nonce = 11-byte counter ‖ last-flag, with a key of
its own for each file; AAD = format ‖ file id ‖ part. So a chunk that is cut off, swapped, changed, or moved from
another file opens nowhere, and every chunk but the last is whole, which lets a reader begin anywhere.
"""

import hashlib
import io
import os
import uuid
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"HEARD-FILE-1\n"
CHUNK, TAG, KEY = 64 * 1024, 16, 32
ORIGINAL, COPY = b"original", b"copy"


class Damaged(Exception):
    """The sealed file is not as it was written: cut, changed, swapped, or of another key."""


class Sealing(io.RawIOBase):
    """Seals what is written; `finish` writes the last chunk and says the hash of the sealed bytes."""

    def __init__(self, file: IO[bytes], file_id: uuid.UUID, part: bytes = ORIGINAL) -> None:
        self.file, self.place = file, MAGIC + file_id.bytes + part
        self.key = os.urandom(KEY)
        self.size = 0
        self.content = hashlib.sha256()
        self._aes, self._number, self._held, self._digest = AESGCM(self.key), 0, bytearray(), hashlib.sha256()
        self._put(MAGIC)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.content.update(data)
        self.size += len(data)
        self._held += data
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def finish(self) -> bytes:
        """The last chunk, down to the disk. Returns SHA-256 of the sealed bytes, for whoever has no key (AUD-09)."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()
        self.file.flush()
        os.fsync(self.file.fileno())
        return self._digest.digest()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._put(self._aes.encrypt(_nonce(self._number, last=last), chunk, self.place))
        self._number += 1

    def _put(self, sealed: bytes) -> None:
        self.file.write(sealed)
        self._digest.update(sealed)


class Opening(io.RawIOBase):
    """The same backwards, a chunk at a time, from anywhere in it. Raises Damaged instead of giving half a truth."""

    def __init__(self, file: IO[bytes], file_id: uuid.UUID, key: bytes, part: bytes = ORIGINAL) -> None:
        self.file, self.place = file, MAGIC + file_id.bytes + part
        self._aes, self._at, self._chunk = AESGCM(key), 0, (-1, b"")
        file.seek(0, io.SEEK_END)
        body = file.tell() - len(MAGIC)
        self._last = max(0, -(-body // (CHUNK + TAG)) - 1)
        self.size = body - (self._last + 1) * TAG
        file.seek(0)
        if file.read(len(MAGIC)) != MAGIC or self.size < 0:
            raise Damaged
        self._opened(self._last)  # a file that was cut off is refused before anything of it is shown

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        number, within = divmod(self._at, CHUNK)
        if self._at >= self.size:
            return 0
        part = self._opened(number)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self.file.close()
        super().close()

    def _opened(self, number: int) -> bytes:
        if self._chunk[0] == number:
            return self._chunk[1]
        self.file.seek(len(MAGIC) + number * (CHUNK + TAG))
        sealed = self.file.read(CHUNK + TAG)
        try:
            text = self._aes.decrypt(_nonce(number, last=number == self._last), sealed, self.place)
        except (InvalidTag, ValueError):
            raise Damaged from None
        self._chunk = (number, text)
        return text


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))
