"""Offer dates to meet."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_date",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("can", sa.Boolean(), nullable=True),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_meeting_date_case_id_case")),
        sa.ForeignKeyConstraint(["offered_by"], ["staff.id"], name=op.f("fk_meeting_date_offered_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_date")),
    )
    op.create_index("ix_meeting_date_case_id", "meeting_date", ["case_id"])


def downgrade() -> None:
    op.drop_index("ix_meeting_date_case_id", table_name="meeting_date")
    op.drop_table("meeting_date")
