"""Hold letters before they leave, and have a second person look at those to a new address."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

HELD = sa.text("state = 'held'")


def upgrade() -> None:
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("state", sa.String(), nullable=False, server_default="gone"))
        letter.add_column(sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True))
        letter.add_column(sa.Column("checked_by", sa.Uuid(), nullable=True))
        letter.add_column(sa.Column("replaces_id", sa.Uuid(), nullable=True))
        letter.create_foreign_key(op.f("fk_letter_checked_by_staff"), "staff", ["checked_by"], ["id"])
        letter.create_foreign_key(op.f("fk_letter_replaces_id_letter"), "letter", ["replaces_id"], ["id"])
        letter.create_check_constraint(
            op.f("ck_letter_second_person"),
            "checked_by IS NULL OR released_by IS NULL OR checked_by <> released_by",
        )
    op.create_index("ix_letter_leaving", "letter", ["leaves_at", "id"], sqlite_where=HELD, postgresql_where=HELD)


def downgrade() -> None:
    op.drop_index("ix_letter_leaving", table_name="letter")
    with op.batch_alter_table("letter") as letter:
        letter.drop_constraint(op.f("ck_letter_second_person"), type_="check")
        letter.drop_constraint(op.f("fk_letter_replaces_id_letter"), type_="foreignkey")
        letter.drop_constraint(op.f("fk_letter_checked_by_staff"), type_="foreignkey")
        for column in ("replaces_id", "checked_by", "leaves_at", "state"):
            letter.drop_column(column)
