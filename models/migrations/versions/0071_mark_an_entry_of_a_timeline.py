"""An entry of a timeline stands at the top, or is marked as about somebody else (experience 6.4)."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0069"
branch_labels = None
depends_on = None

STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "entry_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_entry_mark_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_entry_mark_case_id_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["staff.id"], name=op.f("fk_entry_mark_ended_by_staff")),
        sa.ForeignKeyConstraint(["event_id"], ["case_event.id"], name=op.f("fk_entry_mark_event_id_case_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_mark")),
    )
    op.create_index(
        "ix_entry_mark_now", "entry_mark", ["case_id", "event_id", "kind"], unique=True, sqlite_where=STANDS,
        postgresql_where=STANDS,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("entry_mark")
