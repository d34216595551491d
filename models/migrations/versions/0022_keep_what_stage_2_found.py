"""Keep what stage 2 found."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stage_two_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(40), nullable=True),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_two_finding_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_two_finding")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_stage_two_finding_case_id_number")),
    )


def downgrade() -> None:
    op.drop_table("stage_two_finding")
