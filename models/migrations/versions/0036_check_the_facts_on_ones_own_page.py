"""Let somebody who works for us check the facts about them on a page of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("interview") as interview:
        interview.add_column(sa.Column("checker_id", sa.Uuid(), nullable=True))
        interview.create_foreign_key(op.f("fk_interview_checker_id_staff"), "staff", ["checker_id"], ["id"])
    op.create_index("ix_interview_checker_id", "interview", ["checker_id"])


def downgrade() -> None:
    op.drop_index("ix_interview_checker_id", "interview")
    with op.batch_alter_table("interview") as interview:
        interview.drop_constraint(op.f("fk_interview_checker_id_staff"), type_="foreignkey")
        interview.drop_column("checker_id")
