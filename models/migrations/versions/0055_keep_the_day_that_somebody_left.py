"""Keep the day on which somebody of the directory left."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("left_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("staff", "left_on")
