"""Investigate in a room."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

PRESENT = sa.text("taken_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("outsider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_id", sa.Uuid(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_outsider_staff_id"), ["staff_id"])
        batch_op.create_foreign_key(batch_op.f("fk_outsider_staff_id_staff"), "staff", ["staff_id"], ["id"])
    op.add_column("appointment", sa.Column("room_until", sa.Date(), nullable=True))
    op.add_column("appointment", sa.Column("room_opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("action", sa.Column("stage", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "room_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_room_paper_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_room_paper_case_id_case")),
        sa.ForeignKeyConstraint(["given_by"], ["staff.id"], name=op.f("fk_room_paper_given_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_paper")),
    )
    op.create_index("ix_room_paper_case_id", "room_paper", ["case_id"])
    op.create_index(
        "ix_room_paper_now",
        "room_paper",
        ["appointment_id", "object_id"],
        unique=True,
        sqlite_where=PRESENT,
        postgresql_where=PRESENT,
    )
    op.create_table(
        "interview",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_how", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_interview_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_interview_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
    )
    op.create_index("ix_interview_case_id", "interview", ["case_id"])
    op.create_table(
        "investigation_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_investigation_report_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_investigation_report_case_id_case")),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_investigation_report_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investigation_report")),
        sa.UniqueConstraint(
            "case_id", "part", "kind", "number", name=op.f("uq_investigation_report_case_id_part_kind_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("investigation_report")
    op.drop_index("ix_interview_case_id", table_name="interview")
    op.drop_table("interview")
    op.drop_index("ix_room_paper_now", table_name="room_paper")
    op.drop_index("ix_room_paper_case_id", table_name="room_paper")
    op.drop_table("room_paper")
    op.drop_column("action", "stage")
    op.drop_column("appointment", "room_opened_at")
    op.drop_column("appointment", "room_until")
    with op.batch_alter_table("outsider", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outsider_staff_id_staff"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_outsider_staff_id"), type_="unique")
        batch_op.drop_column("staff_id")
