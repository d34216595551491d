"""Remember what became of a text or a letter that a provider took."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"
branch_labels = None
depends_on = None

UNHEARD = sa.text("receipt = 'waiting'")


def upgrade() -> None:
    op.add_column("message", sa.Column("receipt", sa.String(), nullable=True))
    op.create_index("ix_message_letter_id", "message", ["letter_id"])
    op.create_index("ix_message_receipt", "message", ["receipt"], sqlite_where=UNHEARD, postgresql_where=UNHEARD)


def downgrade() -> None:
    op.drop_index("ix_message_receipt", "message")
    op.drop_index("ix_message_letter_id", "message")
    op.drop_column("message", "receipt")
