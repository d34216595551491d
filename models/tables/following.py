"""What a person and we keep of a case after it was sent: waiting at their wish, what changed, and what we told back."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Pause(Keyed, Base):
    """The person asked us to wait, or has not made up their mind (S-05, K-42). Only they begin it, and they end it."""

    __tablename__ = "pause"
    __table_args__ = (Index("ix_pause_case_id", "case_id", "began_on"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    why: Mapped[str]  # models.procedure.pausing
    began_on: Mapped[date]
    until_on: Mapped[date]  # the day we ask again; our days run on from here by themselves
    ended_on: Mapped[date | None]
    how: Mapped[str]  # page, or how an officer was told
    moved: Mapped[bool] = mapped_column(default=False)  # whether a day of ours moved with it
    text: Mapped[Blob | None] = sealed("thread", nullable=True)  # what they wait for, in their words


class ToldBack(Keyed, Base):
    """ "Because of you": what changed, as the person reads it."""

    __tablename__ = "told_back"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    action_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("action.id"))
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[Blob] = sealed("thread")


class Afterwards(Keyed, Base):
    """What the person said when we asked whether anything changed. Each saying is a row; none is written over."""

    __tablename__ = "afterwards"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    holder_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    changed: Mapped[str]  # yes | some | no: counted for the annual report
    said: Mapped[Blob] = sealed("thread")  # JSON: each wish and whether they got it, and their words


class PassedOn(Keyed, Base):
    """Thanks or an idea, given to one person it is about or their manager: the words they may read, and the proof."""

    __tablename__ = "passed_on"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[str]  # here: they read it when they sign in; or how it was handed to them
    seen_at: Mapped[datetime | None]
    text: Mapped[Blob] = sealed("file")


class MeetingDate(Keyed, Base):
    """One date that was offered for a meeting or a panel: who can come, which was fixed, who cancelled it (S-04)."""

    __tablename__ = "meeting_date"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str]  # meeting | panel
    place: Mapped[str]  # in_person | video | phone
    starts_at: Mapped[datetime]
    offered_at: Mapped[datetime]
    offered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    can: Mapped[bool | None]  # what the person said; None: nothing yet
    answered_at: Mapped[
        datetime | None
    ]  # when they said so: some count a panel from the day its date was agreed (K-59)
    fixed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None]  # person | council | panel
    why: Mapped[Blob | None] = sealed("thread", nullable=True)
