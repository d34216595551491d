"""Let several people complain together on one case, each in their own right (S-39)."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complainant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("agreed", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_how", sa.String(), nullable=True),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_complainant_case_id_case")),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_complainant_added_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complainant")),
        sa.UniqueConstraint("case_id", "holder_id", name=op.f("uq_complainant_case_id_holder_id")),
    )
    op.create_index(op.f("ix_complainant_holder_id"), "complainant", ["holder_id"])
    op.create_table(
        "reach_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("complainant_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reach_card_case_id_case")),
        sa.ForeignKeyConstraint(
            ["complainant_id"], ["complainant.id"], name=op.f("fk_reach_card_complainant_id_complainant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach_card")),
    )
    op.create_index("ix_reach_card_case_id", "reach_card", ["case_id", "at"])
    op.add_column("letter", sa.Column("to_id", sa.Uuid(), nullable=True))
    op.add_column("letter", sa.Column("beside_id", sa.Uuid(), nullable=True))
    op.add_column("thread_message", sa.Column("to_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("thread_message") as message:
        message.drop_column("to_id")
    with op.batch_alter_table("letter") as letter:
        letter.drop_column("beside_id")
        letter.drop_column("to_id")
    op.drop_table("reach_card")
    op.drop_table("complainant")
