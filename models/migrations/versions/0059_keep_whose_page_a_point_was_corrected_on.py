"""Keep on whose page it was said that a point is wrong: another who complains as well does not read it (S-39)."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("point_change", sa.Column("holder_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("point_change", "holder_id")
