"""Lost words: one member of staff asks for new ones, another agrees, and only then are they made (TRK-10)."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Keyed


class WordsRequest(Keyed, Base):
    """One request. It holds no words: those are shown once and kept by nobody."""

    __tablename__ = "words_request"
    __table_args__ = (CheckConstraint("approved_by IS NULL OR approved_by <> asked_by", name="two_people"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    holder_id: Mapped[uuid.UUID]  # whose words; the row itself goes when they are made
    how: Mapped[str]  # code: by which safe way the person will hear them
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
