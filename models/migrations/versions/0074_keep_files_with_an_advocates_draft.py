"""Files that an advocate chose stay with the form that they have not sent (A3)."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("upload") as upload:
        upload.add_column(sa.Column("advocate_draft_id", sa.Uuid(), nullable=True))
        upload.create_foreign_key(
            op.f("fk_upload_advocate_draft_id_advocate_draft"), "advocate_draft", ["advocate_draft_id"], ["id"],
            ondelete="CASCADE",
        )  # fmt: skip
        upload.create_index(op.f("ix_upload_advocate_draft_id"), ["advocate_draft_id"])


def downgrade() -> None:
    """What was not sent goes with the shape that held it; the sweep takes the files."""
    op.execute(sa.text("DELETE FROM upload WHERE advocate_draft_id IS NOT NULL"))
    with op.batch_alter_table("upload") as upload:
        upload.drop_index(op.f("ix_upload_advocate_draft_id"))
        upload.drop_constraint(op.f("fk_upload_advocate_draft_id_advocate_draft"), type_="foreignkey")
        upload.drop_column("advocate_draft_id")
