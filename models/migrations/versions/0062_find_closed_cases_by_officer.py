"""Find the closed cases of one officer in the order the queue shows them."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

CLOSED = sa.text("closed_on IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_case_closed_officer", "case", ["officer_id", "closed_on", "id"], sqlite_where=CLOSED,
        postgresql_where=CLOSED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_case_closed_officer", table_name="case")
