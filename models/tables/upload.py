"""Files people sent us: facts in clear, names and keys sealed; the files themselves lie sealed in the data folder."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

TO_SCAN = text("state = 'waiting'")


class Upload(Keyed, Base):
    """One file. It belongs to a draft or a mail, then to the case: only its key is sealed anew."""

    __tablename__ = "upload"
    __table_args__ = (
        Index("ix_upload_case_id", "case_id", "added_at"),
        Index("ix_upload_waiting", "added_at", sqlite_where=TO_SCAN, postgresql_where=TO_SCAN),
    )

    draft_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    incoming_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("incoming_mail.id", ondelete="CASCADE"), index=True
    )
    advocate_draft_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("advocate_draft.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("thread_message.id"))
    holder_id: Mapped[uuid.UUID | None]  # who sent it; None: one of us put it in
    question: Mapped[str]  # the question it answers, or "message"
    sort: Mapped[str]  # picture | sound | paper
    kind: Mapped[str]  # models.files.kinds
    size: Mapped[int]
    added_at: Mapped[datetime]
    state: Mapped[str]  # waiting (for the scanner) | clean | unscanned (there is none) | infected
    scanned_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]  # an intimate image: nobody opens it any more
    locked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    given_at: Mapped[datetime | None]  # whoever writes the answer may see its copy
    document: Mapped[str | None]  # what it is, of a document that staff added: models.procedure.documents
    dated_on: Mapped[date | None]  # the day that document is from
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))  # SHA-256 of the sealed bytes (AUD-09)
    copy_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    kept: Mapped[Blob | None] = sealed("holder", nullable=True, owner="row")  # JSON: as `about`, while it is a draft's
    about: Mapped[Blob | None] = sealed("thread", nullable=True)  # JSON: keys, name, hash, what is known of it
    held: Mapped[Blob | None] = sealed(
        "master", blind=True, nullable=True, owner="row"
    )  # as `about`, while it is a mail's, or of what an advocate has not sent
    filed: Mapped[Blob | None] = sealed("file", nullable=True)  # as `about`, of a document that staff added
    work: Mapped[Blob | None] = sealed("worker", blind=True, nullable=True, owner="row")  # its key, until it is scanned


class Transcript(Keyed, Base):
    """What a recording says, typed up by us or put right by the person. Appended; the newest is shown."""

    __tablename__ = "transcript"
    __table_args__ = (Index("ix_transcript_upload_id", "upload_id", "at"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # None: the person
    body: Mapped[Blob] = sealed("thread")
