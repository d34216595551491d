"""Let the queue find what they wrote to us and nobody has read, however many messages there are."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

UNREAD = sa.text("from_staff_id IS NULL AND seen_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_thread_message_unread",
        "thread_message",
        ["case_id", "at"],
        sqlite_where=UNREAD,
        postgresql_where=UNREAD,
    )


def downgrade() -> None:
    op.drop_index("ix_thread_message_unread", table_name="thread_message")
