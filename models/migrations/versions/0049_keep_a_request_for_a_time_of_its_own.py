"""Let two people erase a request to see what is kept when its own time is over."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("access_request", sa.Column("erase_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("access_request", "erase_by")
