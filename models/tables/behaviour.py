"""Unreasonable behaviour on one case: warned, talked over, measured, looked at again (rules 3.7)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

IN_FORCE = text("begins_on IS NOT NULL AND ended_on IS NULL")


class Behaviour(Keyed, Base):
    """One matter, from the warning to the end of its measures. What was seen and said lies in the file."""

    __tablename__ = "behaviour"
    __table_args__ = (
        Index("ix_behaviour_case_id", "case_id", "warned_at"),
        Index("ix_behaviour_in_force", "review_on", sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    warned_at: Mapped[datetime]
    warned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    indicators: Mapped[str]  # codes of models.procedure.behaviour
    met_on: Mapped[date | None]  # the noted meeting, which comes before any measure
    met_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    measures: Mapped[str] = mapped_column(default="")
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    review_on: Mapped[date | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    ended_on: Mapped[date | None]  # sooner than its last day, or dropped without a measure
    revision: Mapped[int] = mapped_column(default=1)
    kept: Mapped[Blob] = sealed("file")  # JSON: what happened, who met and what they noted, reasons, reviews
