"""People who hold words: the key to a draft, then to the thread of a case (sealing.md 1)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.procedure.terms import Journey
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Holder(Keyed, Base):
    """A person with a reference and words. Deleting the row ends their way in."""

    __tablename__ = "holder"
    __table_args__ = (Index("ix_holder_case_id", "case_id"),)

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    part: Mapped[str]  # young_person | parent | advocate | helper
    reference: Mapped[str | None] = mapped_column(unique=True)  # None until words are issued
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    pepper: Mapped[int] = mapped_column(default=1)  # version
    words_wrap: Mapped[Blob | None] = sealed("words", nullable=True, owner="row")  # the holder's seed
    thread_wrap: Mapped[Blob | None] = sealed(
        "holder", nullable=True, owner="row"
    )  # thread seed, then the file's public half
    one_time: Mapped[bool] = mapped_column(default=False)  # reissued: must be replaced at first use
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    alerted: Mapped[bool] = mapped_column(default=False)  # sent a safety alert before there was a case
    language: Mapped[str] = mapped_column(default="en", server_default="en")  # chosen to read the site in
    asked_safe_at: Mapped[datetime | None]  # last time we asked whether contact is still safe


class Draft(Keyed, Base):
    """Answers not yet sent: one JSON, sealed by its holder."""

    __tablename__ = "draft"

    holder_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("holder.id", ondelete="CASCADE"), unique=True)
    form_instance: Mapped[uuid.UUID] = mapped_column(unique=True)  # R2: sent twice is one case
    journey: Mapped[Journey]
    saved: Mapped[bool] = mapped_column(default=False)  # words were issued: lives 28 days
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=1)
    answers: Mapped[Blob] = sealed("holder")


class Unsent(Keyed, Base):
    """What a person typed on their own page and did not send: one JSON by form, sealed by their holder."""

    __tablename__ = "unsent"

    holder_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("holder.id", ondelete="CASCADE"), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=1)
    forms: Mapped[Blob] = sealed("holder")
