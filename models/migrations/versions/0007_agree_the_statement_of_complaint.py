"""Agree the statement of complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("body_hash", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_complaint_statement_case_id_case")),
        sa.ForeignKeyConstraint(["drafted_by"], ["staff.id"], name=op.f("fk_complaint_statement_drafted_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_statement")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_complaint_statement_case_id_number")),
    )
    op.create_table(
        "statement_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_statement_reply_case_id_case")),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["complaint_statement.id"],
            name=op.f("fk_statement_reply_statement_id_complaint_statement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_reply")),
    )
    op.create_index("ix_statement_reply_statement_id", "statement_reply", ["statement_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_statement_reply_statement_id", table_name="statement_reply")
    op.drop_table("statement_reply")
    op.drop_table("complaint_statement")
