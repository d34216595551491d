"""What people told us that belongs to no case: kept as numbers, so that no row is a person's."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Tally(Keyed, Base):
    """How many gave this answer in that month. Equality answers (experience Y15, P17) and the three faces live here."""

    __tablename__ = "tally"
    __table_args__ = (UniqueConstraint("council", "month", "journey", "question", "answer"),)

    council: Mapped[str]
    month: Mapped[date]  # its first day
    journey: Mapped[str]
    question: Mapped[str]  # face | ethnic | disability | gender
    answer: Mapped[str]
    number: Mapped[int] = mapped_column(default=0)


class SiteRemark(Keyed, Base):
    """What somebody wrote of this site beside the faces. It has no case, no hour and no name."""

    __tablename__ = "site_remark"

    council: Mapped[str]
    month: Mapped[date]
    text: Mapped[Blob] = sealed("master", blind=True)
