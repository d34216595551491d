"""Safety alerts: a keyed record of its own, before any case exists (decisions 14)."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, func, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from models.procedure.terms import Safe
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

WAITING = text("accepted_at IS NULL")


class SafetyAlert(Keyed, Base):
    """Goes to central duty, never to a team. A named person must accept it; at 15 minutes unaccepted it escalates."""

    __tablename__ = "safety_alert"
    __table_args__ = (Index("ix_safety_alert_waiting", "created_at", sqlite_where=WAITING, postgresql_where=WAITING),)

    holder_id: Mapped[uuid.UUID | None]
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[Safe]  # no | not_sure
    created_at: Mapped[datetime]
    anew_at: Mapped[datetime | None]  # who had accepted it can open it no more: it waits as if it were new
    about_worker: Mapped[bool | None]  # "is it someone who works with you?"
    escalated_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    told: Mapped[str | None]  # whether the person heard what was done: yes | not_safe | not_reached
    version: Mapped[int] = mapped_column()
    wrap: Mapped[Blob] = sealed("master", blind=True, owner="row")
    wrapped_by: Mapped[int] = mapped_column(default=1)
    details: Mapped[Blob] = sealed("alert", owner="row")  # JSON: words, how to reach now, worker named
    outcome: Mapped[Blob | None] = sealed("alert", nullable=True, owner="row")  # what duty did

    __mapper_args__ = {"version_id_col": version}

    @hybrid_property
    def waits_since(self) -> datetime:
        """Since when somebody has to accept it."""
        return self.anew_at or self.created_at

    @waits_since.inplace.expression
    @classmethod
    def _waits_since(cls) -> ColumnElement[datetime]:
        return func.coalesce(cls.anew_at, cls.created_at)


class WallEntry(Keyed, Base):
    """A member of staff who may not see, find or be given a case. Beats every role (AZ-04)."""

    __tablename__ = "wall"
    __table_args__ = (Index("ix_wall_staff_id", "staff_id", "case_id"), Index("ix_wall_case_id", "case_id"))

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    alert_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("safety_alert.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    because: Mapped[str]  # named | line | team | stepped_aside
    named_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # whom the line or team belongs to
    confirmed: Mapped[bool] = mapped_column(default=False)  # an officer confirmed the match
    lifted_at: Mapped[datetime | None]
    raised_at: Mapped[datetime]
