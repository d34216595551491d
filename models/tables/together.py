"""Several people who complain together, each in their own right: who, since when, and how to reach each (S-39)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Complainant(Keyed, Base):
    """One of several on one case. The first, whose page the case is, has a row only once there is another."""

    __tablename__ = "complainant"
    __table_args__ = (UniqueConstraint("case_id", "holder_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    holder_id: Mapped[uuid.UUID | None] = mapped_column(index=True)  # None: the first, who has no page
    first: Mapped[bool]
    joined_on: Mapped[date]
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    agreed: Mapped[str]  # how everybody said that they complain together
    left_on: Mapped[date | None]  # they withdrew; the others go on
    left_how: Mapped[str | None]
    who: Mapped[Blob] = sealed("file")  # JSON: name, what they are to the child


class ReachCard(Keyed, Base):
    """How one of several may be reached, as they said it that day: the newest holds. Not of the first of them."""

    __tablename__ = "reach_card"
    __table_args__ = (Index("ix_reach_card_case_id", "case_id", "at"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    complainant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complainant.id"))
    at: Mapped[datetime]
    card: Mapped[Blob] = sealed("file", blind=True)  # JSON: a contact card
