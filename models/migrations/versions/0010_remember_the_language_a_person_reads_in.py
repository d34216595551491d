"""Remember the language a person reads in."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("holder", sa.Column("language", sa.String(), server_default="en", nullable=False))


def downgrade() -> None:
    op.drop_column("holder", "language")
