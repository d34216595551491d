"""The audit chain: one row for everything done or seen, each bound to the one before (AUD-01 to AUD-04)."""

import uuid
from datetime import datetime

from sqlalchemy import DDL, Index, LargeBinary, PrimaryKeyConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

SQLITE_APPEND_ONLY = (
    "CREATE TRIGGER audit_no_{name} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END"
)
POSTGRESQL_APPEND_ONLY = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


class AuditRow(Base):
    """Append-only; triggers refuse change on both databases. No content, only ids, codes and hashes."""

    __tablename__ = "audit"
    __table_args__ = (
        PrimaryKeyConstraint("chain", "number"),
        Index("ix_audit_object_id", "object_id"),
        # One for each way the auditor reads it, newest first: the order is the end of every index (AUD-08).
        Index("ix_audit_at", "at", "chain", "number"),
        Index("ix_audit_chain", "chain", "at", "number"),
        Index("ix_audit_action", "action", "at", "chain", "number"),
        Index("ix_audit_actor_id", "actor_id", "at", "chain", "number"),
    )

    chain: Mapped[str]  # public | staff | worker: one chain per kind of process
    number: Mapped[int]  # gapless
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[uuid.UUID | None]
    role: Mapped[str]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[uuid.UUID | None]
    request_id: Mapped[str]
    reason: Mapped[str]
    content: Mapped[str]  # one line a sealed blob written: table.column:row:revision=SHA-256 of the blob, never of text
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """The newest link of each chain; locked last in every transaction, and carrying the ratcheted key sealed."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    link: Mapped[bytes] = mapped_column(LargeBinary(32))
    key: Mapped[bytes] = mapped_column(LargeBinary)  # today's link key, itself locked by the process's audit key


def _append_only() -> None:
    """Refuse UPDATE, DELETE (and TRUNCATE) in the database itself (AUD-03)."""
    for verb in ("UPDATE", "DELETE"):
        _after_create(SQLITE_APPEND_ONLY.format(verb=verb, name=verb.lower()), "sqlite")
    for statement in POSTGRESQL_APPEND_ONLY:
        _after_create(statement, "postgresql")


def _after_create(statement: str, dialect: str) -> None:
    event.listen(AuditRow.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


_append_only()
