"""Keep the name of a register's file, and work out every live line again: older rules counted some otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("register_job", sa.Column("name", sa.LargeBinary(), nullable=True))
    op.execute("UPDATE register_line SET case_version = -1 WHERE imported_at IS NULL")


def downgrade() -> None:
    op.drop_column("register_job", "name")
