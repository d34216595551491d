"""Let advocates with an account in."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NOW = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "advocate_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_how", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_how", sa.String(), nullable=True),
        sa.Column("copies", sa.String(), nullable=False),
        sa.Column("copies_by_child", sa.Boolean(), nullable=False),
        sa.Column("speak_to", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("initials", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_advocate_access_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_advocate_access_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate_access")),
    )
    op.create_index("ix_advocate_access_case_id", "advocate_access", ["case_id"])
    op.create_index(
        "ix_advocate_access_now",
        "advocate_access",
        ["staff_id", "case_id"],
        unique=True,
        sqlite_where=NOW,
        postgresql_where=NOW,
    )
    op.create_table(
        "advocate_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("form_instance", sa.Uuid(), nullable=False),
        sa.Column("from_case", sa.Uuid(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_advocate_draft_staff_id_staff")),
        sa.ForeignKeyConstraint(["from_case"], ["case.id"], name=op.f("fk_advocate_draft_from_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate_draft")),
        sa.UniqueConstraint("form_instance", name=op.f("uq_advocate_draft_form_instance")),
    )
    op.create_index("ix_advocate_draft_staff_id", "advocate_draft", ["staff_id"])


def downgrade() -> None:
    op.drop_index("ix_advocate_draft_staff_id", table_name="advocate_draft")
    op.drop_table("advocate_draft")
    op.drop_index("ix_advocate_access_now", table_name="advocate_access")
    op.drop_index("ix_advocate_access_case_id", table_name="advocate_access")
    op.drop_table("advocate_access")
