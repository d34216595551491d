"""An advocate asked for: what the person let us share, who has it, and who came."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

WAITING = text("sent_at IS NULL AND cannot IS NULL AND ended_at IS NULL")


class Referral(Keyed, Base):
    """One request to a provider. It holds no copy of what is shared: that is read from the case, by the ticks."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_case_id", "case_id", "asked_at"),
        Index("ix_referral_provider_id", "provider_id", "asked_at"),
        Index("ix_referral_waiting", "asked_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]  # advocate | chat: explain only, before a yes
    shares: Mapped[str]  # codes of the ticks, space-separated: contact | topics | words
    asked_at: Mapped[datetime]
    provider_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    sent_at: Mapped[datetime | None]  # the mail server took the notice to the provider
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    contacted_on: Mapped[date | None]
    cannot: Mapped[str | None]  # a code: nobody can be given, and why
    not_heard_at: Mapped[datetime | None]  # the person said that nobody came
    ended_at: Mapped[datetime | None]  # the person changed their mind: from then on nothing is shown
    version: Mapped[int] = mapped_column()
    wishes: Mapped[Blob | None] = sealed("file", blind=True, nullable=True)
    advocate: Mapped[Blob | None] = sealed("thread", nullable=True)  # JSON: name, a line for the person to read

    __mapper_args__ = {"version_id_col": version}
