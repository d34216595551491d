"""Say whether the safety team told the person what it did."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("safety_alert", sa.Column("told", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("safety_alert", "told")
