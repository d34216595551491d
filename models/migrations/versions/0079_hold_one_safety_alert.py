"""One safety alert that hangs on no case is held beyond its period, and not only every one of them (RET-02)."""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("legal_hold", sa.Column("alert_id", sa.Uuid(), nullable=True))
    op.create_index("ix_legal_hold_alert_id", "legal_hold", ["alert_id"])


def downgrade() -> None:
    op.drop_index("ix_legal_hold_alert_id", "legal_hold")
    op.drop_column("legal_hold", "alert_id")
