"""What the ombudsman did with a complaint, day by day, and each remedy with days of its own (S-17, S-19, K-68)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class OmbudsmanStep(Keyed, Base):
    """One day in what the ombudsman did with a complaint: the history of its status (S-19)."""

    __tablename__ = "ombudsman_step"
    __table_args__ = (Index("ix_ombudsman_step_ombudsman_id", "ombudsman_id", "on"),)

    ombudsman_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ombudsman_case.id"))
    on: Mapped[date]
    status: Mapped[str]  # a label of the council's list
    answer_by: Mapped[date | None]  # the ombudsman wants something from us by this day
    answered_on: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[Blob | None] = sealed("master", nullable=True, owner="row")


class OmbudsmanRemedy(Keyed, Base):
    """One thing the ombudsman recommended or we offered, with a day of its own, and what became of it (K-68, S-17)."""

    __tablename__ = "ombudsman_remedy"
    __table_args__ = (UniqueConstraint("ombudsman_id", "number"), Index("ix_ombudsman_remedy_due_on", "due_on"))

    ombudsman_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ombudsman_case.id"))
    number: Mapped[int]
    kind: Mapped[str]  # models.procedure.ombudsman.REMEDIES
    pence: Mapped[int | None]
    due_on: Mapped[date | None]  # to be done by
    prove_by: Mapped[date | None]  # to be proven to the ombudsman by
    state: Mapped[str]  # recommended | offered | accepted | declined | done
    done_on: Mapped[date | None]
    proven_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    words: Mapped[Blob] = sealed("master", owner="row")  # JSON: what, and how we know that it was done

    __mapper_args__ = {"version_id_col": version}
