"""Put a document of ours on a case: what it is and the day it is from; its title is under the lock of the file."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("upload", sa.Column("document", sa.String(), nullable=True))
    op.add_column("upload", sa.Column("dated_on", sa.Date(), nullable=True))
    op.add_column("upload", sa.Column("filed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for name in ("filed", "dated_on", "document"):
        op.drop_column("upload", name)
