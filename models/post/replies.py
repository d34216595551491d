"""Addresses that only we can make: where an answer to a notice comes back to, and where word of its failure does.

The token is the id of the notice and an HMAC over what it is for, that id and the case. It names nobody, opens nothing
and shows nothing: who has it can put a mail before the officer of that case, and no more.
"""

import hashlib
import hmac
import re
import uuid
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import timedelta

REPLY, BOUNCE = "reply", "bounce"
LASTS = timedelta(days=180)  # of a notice; then an answer to it goes where any mail goes
MAC, LENGTH = 10, 42  # bytes of the HMAC; letters of a token
MOST = 5  # tokens of one mail that are looked at


def derived(index: bytes, purpose: str) -> bytes:
    """A key for one purpose from the worker's index key, which no other process that takes mail holds."""
    return hmac.digest(index, f"heard/mail/{purpose}".encode(), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Token:
    notice_id: uuid.UUID
    mac: bytes


class Replies:
    """`address` is a mailbox that takes what follows a plus (`help@council.example`), or a domain of its own for
    them (`@reply.council.example`), of which every address comes to us."""

    def __init__(self, address: str, index: bytes) -> None:
        self.local, _, self.domain = address.partition("@")
        self._key = derived(index, "reply")
        before = f"{re.escape(self.local)}\\+" if self.local else ""
        end = rf"@{re.escape(self.domain)}(?![\w.-]*\w)"
        self._pattern = re.compile(rf"(?<![\w.+-]){before}([a-z2-7]{{{LENGTH}}}){end}", re.IGNORECASE)

    def address(self, what: str, notice_id: uuid.UUID, case_id: uuid.UUID) -> str:
        token = b32encode(notice_id.bytes + self._mac(what, notice_id, case_id)).decode().rstrip("=").lower()
        return f"{self.local}+{token}@{self.domain}" if self.local else f"{token}@{self.domain}"

    def found(self, addresses: str) -> list[Token]:
        """The tokens in what the headers say of whom it was sent to. Whether they are ours is another question."""
        found = dict.fromkeys(match.upper() for match in self._pattern.findall(addresses))
        raw = [b32decode(text + "=" * (-len(text) % 8)) for text in list(found)[:MOST]]
        return [Token(uuid.UUID(bytes=one[:16]), one[16:]) for one in raw]

    def fits(self, token: Token, what: str, case_id: uuid.UUID) -> bool:
        return hmac.compare_digest(token.mac, self._mac(what, token.notice_id, case_id))

    def _mac(self, what: str, notice_id: uuid.UUID, case_id: uuid.UUID) -> bytes:
        return hmac.digest(self._key, what.encode() + b"\0" + notice_id.bytes + case_id.bytes, hashlib.sha256)[:MAC]
