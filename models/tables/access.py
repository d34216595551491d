"""An advocate with an account beside a child: which case, by whose word, and what the child lets them read (AZ-14)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

NOW = text("ended_at IS NULL")


class AdvocateAccess(Keyed, Base):
    """Ends in one click; the row stays, so that who could read what is known (AZ-14)."""

    __tablename__ = "advocate_access"
    __table_args__ = (
        Index("ix_advocate_access_case_id", "case_id"),
        Index("ix_advocate_access_now", "staff_id", "case_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    given_at: Mapped[datetime]
    given_how: Mapped[str]  # sent: they sent it; or how the child said so to an officer
    confirmed_at: Mapped[datetime | None]  # the child said yes: only then do they read more than they sent
    confirmed_how: Mapped[str | None]  # page, or how an officer heard it from the child
    copies: Mapped[str] = mapped_column(default="")  # codes: what the child lets them have
    copies_by_child: Mapped[bool] = mapped_column(default=False)  # the child has changed this
    speak_to: Mapped[str] = mapped_column(default="")  # child | me | both | child_decides
    seen_at: Mapped[datetime | None]  # when they last opened the case: what came since is unread
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]  # child | advocate | staff | left
    initials: Mapped[Blob | None] = sealed("thread", nullable=True)


class LetterLeave(Keyed, Base):
    """What the child said of one letter and somebody beside them: the newest counts, over the kinds they agreed to."""

    __tablename__ = "letter_leave"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id"))
    whose: Mapped[uuid.UUID]  # an advocate's access, or the holder of words; both end, and this row stays
    at: Mapped[datetime]
    allowed: Mapped[bool]


class AdvocateDraft(Keyed, Base):
    """A complaint that an advocate with an account has begun and not sent; it goes 28 days after they saved it last."""

    __tablename__ = "advocate_draft"

    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    form_instance: Mapped[uuid.UUID] = mapped_column(unique=True)  # sent twice is one case (R2)
    from_case: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))  # for a brother or sister
    saved_at: Mapped[datetime]
    answers: Mapped[Blob] = sealed("master", blind=True)
