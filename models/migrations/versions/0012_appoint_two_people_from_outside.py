"""Appoint two people from outside."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outsider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("investigates", sa.Boolean(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("officer", sa.Boolean(), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("household", sa.Boolean(), nullable=False),
        sa.Column("line", sa.Boolean(), nullable=False),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("day_rate", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outsider")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("outsider_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("appointed_on", sa.Date(), nullable=False),
        sa.Column("appointed_by", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("why_ended", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["appointed_by"], ["staff.id"], name=op.f("fk_appointment_appointed_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_appointment_case_id_case")),
        sa.ForeignKeyConstraint(["outsider_id"], ["outsider.id"], name=op.f("fk_appointment_outsider_id_outsider")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_case_id", "appointment", ["case_id"])
    op.create_index("ix_appointment_outsider_id", "appointment", ["outsider_id"])


def downgrade() -> None:
    op.drop_index("ix_appointment_outsider_id", table_name="appointment")
    op.drop_index("ix_appointment_case_id", table_name="appointment")

    op.drop_table("appointment")
    op.drop_table("outsider")
