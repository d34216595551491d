"""Wait at the person's wish, and hear what changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_pause_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index("ix_pause_case_id", "pause", ["case_id", "began_on"])
    op.create_table(
        "told_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_told_back_case_id_case")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_told_back_action_id_action")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_told_back_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_back")),
    )
    op.create_index("ix_told_back_case_id", "told_back", ["case_id"])
    op.create_table(
        "afterwards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_afterwards_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_afterwards")),
    )
    op.create_index("ix_afterwards_case_id", "afterwards", ["case_id"])


def downgrade() -> None:
    for table in ("afterwards", "told_back", "pause"):
        op.drop_index(f"ix_{table}_case_id", table_name=table)
        op.drop_table(table)
