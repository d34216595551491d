"""Mail that came in: facts in clear, words sealed to staff by the worker, which cannot open them again."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

WAITING = text("settled_at IS NULL")


class IncomingMail(Keyed, Base):
    """One mail. It waits until somebody has decided what it is; with a case it stands on that case alone."""

    __tablename__ = "incoming_mail"
    __table_args__ = (
        Index("ix_incoming_mail_waiting", "came_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_incoming_mail_sender", "sender", "came_at"),
    )

    came_at: Mapped[datetime]
    kind: Mapped[str]  # mail | auto | bounce | broken
    why: Mapped[str]  # how it found its place: models.cases.mail_taking
    once: Mapped[str] = mapped_column(unique=True)  # an HMAC: the same mail twice is one
    sender: Mapped[str]  # an HMAC of the address, to notice a flood
    size: Mapped[int]
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    holder_id: Mapped[uuid.UUID | None]  # whose notice it answers
    notice_id: Mapped[uuid.UUID | None]  # the message of the outbox that it is about
    to_alternate: Mapped[bool] = mapped_column(default=False)  # everyone in the team is named in it
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    ended: Mapped[str | None]  # what became of it: case, message, note, task, or why it is no complaint
    kept_as: Mapped[uuid.UUID | None]  # the message or the note of its case that its words stand in
    back_at: Mapped[datetime | None]  # that was wrong, and it waits again
    back_by: Mapped[uuid.UUID | None]  # a colleague: they put it back
    words: Mapped[Blob] = sealed("master", blind=True, owner="row")  # JSON: from, subject, text, what was found


class IncomingWall(Keyed, Base):
    """A colleague whose name stands in a mail: they, their line and their team do not see it (decisions 12)."""

    __tablename__ = "incoming_wall"
    __table_args__ = (Index("ix_incoming_wall_mail_id", "mail_id", "staff_id"),)

    mail_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incoming_mail.id", ondelete="CASCADE"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    named_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    because: Mapped[str]  # named | line | team
