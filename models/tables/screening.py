"""What was judged before a case was taken or turned away, and the changes that were asked to wait (rules 2)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

WAITS = text("review_on IS NOT NULL AND ended_on IS NULL")
UNDECIDED = text("decided_on IS NULL")


class Judgement(Keyed, Base):
    """One judgement with its answers. A new one stands beside the old: what was thought before stays readable."""

    __tablename__ = "judgement"
    __table_args__ = (
        Index("ix_judgement_case_id", "case_id", "at"),
        Index("ix_judgement_review", "review_on", sqlite_where=WAITS, postgresql_where=WAITS),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]  # models.procedure.judgements
    ending: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    review_on: Mapped[date | None]  # proceedings: when we look again
    ended_on: Mapped[date | None]  # proceedings: the day they ended
    began_on: Mapped[date | None]  # proceedings that all of it waits for: from when our days wait (K-42)
    replaced_on: Mapped[date | None]  # the same proceedings were judged anew: this is not looked at again
    taken_up_on: Mapped[date | None]  # what waited goes on: in this case, or as one of its own (K-73)
    body: Mapped[Blob] = sealed("file")  # JSON: every answer, with its note


class Freeze(Keyed, Base):
    """A change that a person asked to wait: asked, perhaps taken up the ladder, decided, lifted (rules 2.9)."""

    __tablename__ = "freeze"
    __table_args__ = (
        Index("ix_freeze_case_id", "case_id", "asked_on"),
        Index("ix_freeze_undecided", "effect_on", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    asked_on: Mapped[date]
    asked_by: Mapped[str]  # person | advocate | parent | us
    effect_on: Mapped[date | None]  # when the change is to happen
    rung: Mapped[int] = mapped_column(default=0)  # models.procedure.freezing
    rung_since: Mapped[datetime]
    warned_on: Mapped[date | None]  # the day everybody was told that the date comes first
    outcome: Mapped[str | None]  # frozen | part | not_frozen
    decided_on: Mapped[date | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    lifted_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)
    body: Mapped[Blob | None] = sealed("file", nullable=True)  # JSON: what, risk, wishes, reason; None: as it was sent
