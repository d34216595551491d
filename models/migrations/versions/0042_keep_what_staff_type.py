"""Keep what staff type on a case and have not sent: theirs alone, sealed like the file."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_desk_draft_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_draft_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_draft")),
        sa.UniqueConstraint("case_id", "staff_id", "place", name=op.f("uq_desk_draft_case_id_staff_id_place")),
    )
    op.create_index("ix_desk_draft_expires_at", "desk_draft", ["expires_at"])


def downgrade() -> None:
    op.drop_index("ix_desk_draft_expires_at", table_name="desk_draft")
    op.drop_table("desk_draft")
