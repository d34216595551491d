"""What two people from outside write in their room, and what was decided on each point after it (K-36 to K-40)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.procedure.independence import Part
from models.procedure.terms import Finding
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Interview(Keyed, Base):
    """Somebody they spoke with. Its notes are theirs; the team sees who and when, and sends that person the facts."""

    __tablename__ = "interview"
    __table_args__ = (Index("ix_interview_case_id", "case_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    appointment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("appointment.id"))  # who wrote it down
    held_on: Mapped[date]
    kind: Mapped[str]  # complainant | child | staff | other
    added_at: Mapped[datetime]
    sent_on: Mapped[date | None]  # the facts went to them to check (K-37)
    sent_how: Mapped[str | None]
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    checker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)  # reads the passage here
    left_out: Mapped[bool] = mapped_column(default=False)  # for a compelling reason, which is kept
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    body: Mapped[Blob] = sealed("file")  # JSON: name, role, notes
    said: Mapped[Blob | None] = sealed("file", nullable=True)  # JSON: the passage, what they say of it, why left out

    __mapper_args__ = {"version_id_col": version}


class InvestigationReport(Keyed, Base):
    """A report as it is written, as a draft that was handed in, or as it is final. What was handed in never changes."""

    __tablename__ = "investigation_report"
    __table_args__ = (UniqueConstraint("case_id", "part", "kind", "number"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    appointment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("appointment.id"))
    part: Mapped[Part]
    kind: Mapped[str]  # working | draft | final
    number: Mapped[int]
    saved_at: Mapped[datetime]
    upload_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("upload.id"))  # a file instead of, or beside, text
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    body: Mapped[Blob] = sealed("file")  # JSON: the parts of the report

    __mapper_args__ = {"version_id_col": version}


class StageTwoFinding(Keyed, Base):
    """What was found of one point at stage 2: of the statement, or of the corporate complaint. Reports count it."""

    __tablename__ = "stage_two_finding"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    finding: Mapped[Finding | None]
    remedy: Mapped[str]  # action | explanation
