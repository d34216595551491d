"""What happened to a case and the clocks it started. Appended, never edited (G-07)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.procedure.terms import Clock, Event, Ground, Unit
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

RUNNING = text("stopped_on IS NULL")
STOPPED = text("stopped_on IS NOT NULL")
STANDS = text("ended_at IS NULL")


class CaseEvent(Keyed, Base):
    """One thing that happened. `at` is when it was recorded, `on` the day it happened."""

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_case_id", "case_id", "number"), UniqueConstraint("case_id", "number"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]  # order within the case; times may tie
    event: Mapped[Event]
    at: Mapped[datetime]
    on: Mapped[date]
    actor_kind: Mapped[str]  # person | staff | system
    actor_id: Mapped[uuid.UUID | None]
    actor_name: Mapped[str]  # staff name or a role word; never the name of a member of the public
    reason: Mapped[str | None]  # a code
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case_event.id"))
    details: Mapped[Blob | None] = sealed("file", blind=True, nullable=True)


class EntryMark(Keyed, Base):
    """What one of us says of an entry: it stands at the top, or is about somebody else. Taken back, the row stays."""

    __tablename__ = "entry_mark"
    __table_args__ = (
        Index("ix_entry_mark_now", "case_id", "event_id", "kind", unique=True, sqlite_where=STANDS,
              postgresql_where=STANDS),
    )  # fmt: skip

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_event.id"))
    kind: Mapped[str]  # models.cases.entry_marks: pin | others
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]


class RunningClock(Keyed, Base):
    """A time limit on a case. `due_on` is what the law and the policy make of it today."""

    __tablename__ = "running_clock"
    __table_args__ = (
        Index("ix_running_clock_case_id", "case_id"),
        Index("ix_running_clock_running", "due_on", "case_id", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_running_clock_stopped", "stopped_on", "clock", sqlite_where=STOPPED, postgresql_where=STOPPED),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    clock: Mapped[Clock]
    unit: Mapped[Unit]
    length: Mapped[int]
    started_on: Mapped[date]
    due_on: Mapped[date]
    waited: Mapped[int] = mapped_column(default=0)  # working days left out of its length, and of no figure (K-20)
    extended_to: Mapped[date | None]  # the day agreed or notified; due_on is then this day
    ground: Mapped[Ground | None]
    stopped_on: Mapped[date | None]
    cancelled: Mapped[bool] = mapped_column(default=False)  # it did not belong to the procedure chosen


class ClockMove(Keyed, Base):
    """Each time a deadline moved, and what had been said before (S-40)."""

    __tablename__ = "clock_move"

    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("running_clock.id"), index=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    was: Mapped[date]
    now: Mapped[date]
    why: Mapped[str]  # a code: models.cases.explaining has its words
    notified: Mapped[bool] = mapped_column(default=False)  # `was` had been told to the person


class Extension(Keyed, Base):
    """More time, asked for or announced (K-12, K-13). Silence is never yes (T59)."""

    __tablename__ = "extension"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("running_clock.id"))
    ground: Mapped[Ground]
    new_due_on: Mapped[date]
    asked_at: Mapped[datetime]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    answer: Mapped[str | None]  # yes | no | talk; None: no answer yet
    answered_at: Mapped[datetime | None]
    notice_in_time: Mapped[bool | None]  # told before the old day passed (G-03)
    reason: Mapped[Blob] = sealed("thread")  # as the person reads it
