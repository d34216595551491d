"""Count what belongs to no case."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("journey", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint(
            "council", "month", "journey", "question", "answer",
            name=op.f("uq_tally_council_month_journey_question_answer"),
        ),
    )  # fmt: skip
    op.create_table(
        "site_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_remark")),
    )


def downgrade() -> None:
    op.drop_table("site_remark")
    op.drop_table("tally")
