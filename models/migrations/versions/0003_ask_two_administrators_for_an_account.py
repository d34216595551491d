"""Ask two administrators for an account."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> asked_by", name=op.f("ck_account_request_two_people")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name=op.f("fk_account_request_approved_by_account")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_account_request_asked_by_account")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_account_request_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
    )
    op.create_index("ix_account_request_staff_id", "account_request", ["staff_id"])


def downgrade() -> None:
    op.drop_index("ix_account_request_staff_id", table_name="account_request")
    op.drop_table("account_request")
