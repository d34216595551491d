"""A task on a case: who does what by when. What a colleague typed is sealed; the kind is a code that says no word."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Task(Keyed, Base):
    """Open until `done_at`. `owner_id` None: the officer of record's, or where there is none the whole team's."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("cause"),
        Index("ix_task_case_id", "case_id"),
        Index("ix_task_owner_id_done_at", "owner_id", "done_at"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]  # a key of models.procedure.tasks.KINDS
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    opened_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # None: Heard itself
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    about_id: Mapped[uuid.UUID | None]  # the row it is about: the message that came back
    cause: Mapped[str | None]  # what made Heard open it: the same cause opens no second one
    said: Mapped[Blob | None] = sealed("file", nullable=True)  # JSON: what, how it was done
