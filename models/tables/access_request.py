"""Requests to see what is kept about somebody: the request and its month, what of which case goes out, who decided."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

OPEN = text("answered_on IS NULL")


class AccessRequest(Keyed, Base):
    """One request. Days and codes in clear, to count its month by; who asks, and about whom, is sealed."""

    __tablename__ = "access_request"
    __table_args__ = (
        CheckConstraint("nothing_agreed_by IS NULL OR nothing_agreed_by <> nothing_by", name="two_people"),
        Index("ix_access_request_open", "received_on", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    number: Mapped[str] = mapped_column(unique=True)  # random: how it is called among staff and in the answer
    received_on: Mapped[date]
    came: Mapped[str]  # models.procedure.access.CAME
    by: Mapped[str]  # models.procedure.access.By
    logged_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    logged_at: Mapped[datetime]
    proof_asked_on: Mapped[date | None]  # it was not clear who they are, or whether they may ask
    identity: Mapped[str | None]  # how it was checked: models.procedure.access.IDENTITY
    identity_on: Mapped[date | None]
    identity_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    authority: Mapped[str | None]  # for who asks for somebody else: models.procedure.access.AUTHORITY
    authority_on: Mapped[date | None]
    authority_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    more_time: Mapped[str | None]  # two months more, and why
    told_more_on: Mapped[date | None]
    nothing_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # says that there is nothing to give
    nothing_agreed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    ended_as: Mapped[str | None]  # without an answer: models.procedure.access.ENDED, agreed by the same two
    answered_on: Mapped[date | None]
    erase_by: Mapped[uuid.UUID | None]  # its own time is over: who asks another to agree that it goes (RET-03)
    words: Mapped[Blob] = sealed("master", owner="row")  # JSON: who, about whom, what they want, reasons, the child


class AccessTag(Keyed, Base):
    """Somebody a request names, as an entry of the blind index: their cases stay while it is open (RET-02)."""

    __tablename__ = "access_tag"
    __table_args__ = (UniqueConstraint("request_id", "tag"),)

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_request.id"))
    tag: Mapped[str]


class AccessPause(Keyed, Base):
    """While we ask what they mean the month stands still."""

    __tablename__ = "access_pause"

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_request.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class AccessFile(Keyed, Base):
    """What of one case goes out to one request: gathered and gone through by one, read and agreed by another.

    Without a case: what hangs on none (`AccessLoose`), under a lock of its own.
    """

    __tablename__ = "access_file"
    __table_args__ = (
        UniqueConstraint("request_id", "case_id"),
        CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name="two_people"),
        CheckConstraint("shared_agreed_by IS NULL OR shared_agreed_by <> shared_by", name="two_people_share"),
    )

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_request.id"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    hold_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("legal_hold.id"))
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    added_at: Mapped[datetime]
    share: Mapped[str | None]  # a child's own complaint: give | keep; None keeps it closed
    shared_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    shared_agreed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    gathered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    gathered_at: Mapped[datetime | None]
    way: Mapped[str | None]  # models.procedure.access.RELEASE
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # asks the second person to read it
    asked_at: Mapped[datetime | None]
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    agreed_at: Mapped[datetime | None]
    released_on: Mapped[date | None]
    released_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    wrap: Mapped[Blob | None] = sealed("master", nullable=True, owner="row")  # its own lock, where there is no case
    words: Mapped[Blob] = sealed("file")  # JSON: to whom and where it goes, why it is given or kept, what came back

    __mapper_args__ = {"version_id_col": version}


class AccessLoose(Keyed, Base):
    """A mail, an alert or an earlier request that hangs on no case. While this row is here it is not forgotten."""

    __tablename__ = "access_loose"
    __table_args__ = (UniqueConstraint("request_id", "thing_id"),)

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_request.id"), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_file.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]  # the table that it lies in
    thing_id: Mapped[uuid.UUID] = mapped_column(index=True)


class AccessPaper(Keyed, Base):
    """One paper as it was gathered, and what is taken out of it."""

    __tablename__ = "access_paper"
    __table_args__ = (Index("ix_access_paper_file_id", "file_id", "number"), UniqueConstraint("file_id", "number"))

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_file.id"))
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]  # the table it comes from
    upload_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("upload.id"))
    out: Mapped[str | None]  # why the whole of it stays out: models.procedure.access.OUT
    looked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    looked_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    body: Mapped[Blob] = sealed("file")  # JSON: title, day, texts, what is marked in them, squares of a picture

    __mapper_args__ = {"version_id_col": version}


class AccessBundle(Keyed, Base):
    """The folder as it was built and read by the second person, sealed; the one that left is kept (SAR-06)."""

    __tablename__ = "access_bundle"

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("access_file.id"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    size: Mapped[int]
    content: Mapped[Blob] = sealed("file")
