"""Say whether they said when a change comes: without, the day is only ours to have decided by (E-61)."""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("freeze_said", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("case", "freeze_said")
