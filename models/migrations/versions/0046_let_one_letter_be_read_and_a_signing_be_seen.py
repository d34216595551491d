"""Let a child say of one letter who may read it, and an advocate that they saw the statement signed."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaint_statement", sa.Column("witnessed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("complaint_statement", sa.Column("witness", sa.LargeBinary(), nullable=True))
    op.create_table(
        "letter_leave",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("whose", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_letter_leave_case_id_case")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_leave_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_leave")),
    )
    op.create_index(op.f("ix_letter_leave_case_id"), "letter_leave", ["case_id"])


def downgrade() -> None:
    op.drop_table("letter_leave")
    op.drop_column("complaint_statement", "witness")
    op.drop_column("complaint_statement", "witnessed_at")
