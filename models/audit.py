"""Writing the audit chain: who did or saw what, in the transaction that did it (AUD-01 to AUD-05).

Rows wait in the session and are written when it commits, so the head of the chain is locked last and for
the shortest time. If they cannot be written, nothing is committed (AUD-02). Each link is an HMAC under a key
that is replaced by its own hash after use: who steals today's key cannot forge yesterday's rows.
"""

import hashlib
import hmac
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import event, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction

from models.procedure.terms import Role
from models.sealing import Blob
from models.tables.audit import AuditHead, AuditRow

CHAINS = ("public", "staff", "worker")
START = bytes(32)  # the link before the first row


class NoAudit(RuntimeError):
    """The session was opened without an audit chain, so nothing may be changed through it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a person by the holder of their words, a member of staff, or the system itself."""

    kind: str  # person | staff | system
    id: uuid.UUID | None = None
    name: str = ""  # staff: their name; a person: what they are ("young person"), never who
    roles: frozenset[Role] = field(default_factory=frozenset)
    account_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None

    @property
    def role(self) -> str:
        return " ".join(sorted(self.roles)) or self.kind


SYSTEM = Actor(kind="system", name="Heard")


@dataclass(frozen=True, slots=True)
class Chain:
    """Which chain a process writes, and the key that opens the head of it."""

    name: str
    key: bytes

    def lock(self, link_key: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + AESGCM(self.key).encrypt(nonce, link_key, self.name.encode())

    def unlock(self, blob: bytes) -> bytes:
        return AESGCM(self.key).decrypt(blob[:12], blob[12:], self.name.encode())


def start(db: Session, chain: Chain) -> bytes:
    """Begin a chain and return its first key, for the auditor to keep apart from every process. Flushes."""
    first = os.urandom(32)
    db.add(AuditHead(chain=chain.name, number=0, link=START, key=chain.lock(first)))
    db.flush()
    return first


def note(
    db: Session,
    actor: Actor,
    action: str,
    *,
    now: datetime,
    object_kind: str = "",
    object_id: uuid.UUID | None = None,
    reason: str = "",
) -> None:
    """Put one row in the chain when `db` commits. `reason` is a code or a hash, never content."""
    pending(db).append(
        AuditRow(
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            role=actor.role,
            action=action,
            object_kind=object_kind,
            object_id=object_id,
            request_id=db.info.get("request_id", ""),
            reason=reason[:200],
            content="",
        )
    )


def pending(db: Session) -> list[AuditRow]:
    rows: list[AuditRow] = db.info.setdefault("audit_rows", [])
    return rows


def canonical(row: AuditRow) -> bytes:
    """The bytes of a row that its link binds, every field with its length so that no two rows spell the same."""
    fields = (
        row.chain,
        row.number,
        row.at.isoformat(timespec="microseconds"),
        row.actor_kind,
        row.actor_id,
        row.role,
        row.action,
        row.object_kind,
        row.object_id,
        row.request_id,
        row.reason,
        row.content,
    )
    texts = [("" if value is None else str(value)).encode() for value in fields]
    return b"".join(len(text).to_bytes(4, "big") + text for text in texts)


def next_link(link_key: bytes, before: bytes, row: AuditRow) -> tuple[bytes, bytes]:
    """The link of `row`, and the key for the row after it."""
    link = hmac.digest(link_key, before + canonical(row), "sha256")
    return link, hashlib.sha256(b"heard/audit/next" + link_key).digest()


@event.listens_for(Session, "before_commit")
def _write(db: Session) -> None:
    if db.in_nested_transaction():
        return
    db.flush()
    rows, blobs = pending(db), db.info.pop("audit_blobs", [])
    if not rows:
        return  # a draft or a visit: nothing of a case
    chain: Chain | None = db.info.get("chain")
    if chain is None:
        raise NoAudit("no audit chain")
    rows[0].content = "\n".join(blobs)
    head = db.execute(
        select(AuditHead.number, AuditHead.link, AuditHead.key).where(AuditHead.chain == chain.name).with_for_update()
    ).one()
    number, link, link_key = head.number, head.link, chain.unlock(head.key)
    for row in rows:
        number += 1
        row.chain, row.number = chain.name, number
        link, link_key = next_link(link_key, link, row)
        row.link = link
    db.add_all(rows)
    db.execute(
        update(AuditHead)
        .where(AuditHead.chain == chain.name)
        .values(number=number, link=link, key=chain.lock(link_key))
    )
    db.flush()
    db.info["audit_rows"] = []


@event.listens_for(Session, "after_rollback")
def _forget(db: Session) -> None:
    db.info.pop("audit_blobs", None)
    db.info["audit_rows"] = []


@event.listens_for(Session, "before_flush")
def _hash_blobs(db: Session, context: UOWTransaction, instances: Any) -> None:
    for row in (*db.new, *db.dirty):
        for name, blob in _sealed_changes(row):
            line = f"{row.__tablename__}.{name}:{row.id}:{getattr(row, 'revision', None) or 1}"
            db.info.setdefault("audit_blobs", []).append(f"{line}={hashlib.sha256(blob).hexdigest()}")


def _sealed_changes(row: Any) -> Iterator[tuple[str, Blob]]:
    if isinstance(row, AuditRow) or not hasattr(row, "id"):
        return
    for attribute in inspect(row).attrs:
        added = attribute.history.added
        if added and isinstance(added[0], Blob):
            yield attribute.key, added[0]
