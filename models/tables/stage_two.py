"""The statement of complaint of stage 2: each version as drafted and offered, and what was said to it (K-31)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class ComplaintStatement(Keyed, Base):
    """One version. What was offered never changes: to change it is to make the next version."""

    __tablename__ = "complaint_statement"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]  # 1, 2, 3 …
    state: Mapped[str] = mapped_column(default="drafting")  # drafting | offered | signed | own_words | replaced
    drafted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    drafted_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_on: Mapped[date | None]  # the day it was agreed: the procedure clock counts from it (rules 1.5.1)
    how: Mapped[str | None]  # page, or the way an officer was given it
    body_hash: Mapped[str | None]  # of the sealed text that was signed
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    draft: Mapped[Blob | None] = sealed("file", nullable=True)  # JSON: points and wishes, until it is offered
    body: Mapped[Blob | None] = sealed("thread", nullable=True)  # the same, as offered
    signature: Mapped[Blob | None] = sealed("thread", nullable=True)  # JSON: the name typed, and what was ticked
    witnessed_at: Mapped[datetime | None]  # an advocate says that they were there when it was signed
    witness: Mapped[Blob | None] = sealed("thread", nullable=True)  # JSON: the name the advocate typed

    __mapper_args__ = {"version_id_col": version}


class StatementReply(Keyed, Base):
    """What was said to one line of a version: right, or what it should say. The newest of each person counts."""

    __tablename__ = "statement_reply"
    __table_args__ = (Index("ix_statement_reply_statement_id", "statement_id", "at"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    statement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint_statement.id"))
    holder_id: Mapped[uuid.UUID | None]  # None: an advocate with an account, or an officer who was told
    by: Mapped[str]  # person | advocate | staff
    at: Mapped[datetime]
    part: Mapped[str]  # point | wish | missed
    number: Mapped[int]
    right: Mapped[bool]
    text: Mapped[Blob | None] = sealed("thread", nullable=True)
