"""Keep beside a case that somebody was named who must not know, so that only who said so is told that we heard it."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("named_unaware", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("case") as case:
        case.alter_column("named_unaware", server_default=None)


def downgrade() -> None:
    op.drop_column("case", "named_unaware")
