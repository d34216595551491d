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


def downgrade() -> None:
    op.drop_column("case", "machine_at")
    op.drop_column("case", "held_at")
