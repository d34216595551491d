"""What is learned from complaints: the meeting after stage 2 and stage 3, and what the public reads of it (K-65)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class LearningMeeting(Keyed, Base):
    """The learning meeting of one stage. Its actions are rows of `action`."""

    __tablename__ = "learning_meeting"
    __table_args__ = (UniqueConstraint("case_id", "stage"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    stage: Mapped[int]  # 2 | 3
    held_on: Mapped[date]
    kept_at: Mapped[datetime]
    kept_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    noted: Mapped[Blob] = sealed("file")  # JSON: who was there, what was said


class SaidAndDone(Keyed, Base):
    """One line of "You said, we did". Sealed until somebody else has released it; then it is everybody's to read."""

    __tablename__ = "said_and_done"
    __table_args__ = (
        UniqueConstraint("action_id"),
        Index("ix_said_and_done_council", "council", "released_at"),
        Index("ix_said_and_done_case_id", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"))
    council: Mapped[str]
    offered_at: Mapped[datetime]
    offered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    released_at: Mapped[datetime | None]
    released_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
    said: Mapped[str] = mapped_column(default="")  # as released: public
    did: Mapped[str] = mapped_column(default="")
    draft: Mapped[Blob] = sealed("file")  # JSON: said, did
