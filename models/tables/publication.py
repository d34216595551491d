"""Reports for the public: the words written round the tables, quotes that were released, and what was published."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class ReportWords(Keyed, Base):
    """One box of words as somebody saved it. Saving again adds a row: the highest number is what it says now."""

    __tablename__ = "report_words"
    __table_args__ = (
        UniqueConstraint(
            "authority", "layout", "part", "first", "last", "section", "number", name="uq_report_words_box"
        ),
    )

    layout: Mapped[str]
    authority: Mapped[str]
    part: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    section: Mapped[str]
    number: Mapped[int]
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    text: Mapped[Blob] = sealed("master", owner="row")  # as typed


class ReportQuote(Keyed, Base):
    """Something a person said, made anonymous by an officer: in no report before somebody else has released it."""

    __tablename__ = "report_quote"
    __table_args__ = (Index("ix_report_quote_authority", "authority", "first"),)

    authority: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    kept_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    kept_at: Mapped[datetime]
    released_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    released_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    words: Mapped[Blob] = sealed("master", owner="row")  # JSON: text, said_by


class Publication(Keyed, Base):
    """A report as everybody may read it. `body` is all that the public site shows of it; `numbers` what it hid."""

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_published_at", "published_at"),)

    layout: Mapped[str]
    authority: Mapped[str]
    part: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    title: Mapped[str]
    fewest: Mapped[int]
    published_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    body: Mapped[dict[str, object]] = mapped_column(JSON)
    numbers: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # the keys of what it hid and what it showed
    reason: Mapped[Blob | None] = sealed("master", nullable=True, owner="row")  # why, although a check failed


class PublicationFile(Base):
    """The same report to take away, made when it was published."""

    __tablename__ = "publication_file"

    publication_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
