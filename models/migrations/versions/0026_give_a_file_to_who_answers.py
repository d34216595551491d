"""Give a file to who answers."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("upload", sa.Column("given_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("upload", "given_at")
