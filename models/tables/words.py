"""What was said: by the person, by us, and among ourselves. Every text here is sealed."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, object_session

from models.procedure.terms import Event, Finding, Procedure, Way
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed

CHECK, HELD, BACK, REPLACED, GONE = "check", "held", "back", "replaced", "gone"
"""How a letter stands: a second person looks at it, its minutes run, it was called back, a newer version went in its
place, it has left."""
LEAVING = text("state = 'held'")
UNREAD = text("from_staff_id IS NULL AND seen_at IS NULL")
UNSETTLED = text("settled_at IS NULL")


class TheirWords(Keyed, Base):
    """Their words, exactly as sent (P-07, T43). One row a sending; never changed."""

    __tablename__ = "their_words"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    holder_id: Mapped[uuid.UUID | None]  # who sent it; None: an officer wrote it down
    at: Mapped[datetime]
    answers: Mapped[Blob] = sealed("thread")  # JSON: question id -> answer, as given


@event.listens_for(TheirWords, "before_update")
def _stays_as_sent(mapper: object, connection: object, row: TheirWords) -> None:
    if object_session(row).is_modified(row):  # type: ignore[union-attr]
        raise ValueError("What a person sent is never changed (T43).")


class Translation(Keyed, Base):
    """Their words in English, beside the words themselves, which stay the record. Both sides can read it."""

    __tablename__ = "translation"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    words_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("their_words.id"))
    by_staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    body: Mapped[Blob] = sealed("thread")  # JSON: which language theirs is in, and what it says in English


class Confidential(Keyed, Base):
    """What the person told us that their own page does not show: who they are, the child, who must not know."""

    __tablename__ = "confidential"
    __table_args__ = (UniqueConstraint("case_id", "holder_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    holder_id: Mapped[uuid.UUID | None]
    revision: Mapped[int] = mapped_column(default=1)
    details: Mapped[Blob] = sealed("file", blind=True)  # JSON: people, contact card, needs, typed names


class SafeWay(Keyed, Base):
    """Whether one way of reaching one person is safe now: the clear yes or no that the worker checks (decisions 4)."""

    __tablename__ = "safe_way"
    __table_args__ = (UniqueConstraint("case_id", "holder_id", "way"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    holder_id: Mapped[uuid.UUID | None]
    way: Mapped[Way]
    allowed: Mapped[bool]
    shared: Mapped[bool] = mapped_column(default=False)  # someone else may see it: say less
    since: Mapped[datetime]


class Point(Keyed, Base):
    """One numbered matter, with its own procedure and finding (rules 3.2)."""

    __tablename__ = "point"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    procedure: Mapped[Procedure | None]
    nature: Mapped[str | None]  # code lists of rules 4
    service: Mapped[str | None]
    responder_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    finding: Mapped[Finding | None]  # set when the answer is released
    remedy: Mapped[str | None]
    agreed: Mapped[bool | None]  # the person said "that is right"
    dropped: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    text: Mapped[Blob] = sealed("thread")


class PointChange(Keyed, Base):
    """What the person says we got wrong about a point, or missed."""

    __tablename__ = "point_change"
    __table_args__ = (
        Index("ix_point_change_unsettled", "case_id", sqlite_where=UNSETTLED, postgresql_where=UNSETTLED),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    point_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("point.id"))  # None: one we missed
    holder_id: Mapped[uuid.UUID | None]  # whose page they said it on
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    text: Mapped[Blob] = sealed("thread")


class ThreadMessage(Keyed, Base):
    """One message between the person and the team: both can read it."""

    __tablename__ = "thread_message"
    __table_args__ = (
        Index("ix_thread_message_case_id", "case_id", "at"),
        Index("ix_thread_message_unread", "case_id", "at", sqlite_where=UNREAD, postgresql_where=UNREAD),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    at: Mapped[datetime]
    from_staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    holder_id: Mapped[uuid.UUID | None]
    seen_at: Mapped[datetime | None]  # by the other side
    to_id: Mapped[uuid.UUID | None]  # ours, to which of several complainants; None: the first, or the only one
    to_text: Mapped[bool | None]  # they are told of it by a text from our hands: still to send, or sent
    body: Mapped[Blob] = sealed("thread")


class Note(Keyed, Base):
    """A note among staff, never shown to the person."""

    __tablename__ = "note"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(default="note")  # note | call | visit | correction
    body: Mapped[Blob] = sealed("file")


class Contribution(Keyed, Base):
    """A question put to a manager about some of the points, and the answer."""

    __tablename__ = "contribution"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    given_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    body: Mapped[Blob] = sealed("file")  # JSON: points, question, answer

    __mapper_args__ = {"version_id_col": version}


class Answer(Keyed, Base):
    """The answer being built, point by point, until it is released (rules 3.2)."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("case_id", "stage"),
        CheckConstraint("checked_by IS NULL OR checked_by <> written_by", name="second_person"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    stage: Mapped[str]  # s1 | c1 | concern
    state: Mapped[str] = mapped_column(default="writing")  # writing | to_check | returned | checked | released
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    released_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    body: Mapped[Blob] = sealed("file")  # JSON: blocks by point id, opening, apology, check comments

    __mapper_args__ = {"version_id_col": version}


class Action(Keyed, Base):
    """Something we said we would do, by when (X-15)."""

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_due", "done_on", "due_on"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    point_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("point.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    stage: Mapped[int] = mapped_column(default=1)  # of the answer that promised it
    text: Mapped[Blob] = sealed("thread")


class Letter(Keyed, Base):
    """A letter as let go: it lives behind the words (decisions 7). The way it goes decides when it counts. Never
    overwritten: one that was changed before it left is a new row (AUD-09)."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("checked_by IS NULL OR released_by IS NULL OR checked_by <> released_by", name="second_person"),
        Index("ix_letter_to_post", "way", "counted_at"),
        Index("ix_letter_leaving", "leaves_at", "id", sqlite_where=LEAVING, postgresql_where=LEAVING),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str]  # models.post.catalogue
    way: Mapped[Way]
    state: Mapped[str] = mapped_column(default=GONE)  # check | held | back | replaced | gone
    event: Mapped[Event | None]  # what is recorded when it counts
    released_at: Mapped[datetime]
    released_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    leaves_at: Mapped[datetime | None]  # until then it can be called back; once it has left, when it did
    checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # the second person (PRV-11)
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    counted_at: Mapped[datetime | None]
    counted_on: Mapped[date | None]
    seen_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]  # it had left, and what it says is no longer so
    to_id: Mapped[uuid.UUID | None]  # which of several complainants; None: the first, or the only one (S-39)
    beside_id: Mapped[uuid.UUID | None]  # the same letter to another of them: what that one proves, all of them prove
    body: Mapped[Blob] = sealed("thread")  # JSON: subject, blocks; drawn by templates/letters
