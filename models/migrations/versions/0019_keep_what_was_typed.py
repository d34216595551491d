"""Keep what a person typed on their own page and did not send."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("forms", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_unsent_holder_id_holder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_unsent_holder_id")),
    )
    op.create_index("ix_unsent_expires_at", "unsent", ["expires_at"])


def downgrade() -> None:
    op.drop_index("ix_unsent_expires_at", table_name="unsent")
    op.drop_table("unsent")
