"""Pass thanks on."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passed_on",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_passed_on_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_passed_on_staff_id_staff")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_passed_on_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_on")),
    )
    op.create_index("ix_passed_on_case_id", "passed_on", ["case_id"])
    op.create_index("ix_passed_on_staff_id", "passed_on", ["staff_id"])


def downgrade() -> None:
    op.drop_index("ix_passed_on_staff_id", table_name="passed_on")
    op.drop_index("ix_passed_on_case_id", table_name="passed_on")
    op.drop_table("passed_on")
