"""Know which erased cases were made anonymous as well: they are on no list any more."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("anonymised", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("case", "anonymised")
