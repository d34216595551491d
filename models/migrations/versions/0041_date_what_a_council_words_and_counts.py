"""Keep what a council decides of its lists and letters, from which day, and who decided it."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_by", sa.Uuid(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_council_choice_made_by_account")),
        sa.ForeignKeyConstraint(
            ["taken_back_by"], ["account.id"], name=op.f("fk_council_choice_taken_back_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_choice")),
    )
    op.create_index("ix_council_choice_topic", "council_choice", ["topic", "since"])


def downgrade() -> None:
    op.drop_index("ix_council_choice_topic", table_name="council_choice")
    op.drop_table("council_choice")
