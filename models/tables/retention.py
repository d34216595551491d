"""How long cases are kept: the periods a council decided, what holds a case, and what two people decided of it."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

OPEN_DECISION = text("agreed_at IS NULL AND refused_at IS NULL")


class RetentionPeriod(Keyed, Base):
    """How long one kind is kept, from the day a second person agreed. Never changed: a newer row takes its place."""

    __tablename__ = "retention_period"
    __table_args__ = (
        CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name="two_people"),
        CheckConstraint("years BETWEEN 1 AND 100", name="within_reason"),
        Index("ix_retention_period_kind", "kind", "agreed_at"),
    )

    kind: Mapped[str]  # models.procedure.retention.Kind
    trigger: Mapped[str]
    years: Mapped[int]
    action: Mapped[str]
    authority: Mapped[str]  # where the council decided it
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    agreed_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]


class LegalHold(Keyed, Base):
    """While it stands nothing of the case, or the one alert, is erased; without either it holds everything (RET-02)."""

    __tablename__ = "legal_hold"
    __table_args__ = (CheckConstraint("lifted_by IS NULL OR lifted_by <> lift_asked_by", name="two_people"),)

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    alert_id: Mapped[uuid.UUID | None] = mapped_column(index=True)  # a safety alert that hung on no case
    why: Mapped[str]  # models.procedure.retention.HOLDS
    placed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    placed_at: Mapped[datetime]
    review_on: Mapped[date]
    lift_asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    lift_asked_at: Mapped[datetime | None]
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    lifted_at: Mapped[datetime | None]
    words: Mapped[Blob] = sealed("master", owner="row")  # JSON: what it is for, and why it may go


class RetentionDecision(Keyed, Base):
    """What is to become of one case: kept for longer, or erased. One asks, another agrees, the worker erases."""

    __tablename__ = "retention_decision"
    __table_args__ = (
        CheckConstraint("agreed_by IS NULL OR agreed_by <> decided_by", name="two_people"),
        Index("ix_retention_decision_case_id", "case_id"),
        Index(
            "ix_retention_decision_open", "case_id", "id", sqlite_where=OPEN_DECISION, postgresql_where=OPEN_DECISION
        ),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    cause: Mapped[str]  # due | erase | object: its day came, or the person asked
    asked_on: Mapped[date | None]  # the day the person asked
    came_up_on: Mapped[date | None]  # the day its period ended, as it was then
    decision: Mapped[str | None]  # keep | erase; None: asked for, and nobody has decided
    reason: Mapped[str | None]  # models.procedure.retention.KEEPING, for a case that is kept
    keep_until: Mapped[date | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    agreed_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]  # the second person said no
    told_on: Mapped[date | None]  # who asked was told what two decided: only then it goes
    erased_at: Mapped[datetime | None]
    gone: Mapped[str] = mapped_column(default="")  # JSON: how many rows of which table, how many files
    words: Mapped[Blob | None] = sealed("master", nullable=True, owner="row")  # JSON: who asked, why, told how
