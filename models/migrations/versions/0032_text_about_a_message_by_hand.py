"""Text about a message by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("thread_message", sa.Column("to_text", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("thread_message", "to_text")
