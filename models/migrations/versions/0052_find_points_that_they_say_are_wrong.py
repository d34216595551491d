"""Let the queue find the cases whose person says that a point is wrong and nobody has settled it."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

UNSETTLED = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_point_change_unsettled",
        "point_change",
        ["case_id"],
        sqlite_where=UNSETTLED,
        postgresql_where=UNSETTLED,
    )


def downgrade() -> None:
    op.drop_index("ix_point_change_unsettled", table_name="point_change")
