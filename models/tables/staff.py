"""The directory: everyone who works with children here, most of whom will never sign in (decisions 12)."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, Keyed


class Team(Keyed, Base):
    __tablename__ = "team"

    name: Mapped[str] = mapped_column(unique=True)
    directorate: Mapped[str]
    handles_complaints: Mapped[bool] = mapped_column(default=False)  # the complaints team itself
    active: Mapped[bool] = mapped_column(default=True)


class Organisation(Keyed, Base):
    """One outside the council whose people sign in here. They stand in the directory, and belong to it alone."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="advocacy")  # gives children advocates (E-25)
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Staff(Keyed, Base):
    """A person in the directory. Names of staff are not sealed: queues and letters sort and name by them."""

    __tablename__ = "staff"
    __table_args__ = (
        Index("ix_staff_team_id", "team_id"),
        Index("ix_staff_manager_id", "manager_id"),
        Index("ix_staff_organisation_id", "organisation_id"),
    )

    name: Mapped[str]
    job: Mapped[str] = mapped_column(default="")
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))
    manager_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))  # theirs, not ours
    senior: Mapped[bool] = mapped_column(default=False)  # director, assistant director or strategic lead (K-40)
    active: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None]
    away_until: Mapped[str | None]  # ISO date; a deputy acts meanwhile (S-35)
    deputy_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))

    team: Mapped[Team | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
