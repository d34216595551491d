"""Let the queue find who is not sure that they are safe and has not been talked to."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

TALK = sa.text("next_clock = 'safety_talk'")


def upgrade() -> None:
    op.create_index("ix_case_talk", "case", ["received_at", "id"], sqlite_where=TALK, postgresql_where=TALK)


def downgrade() -> None:
    op.drop_index("ix_case_talk", table_name="case")
