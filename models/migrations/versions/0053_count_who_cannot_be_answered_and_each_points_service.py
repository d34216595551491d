"""Keep in the register who cannot be answered, and which service each point is about."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("register_line", sa.Column("anonymous", sa.Boolean(), nullable=True))
    op.add_column("register_point", sa.Column("service", sa.String(), nullable=True))
    op.execute(sa.text("UPDATE register_line SET case_version = 0 WHERE imported_at IS NULL"))  # the worker mends them


def downgrade() -> None:
    op.drop_column("register_point", "service")
    op.drop_column("register_line", "anonymous")
