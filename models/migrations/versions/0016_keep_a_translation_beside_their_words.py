"""Keep a translation beside their words."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("words_id", sa.Uuid(), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_translation_by_staff_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_translation_case_id_case")),
        sa.ForeignKeyConstraint(["words_id"], ["their_words.id"], name=op.f("fk_translation_words_id_their_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    op.create_index("ix_translation_case_id", "translation", ["case_id"])


def downgrade() -> None:
    op.drop_index("ix_translation_case_id", table_name="translation")
    op.drop_table("translation")
