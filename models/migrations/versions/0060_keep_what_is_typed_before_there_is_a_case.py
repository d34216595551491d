"""Keep what staff type before there is a case: sealed to the master key, and theirs alone as well."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

APART = sa.text("case_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("desk_draft") as draft:
        draft.alter_column("case_id", nullable=True)
        draft.alter_column("typed", nullable=True)
        draft.add_column(sa.Column("apart", sa.LargeBinary(), nullable=True))
    op.create_index(
        "ix_desk_draft_apart", "desk_draft", ["staff_id", "place"], unique=True, sqlite_where=APART,
        postgresql_where=APART,
    )  # fmt: skip


def downgrade() -> None:
    op.execute(sa.delete(sa.table("desk_draft", sa.column("case_id"))).where(APART))
    op.drop_index("ix_desk_draft_apart", table_name="desk_draft")
    with op.batch_alter_table("desk_draft") as draft:
        draft.drop_column("apart")
        draft.alter_column("typed", nullable=False)
        draft.alter_column("case_id", nullable=False)
