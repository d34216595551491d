"""Hold a form that looks like a machine's until somebody has read it."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case", sa.Column("machine_at", sa.DateTime(timezone=True), nullable=True))
    held = sa.text("held_at IS NOT NULL")
    op.create_index("ix_case_held_at", "case", ["held_at", "id"], sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    op.drop_index("ix_case_held_at", table_name="case")
    op.drop_column("case", "machine_at")
    op.drop_column("case", "held_at")
