"""What a council has decided, and what the worker remembers of its own runs."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class CouncilPolicy(Keyed, Base):
    """One council's policy from a day on: immutable (decisions 11, G-09)."""

    __tablename__ = "council_policy"
    __table_args__ = (UniqueConstraint("council", "since"),)

    council: Mapped[str]
    since: Mapped[date]
    body: Mapped[dict[str, object]] = mapped_column(JSON)


class PolicyChange(Keyed, Base):
    """Figures that somebody wants from a day on: in force only when another person has agreed (AZ-10, G-09)."""

    __tablename__ = "policy_change"
    __table_args__ = (
        CheckConstraint("answer <> 'agreed' OR decided_by <> asked_by", name="two_people"),
        Index("ix_policy_change_council", "council", "asked_at"),
    )

    council: Mapped[str]
    since: Mapped[date]
    figures: Mapped[dict[str, int]] = mapped_column(JSON)  # by key, as they are said
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="asked")  # agreed, turned_down, dropped, taken_back
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[Blob] = sealed("master", owner="row")


class BankHoliday(Base):
    """A day that does not count (D-01, D-02): outside the frozen policy, so that one announced later moves dates."""

    __tablename__ = "bank_holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    added_at: Mapped[datetime]


class CouncilChoice(Keyed, Base):
    """What a council decided of one entry of a list, or of one letter's words, from a day on. Never changed: a newer
    one stands in its place, and one that has not begun can be taken back."""

    __tablename__ = "council_choice"
    __table_args__ = (Index("ix_council_choice_topic", "topic", "since"),)

    topic: Mapped[str]  # "letter", or "list:" and the name of a list
    name: Mapped[str]  # which letter, or the label of the entry
    since: Mapped[date]
    value: Mapped[dict[str, Any]] = mapped_column(JSON)  # empty: as it was shipped
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    taken_back_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]


class Setting(Base):
    """A setting an administrator may change while we run: duty rota, alternates, holidays of the office."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, object]] = mapped_column(JSON)
    changed_at: Mapped[datetime]


class JobRun(Base):
    """When each job last finished, so that a missed run catches up once (F-26)."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
