"""Sessions: the row that a cookie opens. Only the browser has the cookie; the row alone opens nothing (decisions 3)."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class VisitKind(StrEnum):
    DRAFTING = "drafting"
    TRACKING = "tracking"


class Visit(Keyed, Base):
    """One browser of one holder. Its id and its lock both come from the cookie; deleting it ends the session."""

    __tablename__ = "visit"

    holder_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("holder.id", ondelete="CASCADE"), index=True)
    kind: Mapped[VisitKind]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    seed: Mapped[Blob] = sealed("visit")  # the holder's id, then its seed
    receipt: Mapped[Blob | None] = sealed("visit", nullable=True)  # reference and words, for the same form sent twice


class StaffSession(Keyed, Base):
    """One browser of one account. `data` is what Flask keeps between two pages: messages not yet shown."""

    __tablename__ = "staff_session"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    whole: Mapped[bool] = mapped_column(default=False)  # False: the password was right, the code is still to come
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    factor_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    data: Mapped[Blob | None] = sealed("visit", nullable=True)


class HeldForm(Keyed, Base):
    """What someone had typed when their session ended, kept for them alone until they are back (SES-03)."""

    __tablename__ = "held_form"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[Blob] = sealed("visit")  # JSON: where it was going, and its fields
