"""Know who is a director, assistant director or strategic lead: one of them decides at stage 2 (rules 3.1, K-40)."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("senior", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("staff", "senior")
