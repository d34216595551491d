"""The address of somebody's own deadlines, for the calendar on their phone or computer."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Keyed


class CalendarLink(Keyed, Base):
    """One an account; a new one takes the place of the old, and deleting the row withdraws it. 256 random bits."""

    __tablename__ = "calendar_link"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
