"""The pool of people from outside, who was appointed to which case, and the papers in their room (K-30, S-20)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.procedure.independence import Part
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

PRESENT = text("taken_at IS NULL")


class Outsider(Keyed, Base):
    """One person of the pool. What ties them to the council is theirs to declare, and bars them where the law says."""

    __tablename__ = "outsider"

    name: Mapped[str]
    staff_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("staff.id"), unique=True
    )  # in the directory, walls hold
    investigates: Mapped[bool]  # may be asked to be an investigating officer
    independent: Mapped[bool]  # may be asked to be an independent person
    panel: Mapped[bool] = mapped_column(default=False)  # may be asked to sit on a review panel
    childcare: Mapped[bool] = mapped_column(default=False)  # knows about the care of children
    officer: Mapped[bool] = mapped_column(default=False)
    member: Mapped[bool] = mapped_column(default=False)
    household: Mapped[bool] = mapped_column(default=False)
    line: Mapped[bool] = mapped_column(default=False)
    recent: Mapped[bool] = mapped_column(default=False)  # an officer or councillor in the last three years
    away_until: Mapped[date | None]
    day_rate: Mapped[int | None]  # pence
    hour_rate: Mapped[int | None]  # pence
    active: Mapped[bool] = mapped_column(default=True)
    declared_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    details: Mapped[Blob] = sealed("master", owner="row")  # JSON: email, phone, travel, note

    __mapper_args__ = {"version_id_col": version}


class Appointment(Keyed, Base):
    """Somebody's part in one case. A replacement ends one row and begins another; the clock goes on (S-21)."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_case_id", "case_id"), Index("ix_appointment_outsider_id", "outsider_id"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    outsider_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("outsider.id"))
    part: Mapped[Part]
    appointed_on: Mapped[date]
    appointed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    ended_on: Mapped[date | None]
    room_until: Mapped[date | None]  # the last day their room opens; None: it was never opened, or is closed
    room_opened_at: Mapped[datetime | None]
    why_ended: Mapped[Blob | None] = sealed("file", nullable=True)

    outsider: Mapped[Outsider] = relationship(lazy="raise")


class OutsiderLetter(Keyed, Base):
    """A letter to somebody from outside about their part, as it was sent: into their room, or on paper."""

    __tablename__ = "outsider_letter"
    __table_args__ = (Index("ix_outsider_letter_case_id", "case_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    appointment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("appointment.id"))
    kind: Mapped[str]  # appointed | date | papers | report | reach
    how: Mapped[str]  # room | paper
    sent_at: Mapped[datetime]
    sent_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    body: Mapped[Blob] = sealed("file")  # JSON: subject and blocks


class RoomPaper(Keyed, Base):
    """One letter or file that somebody was given for their part in one case. Taken back, the row stays."""

    __tablename__ = "room_paper"
    __table_args__ = (
        Index("ix_room_paper_case_id", "case_id"),
        Index(
            "ix_room_paper_now", "appointment_id", "object_id", unique=True,
            sqlite_where=PRESENT, postgresql_where=PRESENT,
        ),
    )  # fmt: skip

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    appointment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("appointment.id"))
    kind: Mapped[str]  # letter | file
    object_id: Mapped[uuid.UUID]
    given_at: Mapped[datetime]
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None]
