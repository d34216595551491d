"""A case: what is clear enough to sort and count by, and the locks that hold the rest."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, func, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.procedure.terms import Advocate, Channel, Clock, Journey, Procedure, Safe, State
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed
from models.tables.staff import Staff


def _only(condition: str) -> dict[str, Any]:
    """The rows a partial index holds, spelled for both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


OPEN = _only("closed_on IS NULL")
CLOSED = _only("closed_on IS NOT NULL")
FREEZE = _only("closed_on IS NULL AND freeze_on IS NOT NULL AND freeze_decided = false")
SAFETY = _only("safety_waiting = true")
TALK = _only("next_clock = 'safety_talk'")
HELD = _only("held_at IS NOT NULL")
TO_AGREE = "agree"  # waiting_on of a case whose route is decided and waits for a complaints manager
TO_LOOK = "check"  # waiting_on of an open case that came in with a register: an officer has to look first
NEVER = date(9999, 12, 31)  # sorts last on both databases, as NULL does not


class Case(Keyed, Base):
    """Holds facts only. Questions about time or state are asked of models.procedure."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_has_date"),
        CheckConstraint(
            "state IN ('new', 'received', 'withdrawn') OR procedure IS NOT NULL OR closed_on IS NOT NULL", name="routed"
        ),
        Index("ix_case_queue", "young_person", "next_due_on", "id", **OPEN),
        Index("ix_case_queue_officer", "officer_id", "young_person", "next_due_on", "id", **OPEN),
        Index("ix_case_queue_state", "state", "young_person", "next_due_on", "id", **OPEN),
        Index("ix_case_freeze", "freeze_on", "id", **FREEZE),
        Index("ix_case_safety", "received_at", "id", **SAFETY),
        Index("ix_case_talk", "received_at", "id", **TALK),
        Index("ix_case_received_on", "received_on", "id"),
        Index("ix_case_closed_on", "closed_on", "id", **CLOSED),  # partial, or SQLite takes it for open cases too
        Index("ix_case_closed_officer", "officer_id", "closed_on", "id", **CLOSED),
        Index("ix_case_responder_id", "responder_id"),
        Index("ix_case_wrapped_by", "wrapped_by"),
        Index("ix_case_held_at", "held_at", "id", **HELD),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    form_instance: Mapped[uuid.UUID | None] = mapped_column(unique=True)  # R2: the same form twice is one case
    council: Mapped[str]
    policy_since: Mapped[date]  # the policy in force at its start (G-09)
    journey: Mapped[Journey]
    channel: Mapped[Channel] = mapped_column(default=Channel.ONLINE)
    young_person: Mapped[bool]  # a child or care leaver: entitled to an advocate (E-25)
    age_band: Mapped[str | None]
    standing: Mapped[str | None]  # models.procedure.standing
    wants: Mapped[str] = mapped_column(default="")  # codes of what was ticked as an outcome; words stay sealed
    topics: Mapped[str] = mapped_column(default="")  # codes of the tiles, space-separated
    state: Mapped[State] = mapped_column(default=State.NEW)
    state_before: Mapped[State | None]  # where a withdrawn case returns to
    procedure: Mapped[Procedure | None]
    route_reason: Mapped[str | None]  # a code of models.procedure.screening
    delay_reason: Mapped[str | None]  # why it took longer, by the council's list: reports count it (4.15)
    anonymous: Mapped[bool] = mapped_column(default=False)  # nobody to find or reach, and nobody can come back (K-94)
    received_at: Mapped[datetime]  # first receipt anywhere in the council
    received_on: Mapped[date]  # day 0 of its clocks (D-03, D-06)
    closed_on: Mapped[date | None]
    safe: Mapped[Safe] = mapped_column(default=Safe.NOT_SAID)
    advocate: Mapped[Advocate | None]
    wait_for_advocate: Mapped[bool] = mapped_column(default=False)
    late_flag: Mapped[bool] = mapped_column(default=False)  # over a year ago (K-70): a flag, never a refusal
    freeze_on: Mapped[date | None]  # when something is to happen that the person does not want, or ours to decide by
    freeze_said: Mapped[bool] = mapped_column(default=True)  # whether they said when
    freeze_decided: Mapped[bool] = mapped_column(default=False)
    ask_first: Mapped[bool] = mapped_column(default=False)  # ask before the worker is told (experience 2.4)
    named_unaware: Mapped[bool] = mapped_column(default=False)  # they said that somebody must not know; who is sealed
    safety_waiting: Mapped[bool] = mapped_column(default=False)  # an alert that nobody has accepted
    next_due_on: Mapped[date] = mapped_column(default=NEVER)  # the earliest running clock; kept by record()
    next_clock: Mapped[Clock | None]
    to_alternate: Mapped[bool] = mapped_column(default=False)  # everyone in the complaints team is walled off
    sensitive: Mapped[bool] = mapped_column(default=False)  # closed as a sensitive matter: few see it (S-07)
    waiting_on: Mapped[str] = mapped_column(default="us")  # us | person | service | check | agree
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))  # officer of record (decisions 16)
    responder_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    event_count: Mapped[int] = mapped_column(default=0)
    last_event_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]  # when anyone on our side first opened it
    held_at: Mapped[datetime | None]  # looks like a machine’s: nobody else sees it until it is read (INP-16)
    machine_at: Mapped[datetime | None]  # an officer has read it and says that a machine sent it
    erased_on: Mapped[date | None]  # all that was said is gone; these facts stay to be counted (RET-04)
    anonymised: Mapped[bool] = mapped_column(default=False)  # and lead to nobody: on no list (RET-01)

    thread_wrap: Mapped[Blob] = sealed("master", blind=True)
    file_wrap: Mapped[Blob] = sealed("master", blind=True)
    wrapped_by: Mapped[int] = mapped_column(default=1)  # master version
    part_of_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)  # split off from (E-56)
    version: Mapped[int] = mapped_column()  # two people saving at once: the second is told, not obeyed

    @hybrid_property
    def origin_id(self) -> uuid.UUID:
        """The case that holds their words, who they are, how to reach them, and their page: a part shares its locks."""
        return self.part_of_id or self.id

    @origin_id.inplace.expression
    @classmethod
    def _origin_id(cls) -> ColumnElement[uuid.UUID]:
        return func.coalesce(cls.part_of_id, cls.id)

    officer: Mapped[Staff | None] = relationship(foreign_keys=[officer_id], lazy="raise")
    responder: Mapped[Staff | None] = relationship(foreign_keys=[responder_id], lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class CaseLink(Keyed, Base):
    """Two cases that belong together, for staff only (AZ-13, E-24)."""

    __tablename__ = "case_link"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    why: Mapped[str]  # sibling | same_matter | split | together
