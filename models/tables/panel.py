"""The review panel of stage 3: who comes, what it read and found, and what the director answers (K-50)."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.procedure.terms import Finding
from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class Panel(Keyed, Base):
    """One panel of one case, begun when it is asked for. A second one begins a row of its own."""

    __tablename__ = "panel"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]  # 1, 2 …
    asked_on: Mapped[date]
    late: Mapped[bool] = mapped_column(default=False)  # asked for after the time to ask: a decision, never a refusal
    late_answer: Mapped[str | None]  # taken | refused
    papers_on: Mapped[date | None]
    held_on: Mapped[date | None]
    report_on: Mapped[date | None]  # the day the council had the panel's report: the response counts from it (K-57)
    consulted_on: Mapped[date | None]  # the independent person, about the response (REG 20(3))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class PanelText(Keyed, Base):
    """One text about a panel, written over until its time is over. What the person may see is under their lock."""

    __tablename__ = "panel_text"
    __table_args__ = (
        UniqueConstraint("panel_id", "kind"),
        CheckConstraint("(ours IS NULL) <> (theirs IS NULL)", name="one_lock"),
        Index("ix_panel_text_case_id", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel.id"))
    kind: Mapped[str]  # they read: wishes | report | report_before_1 …; the file’s are named in cases/panel_rows.py
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()
    ours: Mapped[Blob | None] = sealed("file", nullable=True)  # JSON
    theirs: Mapped[Blob | None] = sealed("thread", nullable=True)  # JSON

    __mapper_args__ = {"version_id_col": version}


class PanelRecommendation(Keyed, Base):
    """One recommendation of the panel, and whether the director takes it: a no needs its reason (S-42)."""

    __tablename__ = "panel_recommendation"
    __table_args__ = (
        UniqueConstraint("panel_id", "number"),
        CheckConstraint("answer IN ('accepted', 'part', 'refused')", name="answer"),
        Index("ix_panel_recommendation_case_id", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel.id"))
    number: Mapped[int]
    answer: Mapped[str | None]  # set when the response is released
    text: Mapped[Blob] = sealed("thread")


class PanelFinding(Keyed, Base):
    """What the panel found of one point, in clear: the register counts it. Why is in the report."""

    __tablename__ = "panel_finding"
    __table_args__ = (UniqueConstraint("panel_id", "number"), Index("ix_panel_finding_case_id", "case_id"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("panel.id"))
    number: Mapped[int]  # of the point
    finding: Mapped[Finding]
