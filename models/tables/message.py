"""The outbox: what waits to go, and the record of what went (R3)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.procedure.terms import Way
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

WAITING = text("state IN ('queued', 'sending')")
UNHEARD = text("receipt = 'waiting'")


class Message(Keyed, Base):
    """One thing for the worker to do. `work` is sealed to the worker alone and dropped once done."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("cause"),
        Index("ix_message_waiting", "due_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_message_case_id", "case_id"),
        Index("ix_message_letter_id", "letter_id"),
        Index("ix_message_receipt", "receipt", sqlite_where=UNHEARD, postgresql_where=UNHEARD),
    )

    kind: Mapped[str]  # notice | paper | staff | index | alert
    cause: Mapped[str]  # what it is about, once: "letter:<id>", "warning:<clock id>:late"
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    holder_id: Mapped[uuid.UUID | None]  # whose safe ways are asked before sending
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    way: Mapped[Way | None]
    state: Mapped[str] = mapped_column(default="queued")  # queued | sending | sent | failed | unknown | stopped
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease: Mapped[uuid.UUID | None]  # fencing token: a worker that lost its lease may not mark
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    receipt: Mapped[str | None]  # of what Notify took: waiting | arrived | again | lost | unknown
    last_error: Mapped[str] = mapped_column(default="")  # a class name, never a text
    work: Mapped[Blob | None] = sealed("worker", blind=True, nullable=True)  # JSON: to, subject, body; of paper: pdf


class Tag(Keyed, Base):
    """A blind index entry: an HMAC under the worker's index key, never the value (sealing.md 2.12)."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_tag", "kind", "tag"), Index("ix_tag_case_id", "case_id"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]  # email | phone | name
    tag: Mapped[str]
    index_version: Mapped[int] = mapped_column(default=1)


class NoticeTo(Keyed, Base):
    """Where the worker may send a person's notices: sealed to it at submission and at each change (sealing.md 2.8)."""

    __tablename__ = "notice_to"
    __table_args__ = (UniqueConstraint("case_id", "holder_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    holder_id: Mapped[uuid.UUID | None]
    revision: Mapped[int] = mapped_column(default=1)
    work: Mapped[Blob] = sealed("worker", blind=True)  # JSON: {"email": ..., "text": ...}
