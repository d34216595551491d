"""What a member of staff typed on a case and has not sent."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

APART = text("case_id IS NULL")


class DeskDraft(Keyed, Base):
    """One form of one person on one case, or before there is one: theirs alone, and gone once sent (6.4, RET-06).

    A row that is `gone` stays until its day, empty, so that an older save which arrives late brings nothing back.
    """

    __tablename__ = "desk_draft"
    __table_args__ = (
        UniqueConstraint("case_id", "staff_id", "place"),
        Index("ix_desk_draft_apart", "staff_id", "place", unique=True, sqlite_where=APART, postgresql_where=APART),
    )

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    place: Mapped[str]  # which form
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    gone: Mapped[bool] = mapped_column(default=False)
    page: Mapped[str]  # the opened page that saved it last, by a number that means nothing
    turn: Mapped[int] = mapped_column(default=0)  # its how many-th save that was
    revision: Mapped[int] = mapped_column(default=1)
    typed: Mapped[Blob | None] = sealed("file", nullable=True)  # JSON: field -> what was typed, once or several times
    apart: Mapped[Blob | None] = sealed("master", nullable=True, owner="row")  # the same, where there is no case yet
