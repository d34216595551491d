"""Let an alert wait anew whose holder was walled off after accepting it (AZ-04, experience 2.5)."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("safety_alert", sa.Column("anew_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("safety_alert", "anew_at")
