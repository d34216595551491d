"""The register: one counted line a case, whether it was lived here or brought in from another system.

Reports count from these tables alone. Columns are named as the exchange file names them; an empty cell is NULL. Labels
are stored as the council's lists spell them, so that an old label stays on an old case (rules 4).
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, synonym

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed
from models.tables.case import CLOSED, OPEN


class RegisterLine(Base):
    """One representation as it is counted. A case that lives here has `imported_at` NULL and is kept up to date."""

    __tablename__ = "register_line"
    __table_args__ = (
        Index("ix_register_line_received", "authority", "received_on"),
        Index("ix_register_line_closed", "authority", "closed_on", **CLOSED),
        Index("ix_register_line_open", "authority", "received_on", "case_id", **OPEN),
        Index("ix_register_line_stage1", "authority", "stage1_responded_on"),
        Index("ix_register_line_stage2", "authority", "stage2_requested_on"),
        Index("ix_register_line_stage3", "authority", "stage3_requested_on"),
        Index("ix_register_line_to_check", "to_check", "received_on", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    id = synonym("case_id")  # what is sealed here is bound to its case
    reference: Mapped[str] = mapped_column(unique=True)
    authority: Mapped[str]
    kind: Mapped[str]
    procedure: Mapped[str | None]  # statutory | corporate
    received_on: Mapped[date]
    channel: Mapped[str | None]
    received_from: Mapped[str | None]
    young_person: Mapped[bool]
    on_behalf: Mapped[bool | None]
    service: Mapped[str | None]  # as written: "Directorate / Team", or one level alone
    directorate: Mapped[str | None]  # the same taken apart
    team: Mapped[str | None]
    nature: Mapped[str | None]
    outcome_sought: Mapped[str | None]
    refusal_reason: Mapped[str | None]
    triaged_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    stage1_started_on: Mapped[date | None]
    stage1_extended_to: Mapped[date | None]  # the new due day
    stage1_responded_on: Mapped[date | None]
    stage1_outcome: Mapped[str | None]
    stage1_remedy: Mapped[str | None]
    stage2_requested_on: Mapped[date | None]
    stage2_started_on: Mapped[date | None]
    stage2_allocated_on: Mapped[date | None]
    stage2_responded_on: Mapped[date | None]
    stage2_outcome: Mapped[str | None]
    stage3_requested_on: Mapped[date | None]
    stage3_panel_on: Mapped[date | None]
    stage3_responded_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    advocacy: Mapped[str | None]
    advocate_organisation: Mapped[str | None]
    learning: Mapped[bool | None]
    entries: Mapped[int | None]
    visit_offered: Mapped[str | None]  # offered | accepted
    record_age: Mapped[int | None]
    legal_status: Mapped[str | None]
    anonymous: Mapped[bool | None]  # nobody who could be answered: in no figure of times (2.10)
    delay_reason: Mapped[str | None]  # explains and never changes what counts as late (4.15, K-20)

    imported_at: Mapped[datetime | None]
    to_check: Mapped[bool] = mapped_column(default=False)  # brought in open; no clock runs until an officer has looked
    case_version: Mapped[int] = mapped_column(default=0)  # of the case this line was worked out from
    revision: Mapped[int] = mapped_column(default=1)
    # JSON of disability, gender, age_group, ethnicity: counted, never listed. Staff open it with the master key.
    equality: Mapped[Blob | None] = sealed("master", blind=True, nullable=True)


class RegisterPoint(Keyed, Base):
    """One point at one stage, as it is counted. `text` is NULL where the case's own point holds it."""

    __tablename__ = "register_point"
    __table_args__ = (
        UniqueConstraint("case_id", "stage", "number"),
        CheckConstraint("stage BETWEEN 1 AND 3", name="stage"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    stage: Mapped[int]
    number: Mapped[int]
    finding: Mapped[str | None]
    remedy: Mapped[str | None]
    service: Mapped[str | None]  # of this point, where several are in one complaint (S-08)
    text: Mapped[Blob | None] = sealed("master", blind=True, nullable=True)


class OmbudsmanCase(Keyed, Base):
    """What the ombudsman did with a complaint; `case_id` is NULL for one that we have no case of."""

    __tablename__ = "ombudsman_case"
    __table_args__ = (Index("ix_ombudsman_case_received_on", "received_on"),)

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    ombudsman_reference: Mapped[str] = mapped_column(unique=True)
    service: Mapped[str | None]
    received_on: Mapped[date]
    status: Mapped[str | None]
    finding: Mapped[str | None]
    decided_on: Mapped[date | None]
    no_new_fault: Mapped[bool | None]  # only what our own stages had found already (S-18)
    recommendation: Mapped[Blob | None] = sealed("master", blind=True, nullable=True, owner="row")


class CorrectiveAction(Keyed, Base):
    """An action that follows a complaint, as it is counted. `words` is NULL where the case's own promise holds them."""

    __tablename__ = "corrective_action"
    __table_args__ = (UniqueConstraint("case_id", "number"), Index("ix_corrective_action_agreed_on", "agreed_on"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    action_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("action.id"))
    number: Mapped[int]  # its order within the case
    stage: Mapped[int | None]
    type: Mapped[str | None]
    agreed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    words: Mapped[Blob | None] = sealed("master", blind=True, nullable=True)  # JSON: description, owner


class Spend(Keyed, Base):
    """Money that went out for complaints, under one heading."""

    __tablename__ = "spend"
    __table_args__ = (Index("ix_spend_paid_on", "paid_on"),)

    paid_on: Mapped[date]
    heading: Mapped[str]
    pence: Mapped[int]  # the whole: hours, travel, and anything else
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    appointment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("appointment.id"), index=True)  # whose work
    minutes: Mapped[int | None]
    rate: Mapped[int | None]  # pence for an hour
    travel: Mapped[int | None]  # pence
    line: Mapped[str] = mapped_column(unique=True)  # tells two equal payments apart, and one payment read twice


class CouncilCode(Keyed, Base):
    """An entry that a council added to a list, or changed of a shipped one (rules 4). Never deleted, only inactive."""

    __tablename__ = "council_code"
    __table_args__ = (UniqueConstraint("list", "label"),)

    list: Mapped[str]  # a name of models.procedure.codes.LISTS
    label: Mapped[str]
    group: Mapped[str | None]
    active: Mapped[bool]
    position: Mapped[int]
    maps_to: Mapped[str | None]  # the national or standard label that it counts as
