"""Keep what a mail became on its case, and who put it back among what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incoming_mail", sa.Column("kept_as", sa.Uuid(), nullable=True))
    op.add_column("incoming_mail", sa.Column("back_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("incoming_mail", sa.Column("back_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    for name in ("back_by", "back_at", "kept_as"):
        op.drop_column("incoming_mail", name)
