"""How often something was tried wrongly, by a key that names nobody (TRK-08)."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Throttle(Base):
    """`bucket` is an HMAC under a key of the day that lives outside the database; no address is ever written."""

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)  # refused until then, and forgotten a day after
